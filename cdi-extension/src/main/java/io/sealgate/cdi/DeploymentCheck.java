package io.sealgate.cdi;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Scope;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds every {@link RequiresClaim} and every one of its kin that makes no sense or that nothing would enforce. Each problem is one or two sentences: what, where, and what to
 * do.
 */
final class DeploymentCheck {
    private static final String NEVER_RUNS = ", so the check would never run. ";
    private static final Set<String> CALLED_BY_THE_SERVLET_CONTAINER =
            Set.of("jakarta.servlet.Filter", "java.util.EventListener");

    /** The extension asks as it finds a class, and once more when all problems are known. */
    private static final ClassValue<List<String>> NOT_VALID = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return findInvalid(type);
        }
    };

    private DeploymentCheck() {}

    /** What is not valid in the annotations of a class, its methods and all that it inherits. */
    static List<String> annotations(Class<?> type) {
        return NOT_VALID.get(type);
    }

    private static List<String> findInvalid(Class<?> type) {
        Set<String> problems = new LinkedHashSet<>();
        RequirementReader reader = new RequirementReader();
        for (Class<?> each : Lineage.of(type).types()) {
            addInvalid(each, problems);
            for (Method method : each.getDeclaredMethods()) {
                addInvalid(method, problems);
                if ((method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0 && !method.isSynthetic()) {
                    // What an annotation is bound to depends on the method and on the class.
                    addProblem(() -> reader.read(method, type), problems);
                }
            }
        }
        return List.copyOf(problems);
    }

    private static void addInvalid(AnnotatedElement element, Set<String> problems) {
        try {
            ElementRequirements.on(element, CallShape.UNKNOWN);
            return;
        } catch (IllegalArgumentException oneOrMore) {
            // Each is told.
        }
        for (Annotation annotation : RequirementAnnotations.on(element)) {
            addProblem(() -> RequirementAnnotations.toRequirements(annotation, element, CallShape.UNKNOWN), problems);
        }
    }

    private static void addProblem(Runnable reading, Set<String> problems) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    /**
     * The rules of the application's own that a class names and that are not one bean.
     *
     * @param beans finds the bean of a class; throws AmbiguousResolutionException if there are several
     */
    static List<String> rules(Class<?> type, Function<Class<?>, @Nullable Bean<?>> beans) {
        Set<String> problems = new LinkedHashSet<>();
        for (Class<?> each : Lineage.of(type).types()) {
            addUnresolved(each, beans, problems);
            for (Method method : each.getDeclaredMethods()) {
                addUnresolved(method, beans, problems);
            }
        }
        return List.copyOf(problems);
    }

    private static void addUnresolved(
            AnnotatedElement element, Function<Class<?>, @Nullable Bean<?>> beans, Set<String> problems) {
        for (Annotation annotation : RequirementAnnotations.on(element)) {
            if (annotation instanceof RequiresRule named) {
                for (Class<? extends AuthorizationRule> rule : named.value()) {
                    String found = find(rule, beans);
                    if (!found.isEmpty()) {
                        problems.add("@RequiresRule on " + RequirementAnnotations.describe(element) + " names "
                                + rule.getName() + ", " + found + ", so every call would be refused. Make it one bean,"
                                + " such as by adding @ApplicationScoped.");
                    }
                }
            }
        }
    }

    private static String find(Class<?> rule, Function<Class<?>, @Nullable Bean<?>> beans) {
        try {
            return beans.apply(rule) == null ? "which is no CDI bean" : "";
        } catch (AmbiguousResolutionException e) {
            return "which several CDI beans are";
        }
    }

    /** The methods of a bean class for which there are requirements, but which no interceptor can guard. */
    static List<String> bean(Class<?> beanClass) {
        List<String> problems = new ArrayList<>();
        if (WebSocketMethods.isEndpoint(beanClass)) {
            problems.addAll(WebSocketMethods.problems(beanClass));
        }
        Lineage lineage = Lineage.of(beanClass);
        List<Class<?>> types = lineage.types();
        Optional<Class<?>> annotatedType =
                types.stream().filter(RequirementAnnotations::areOn).findFirst();
        Optional<AnnotatedElement> any = annotatedType.map(type -> type);
        for (Class<?> type : types) {
            for (Method method : type.getDeclaredMethods()) {
                boolean annotated = RequirementAnnotations.areOn(method);
                if (annotated && any.isEmpty()) {
                    any = Optional.of(method);
                }
                if (annotated && Modifier.isPrivate(method.getModifiers())) {
                    problems.add(unreachable(method, "is private", "Make the method public."));
                } else if (annotated && Modifier.isStatic(method.getModifiers())) {
                    problems.add(unreachable(method, "is static", "Make it a method of the bean's objects."));
                } else if (isFinal(method)) {
                    Optional<AnnotatedElement> asking = asking(method, lineage).or(() -> annotatedType);
                    asking.ifPresent(element -> problems.add(unreachable(
                            method, RequirementAnnotations.nameOn(element), "is final", "Remove the final.")));
                }
            }
        }
        if (any.isPresent() && Modifier.isFinal(beanClass.getModifiers())) {
            problems.add(beanClass.getName() + " has " + RequirementAnnotations.nameOn(any.get())
                    + " but is a final class" + NEVER_RUNS + "Remove the final.");
        }
        // To CDI servlets are beans, too; what calls their methods is the class itself, and no bean that could be
        // injected.
        List<String> ofServlet = isServlet(beanClass) ? servletMethods(beanClass) : List.of();
        problems.addAll(ofServlet.isEmpty() ? selfCalls(beanClass) : ofServlet);
        return problems;
    }

    /** The calls of guarded methods that a class makes on its own object. None where an annotation is not valid, which {@link #annotations} finds. */
    static List<String> selfCalls(Class<?> type) {
        try {
            return SelfCalls.problems(type);
        } catch (IllegalArgumentException notValid) {
            return List.of();
        }
    }

    /** The declaration of a method, be it in an interface, that asks something. */
    private static Optional<AnnotatedElement> asking(Method method, Lineage lineage) {
        return lineage.declarationsOf(method).stream()
                .filter(RequirementAnnotations::areOn)
                .findFirst()
                .map(declaration -> declaration);
    }

    private static boolean isFinal(Method method) {
        return Modifier.isFinal(method.getModifiers())
                && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0
                && !method.isSynthetic();
    }

    private static String unreachable(Method method, String why, String mend) {
        return unreachable(method, RequirementAnnotations.nameOn(method), why, mend);
    }

    private static String unreachable(Method method, String annotation, String why, String mend) {
        return RequirementAnnotations.describe(method) + " has " + annotation + " but " + why + NEVER_RUNS + mend;
    }

    /**
     * The annotated classes that nothing guards: neither are they beans, nor does Jakarta REST call them.
     *
     * @param annotated the classes of the application that carry an annotation, be it on a method
     * @param guardedBeans the bean classes whose methods are intercepted
     * @param guardedServlets the names of the servlet classes that have a guard if they ask for one
     */
    static List<String> unguarded(
            Collection<Class<?>> annotated, Set<Class<?>> guardedBeans, Set<String> guardedServlets) {
        Set<String> problems = new TreeSet<>();
        for (Class<?> type : annotated) {
            if (isA("jakarta.servlet.jsp.JspPage", type)) {
                problems.add(
                        type.getName() + " has @RequiresClaim but is the superclass of pages" + NEVER_RUNS
                                + "Write a rule for their paths instead: sealgate.path.pages.path=*.jsp and sealgate.path.pages.require.");
                continue;
            }
            // What is abstract is guarded where it is implemented.
            if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            if (isServlet(type)) {
                addUnguardedServlet(type, guardedServlets, problems);
            } else if (WebSocketMethods.isEndpoint(type)) {
                addUnguardedEndpoint(type, guardedBeans, problems);
            } else if (isA("jakarta.websocket.Endpoint", type)) {
                problems.add(type.getName() + " has " + RequirementAnnotations.nameIn(type)
                        + " but is a WebSocket endpoint whose path only code knows" + NEVER_RUNS
                        + "Make it a @ServerEndpoint, or write a rule for its path instead"
                        + " (sealgate.path.<name>.path and .require).");
            } else if (isCalledByTheServletContainer(type)) {
                problems.add(type.getName() + " has " + RequirementAnnotations.nameIn(type)
                        + " but is called by the servlet container" + NEVER_RUNS
                        + "Move what needs it into a CDI bean with the annotation, and call that.");
            } else if (guardedBeans.stream().noneMatch(type::isAssignableFrom)) {
                addUnguarded(type, problems);
            }
        }
        return List.copyOf(problems);
    }

    private static void addUnguardedServlet(Class<?> type, Set<String> guardedServlets, Set<String> problems) {
        problems.addAll(annotations(type));
        problems.addAll(servletMethods(type));
        if (!guardedServlets.contains(type.getName())) {
            problems.add(type.getName() + " has " + RequirementAnnotations.nameIn(type)
                    + " but is no servlet that the container knows" + NEVER_RUNS
                    + "Map it with @WebServlet or in web.xml.");
        }
    }

    private static List<String> servletMethods(Class<?> type) {
        List<String> problems = new ArrayList<>();
        for (Class<?> each : Lineage.of(type).types()) {
            for (Method method : each.getDeclaredMethods()) {
                if (RequirementAnnotations.areOn(method)) {
                    problems.add(
                            RequirementAnnotations.describe(method)
                                    + " has " + RequirementAnnotations.nameOn(method)
                                    + " but is a method of a servlet" + NEVER_RUNS
                                    + "Annotate the class; or, for one HTTP method, write a rule for its path (sealgate.path.<name>.path, .methods and .require).");
                }
            }
        }
        return problems;
    }

    private static void addUnguardedEndpoint(Class<?> type, Set<Class<?>> guardedBeans, Set<String> problems) {
        problems.addAll(annotations(type));
        problems.addAll(WebSocketMethods.problems(type));
        if (!guardedBeans.contains(type)) {
            problems.add(
                    type.getName() + " is a WebSocket endpoint with rules but no CDI bean, so its connections would"
                            + " have no caller. " + mendOfBean(type, "Add @Dependent."));
        }
    }

    static boolean isServlet(Class<?> type) {
        return isA("jakarta.servlet.Servlet", type);
    }

    private static boolean isA(String supertype, Class<?> type) {
        return Lineage.of(type).types().stream().anyMatch(each -> each.getName().equals(supertype));
    }

    private static void addUnguarded(Class<?> type, Set<String> problems) {
        Lineage lineage = Lineage.of(type);
        boolean resource = false;
        for (Method method : type.getDeclaredMethods()) {
            // Then the filter of io.sealgate.cdi.rest guards it.
            boolean guarded = RestMethods.isResourceMethod(lineage.declarationsOf(method));
            resource |= guarded;
            if (!guarded && RequirementAnnotations.areOn(method)) {
                problems.add(RequirementAnnotations.describe(method)
                        + " has " + RequirementAnnotations.nameOn(method)
                        + " but is not an intercepted bean method" + NEVER_RUNS
                        + mendOfBean(type, "Add a scope such as @RequestScoped to " + type.getName() + "."));
            }
        }
        if (!resource && RequirementAnnotations.areOn(type)) {
            problems.add(type.getName() + " has " + RequirementAnnotations.nameOn(type)
                    + " but is neither a CDI bean nor a REST resource" + NEVER_RUNS
                    + mendOfBean(type, "Add a scope such as @RequestScoped."));
        }
    }

    /** What makes a bean of a class: a scope, or, if it has one, that CDI looks at it. */
    private static String mendOfBean(Class<?> type, String scope) {
        for (Annotation annotation : type.getAnnotations()) {
            Class<? extends Annotation> kind = annotation.annotationType();
            if (kind.isAnnotationPresent(NormalScope.class)
                    || kind.isAnnotationPresent(Scope.class)
                    || annotation instanceof Vetoed) {
                return "It is no bean in spite of its annotations: look for @Vetoed, and for bean-discovery-mode=\"none\" or an exclusion in beans.xml.";
            }
        }
        return scope;
    }

    private static boolean isCalledByTheServletContainer(Class<?> type) {
        for (Class<?> each : Lineage.of(type).types()) {
            if (CALLED_BY_THE_SERVLET_CONTAINER.contains(each.getName())) {
                return true;
            }
        }
        return false;
    }
}
