package io.sealgate.cdi;

import static java.util.Objects.requireNonNull;

import io.sealgate.IssuerSource;
import io.sealgate.SealgateStatus;
import io.sealgate.cdi.websocket.SessionGuarded;
import io.sealgate.cdi.websocket.WebSocketBeans;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateProperty;
import io.sealgate.event.SecurityEvent;
import io.sealgate.event.SecurityEvent.AccessDenied;
import io.sealgate.event.SecurityEvent.CallerAuthenticated;
import io.sealgate.event.SecurityEvent.RequestRefused;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Registers Sealgate's beans, binds the interceptor to every bean method for which there is a requirement, and fails the deployment on what {@link DeploymentCheck}
 * or the configuration finds. Decides nothing itself.
 */
public final class SealgateExtension implements Extension {
    private static final String JAKARTA_SECURITY =
            "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism";
    private final Predicate<ClassLoader> configuration;
    private final RequirementReader reader = new RequirementReader();
    private final Set<Class<?>> typesWithRequirements = ConcurrentHashMap.newKeySet();
    private final Map<Class<?>, Throwable> incompleteTypes = new ConcurrentHashMap<>();
    private final Set<Class<?>> incompleteBeans = ConcurrentHashMap.newKeySet();
    private final Set<Class<?>> guardedBeans = ConcurrentHashMap.newKeySet();
    private final Set<Class<?>> sharedEndpoints = ConcurrentHashMap.newKeySet();
    private final Set<Bean<?>> asked = ConcurrentHashMap.newKeySet();
    private final Set<Class<?>> observed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ClassLoader application;
    private volatile boolean validated;
    private volatile boolean mechanismAsked;
    private volatile boolean otherMechanism;
    private volatile @Nullable Class<?> applicationBean;
    private final boolean jakartaSecurity = isThere(JAKARTA_SECURITY);
    private final boolean health = isThere("org.eclipse.microprofile.health.HealthCheck");
    private final boolean wildfly = isThere("org.wildfly.security.auth.server.SecurityDomain");

    /** For the container. */
    public SealgateExtension() {
        this(application ->
                ApplicationSealgate.get(application).config().lookup().isPresent());
    }

    /**
     * @param configuration whether an IssuerSource is asked; throws InvalidConfigurationException if that of the application cannot be used
     */
    SealgateExtension(Predicate<ClassLoader> configuration) {
        this.configuration = configuration;
    }

    /** The JAR is no bean archive: what is in it becomes beans here, and nowhere twice. */
    void addBeans(@Observes BeforeBeanDiscovery event) {
        for (Class<?> bean : List.of(CurrentCaller.class, RequiresClaimInterceptor.class, SealgateProducers.class)) {
            event.addAnnotatedType(bean, bean.getName());
        }
        if (health && !wildfly) {
            event.addAnnotatedType(KeysReadiness.class, KeysReadiness.class.getName());
        }
        if (isThere("jakarta.websocket.server.ServerEndpoint")) {
            WebSocketBeans.all().forEach(bean -> event.addAnnotatedType(bean, bean.getName()));
        }
    }

