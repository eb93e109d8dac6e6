package io.sealgate.cdi;

import io.sealgate.servlet.CallerIdentity;
import io.sealgate.servlet.SecurityEvents;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.HandlesTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Installs the answer to refused calls of servlets, and fails the deployment if a class carries {@link RequiresClaim} or one of its kin and nothing guards it. The CDI extension cannot see such a class: for CDI it does not
 * exist.
 *
 * <p>Servers boot CDI before initializers or after them. Where it is not there yet, the check waits for the {@code init} of a filter, which comes after CDI and is
 * mapped to nothing. WildFly initializes filters only when they are needed, but boots CDI first: if it is not there now, it never will be. Open Liberty logs what an
 * initializer throws and starts the application all the same: there {@link SealgateExtension} throws it once more, by {@link #rethrow}.
 */
@HandlesTypes({
    RequiresClaim.class,
    RequiresClaim.List.class,
    RequiresAnyOf.class,
    RequiresAnyOf.List.class,
    RequiresScope.class,
    RequiresRole.class,
    RequiresAuthentication.class,
    RequiresRule.class
})
public final class RequiresClaimScan implements ServletContainerInitializer {

    private static final String PROBLEM = "io.sealgate.unenforceable";
    private static final String RESOURCES = "io.sealgate.guarded-resources";

    /** For the container. */
    public RequiresClaimScan() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> annotated, ServletContext context) throws ServletException {
        FilterRegistration.Dynamic answers =
                context.addFilter(DeniedCallFilter.class.getName(), new DeniedCallFilter());
        if (answers != null) {
            answers.setAsyncSupported(true);
            answers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        }
        registerEvents(context);
        leaveToMechanism(context);
        EndpointLog.read(context, ServletGuards::install);
        // None of them where all rules are annotations of the application's own.
        Set<Class<?>> found = annotated == null ? Set.of() : Set.copyOf(annotated);
        context.setAttribute(RESOURCES, found.stream().anyMatch(type -> RestMethods.isResource(Lineage.of(type))));
        checkGuarded(RequiresClaimScan.class.getName(), () -> found, context);
    }

    /** Whether a class that the container has found to carry one of our annotations is a resource, be it by an interface alone. */
    public static boolean hasGuardedResources(ServletContext context) {
        return Boolean.TRUE.equals(context.getAttribute(RESOURCES));
    }

    /**
     * Fails the deployment if one of these classes asks something and nothing guards it, as soon as that can be told.
     *
     * @param check a name, once for each application
     * @param classes asked for no sooner than that
     */
    public static void checkGuarded(String check, Supplier<Set<Class<?>>> classes, ServletContext context)
            throws ServletException {
        context.addFilter(check, new CheckingFilter(classes));
        Optional<Set<Class<?>>> guardedBeans = guardedBeans();
        if (guardedBeans.isPresent() || isOnWildFly(context)) {
            try {
                check(classes.get(), guardedBeans.orElse(Set.of()), context);
            } catch (UnenforceableRequirementException e) {
                context.setAttribute(PROBLEM, e);
                throw new ServletException(e);
            }
        }
    }

    /**
     * Fails the deployment if one of these classes calls what it guards on its own object: those that are no beans the extension does not see.
     *
     * @param classes resource classes; what has no rule is left out
     * @throws RuntimeException with what to do about it
     */
    public static void checkResources(Set<Class<?>> classes) {
        Set<String> problems = new TreeSet<>();
        for (Class<?> type : classes) {
            if (!type.isInterface() && RequirementReader.asksAnything(type)) {
                problems.addAll(DeploymentCheck.selfCalls(type));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnenforceableRequirementException(List.copyOf(problems));
        }
    }

    private static void registerEvents(ServletContext context) {
        try {
            SecurityEvents.register(context, new CdiEvents());
        } catch (LinkageError noCdi) {
            // Nobody can observe anything.
        }
    }

    private static void check(Set<Class<?>> classes, Set<Class<?>> guardedBeans, ServletContext context) {
        List<String> problems = new ArrayList<>(
                DeploymentCheck.unguarded(classes, guardedBeans, Set.copyOf(ServletGuards.guarded(context))));
        problems.addAll(MadeBeans.problems(guardedBeans, context));
        if (!problems.isEmpty()) {
            throw new UnenforceableRequirementException(problems);
        }
    }

    /**
     * Does nothing where no class was found that nothing guards, or none yet.
     *
     * @throws UnenforceableRequirementException what the initializer threw
     */
    static void rethrow(ServletContext context) {
        if (context.getAttribute(PROBLEM) instanceof UnenforceableRequirementException problem) {
            throw problem;
        }
    }

    private static boolean isOnWildFly(ServletContext context) {
        return context.getClassLoader().getClass().getName().startsWith("org.jboss.modules.");
    }

    /** Empty where CDI has not booted, yet or at all. */
    private static Optional<Set<Class<?>>> guardedBeans() {
        try {
            return Booted.guardedBeans();
        } catch (LinkageError noCdi) {
            return Optional.empty();
        }
    }

    private static void leaveToMechanism(ServletContext context) {
        try {
            Booted.leaveToMechanism(context);
        } catch (LinkageError noCdi) {
            // No mechanism either.
        }
    }

    /** Apart, so that the rest loads where there is no CDI. */
    private static final class Booted {
        static void leaveToMechanism(ServletContext context) {
            try {
                SealgateExtension extension = CDI.current().getBeanManager().getExtension(SealgateExtension.class);
                if (extension.hasOtherMechanism()) {
                    CallerIdentity.leaveToApplication(context, extension.asksForMechanism());
                }
            } catch (IllegalStateException | IllegalArgumentException notBooted) {
                // On a server that has Jakarta Security, CDI boots before.
            }
        }

        static Optional<Set<Class<?>>> guardedBeans() {
            try {
                SealgateExtension extension = CDI.current().getBeanManager().getExtension(SealgateExtension.class);
                return extension.isValidated() ? Optional.of(extension.guardedBeans()) : Optional.empty();
            } catch (IllegalStateException | IllegalArgumentException notBooted) {
                return Optional.empty();
            }
        }
    }

    private record CheckingFilter(Supplier<Set<Class<?>>> classes) implements Filter {
        @Override
        public void init(FilterConfig config) throws ServletException {
            try {
                check(classes.get(), guardedBeans().orElse(Set.of()), config.getServletContext());
            } catch (UnenforceableRequirementException e) {
                throw new ServletException(e);
            }
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}