    static boolean isThere(String type) {
        try {
            Class.forName(type, false, SealgateExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Where the application asks for it, and there alone: whatever its qualifier, a bean of its type is enough for containers to authenticate by Jakarta Security. */
    <T> void seeMechanism(
            @Observes @WithAnnotations(SealgateAuthenticationMechanism.class) ProcessAnnotatedType<T> event) {
        mechanismAsked = true;
    }

    void addMechanism(@Observes AfterBeanDiscovery event) {
        if (asksForMechanism()) {
            TokenMechanism.addTo(event);
        }
    }

    /** WildFly asks checks of the application's own archives alone: ours comes into one of these. */
    void addReadiness(@Observes AfterBeanDiscovery event) {
        Class<?> neighbour = applicationBean;
        if (health && wildfly && neighbour != null) {
            event.addBean(new ReadinessBean(neighbour, this::status));
        }
    }

    /** Not asked of the BeanManager later: on Payara that of a library does not see the application's beans. */
    void seeOtherMechanism(@Observes ProcessBean<?> event) {
        if (jakartaSecurity && TokenMechanism.isAnother(event.getBean())) {
            otherMechanism = true;
        }
    }

    /** Whether the container has a mechanism of the application's to ask, or a handler that the application asks ours by. */
    boolean hasOtherMechanism() {
        return otherMechanism || asksForMechanism();
    }

    /** Whether the application has Sealgate's mechanism injected, and the server has Jakarta Security. */
    boolean asksForMechanism() {
        return mechanismAsked && jakartaSecurity;
    }

    // Late, so that what other extensions make of a class is seen.
    <T> void bindInterceptor(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 100) ProcessAnnotatedType<T> event) {
        Class<T> type = event.getAnnotatedType().getJavaClass();
        try {
            if (type.isAnnotation() || !RequirementReader.asksAnything(type)) {
                return;
            }
        } catch (LinkageError | TypeNotPresentException incomplete) {
            // A class that needs another one which is not there; common in libraries, and no bean, as a rule.
            incompleteTypes.put(type, incomplete);
            return;
        }
        typesWithRequirements.add(type);
        // Either fails the deployment, once all problems are known.
        if (Modifier.isFinal(type.getModifiers())
                || !DeploymentCheck.annotations(type).isEmpty()) {
            return;
        }
        boolean endpoint = WebSocketMethods.isEndpoint(type);
        Set<Method> guarded = new HashSet<>();
        Set<Method> callbacks = new HashSet<>();
        for (AnnotatedMethod<? super T> method : event.getAnnotatedType().getMethods()) {
            Method member = method.getJavaMember();
            if ((member.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) != 0) {
                continue;
            }
            if (endpoint && WebSocketMethods.isCallback(member)) {
                callbacks.add(member);
            } else if (!reader.read(member, type).isEmpty()) {
                guarded.add(member);
            }
        }
        AnnotatedTypeConfigurator<T> configurator = event.configureAnnotatedType();
        configurator
                .filterMethods(method -> guarded.contains(method.getJavaMember()))
                .forEach(method -> method.add(ClaimGuarded.Literal.INSTANCE));
        configurator
                .filterMethods(method -> callbacks.contains(method.getJavaMember()))
                .forEach(method -> method.add(SessionGuarded.Literal.INSTANCE));
    }

    void rememberBean(@Observes ProcessManagedBean<?> event) {
        Class<?> beanClass = event.getBean().getBeanClass();
        if (beanClass.getClassLoader() == getClass().getClassLoader() && !isOurs(beanClass)) {
            applicationBean = beanClass;
        }
        if (typesWithRequirements.contains(beanClass)) {
            guardedBeans.add(beanClass);
            if (WebSocketMethods.isEndpoint(beanClass) && event.getBean().getScope() != Dependent.class) {
                sharedEndpoints.add(beanClass);
            }
        } else if (incompleteTypes.containsKey(beanClass)) {
            incompleteBeans.add(beanClass);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().startsWith(SealgateExtension.class.getPackageName());
    }

    /** A bean manager need not see all beans of the application: that of an archive without beans sees none on Payara. */
    void rememberAsked(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        if (bean.getQualifiers().contains(Default.Literal.INSTANCE)
                && (bean.getTypes().contains(AuthorizationRule.class)
                        || bean.getTypes().contains(IssuerSource.class))) {
            asked.add(bean);
        }
    }

    /** The beans of a type that the application may provide. */
    private Set<Bean<?>> beansOf(Class<?> type, BeanManager beans) {
        Set<Bean<?>> all = new HashSet<>(beans.getBeans(type));
        asked.stream().filter(bean -> bean.getTypes().contains(type)).forEach(all::add);
        return all;
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        application = loader;
        try {
            checkIssuerSource(configuration.test(loader), loader, beans);
        } catch (InvalidConfigurationException e) {
            event.addDeploymentProblem(e);
        }
        if (asksForMechanism() && !otherMechanism && !TokenMechanism.hasHandler()) {
            event.addDeploymentProblem(new IllegalStateException(TokenMechanism.OF_NO_USE));
        }
        Set<String> problems = new TreeSet<>();
        typesWithRequirements.forEach(type -> problems.addAll(DeploymentCheck.annotations(type)));
        guardedBeans.forEach(type -> problems.addAll(DeploymentCheck.bean(type)));
        sharedEndpoints.forEach(type ->
                problems.add(type.getName() + " is one bean for several connections, so the caller could not be told."
                        + " Give it the scope @Dependent."));
        incompleteBeans.forEach(
                type -> problems.add(type.getName() + " cannot be searched for @RequiresClaim and its kin: "
                        + incompleteTypes.get(type) + ". Add the class that is missing to the application."));
        typesWithRequirements.forEach(type ->
                problems.addAll(DeploymentCheck.rules(type, rule -> beans.resolve(beansOf(rule, beans)))));
        try {
            beans.resolve(beans.getBeans(HttpServletRequest.class));
        } catch (AmbiguousResolutionException e) {
            problems.add(
                    "More than one bean is an HttpServletRequest, so the caller cannot be told, and every call would be"
                            + " refused. Add a qualifier to the application's own.");
        }
        observeEvents(beans);
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new UnenforceableRequirementException(new ArrayList<>(problems)));
        }
        validated = true;
    }

    /** On Payara this comes before the initializer, with another payload. */
    void refuse(@Observes @Initialized(ApplicationScoped.class) Object context) {
        if (context instanceof ServletContext servletContext) {
            RequiresClaimScan.rethrow(servletContext);
        }
    }

    private void observeEvents(BeanManager beans) {
        TokenDescription token = TokenDescription.NONE;
        for (SecurityEvent sample : List.of(
                new CallerAuthenticated("GET", "/", token),
                new RequestRefused("GET", "/", token, RejectionReason.EXPIRED, ""),
                new AccessDenied("GET", "/", token, RejectionReason.CLAIM_REQUIRED, "", true))) {
            if (!beans.resolveObserverMethods(sample).isEmpty()) {
                observed.add(sample.getClass());
            }
        }
    }

    /** Whether anybody observes events of this kind. */
    boolean isObserved(Class<? extends SecurityEvent> kind) {
        return observed.contains(kind);
    }

    /** How it is with the keys of this application, whichever thread asks. */
    SealgateStatus status() {
        return ApplicationSealgate.get(requireNonNull(application, "validate() was not called"))
                .status();
    }

    private void checkIssuerSource(boolean asked, ClassLoader application, BeanManager beans) {
        Set<Bean<?>> found = beansOf(IssuerSource.class, beans);
        boolean service = ServiceLoader.load(IssuerSource.class, application).stream()
                .anyMatch(provider -> provider.type() != CdiIssuerSource.class);
        String property = SealgateProperty.ISSUERS_SOURCE.propertyName();
        if (asked && !service && found.isEmpty()) {
            throw problem(
                    "SG-221",
                    property,
                    "It is true, and the application has no IssuerSource.",
                    "Make a CDI bean that implements io.sealgate.IssuerSource, or name a class in META-INF/services/io.sealgate.IssuerSource.");
        }
        if (!found.isEmpty() && (!asked || service)) {
            throw problem(
                    "SG-222",
                    property,
                    "The application has an IssuerSource among its beans, which would never be asked.",
                    "Set it to true, and let no class be named in META-INF/services/io.sealgate.IssuerSource, or remove the bean.");
        }
        try {
            beans.resolve(found);
        } catch (AmbiguousResolutionException e) {
            throw problem(
                    "SG-223",
                    property,
                    "More than one bean is an IssuerSource.",
                    "Keep one, which may ask others, or make one an alternative.");
        }
    }

    private static InvalidConfigurationException problem(String code, String property, String cause, String mend) {
        return new InvalidConfigurationException(List.of(new ConfigProblem(code, property, cause, mend)));
    }

    /** Whether {@link #guardedBeans()} is complete. */
    boolean isValidated() {
        return validated;
    }

    /** Whether the methods of beans of just this class are intercepted, as far as they have requirements. */
    public boolean guards(Class<?> beanClass) {
        return guardedBeans.contains(beanClass);
    }

    /** The classes of the beans whose methods are intercepted. */
    Set<Class<?>> guardedBeans() {
        return Set.copyOf(guardedBeans);
    }
}
