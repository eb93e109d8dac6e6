package io.sealgate.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds every {@link RequiresClaim} that makes no sense or that nothing would enforce. Each problem is one or two sentences: what, where, and what to
 * do.
 */
final class DeploymentCheck {
    private static final String NEVER_RUNS = ", so the check would never run. ";
    private static final Set<String> CALLED_BY_THE_SERVLET_CONTAINER = Set.of(
            "jakarta.servlet.Servlet",
            "jakarta.servlet.Filter",
            "java.util.EventListener",
            "jakarta.websocket.Endpoint");

    private DeploymentCheck() {}

    /** What is not valid in the annotations of a class, its methods and all that it inherits. */
    static List<String> annotations(Class<?> type) {
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
        for (Annotation annotation : RequirementAnnotations.on(element)) {
            addProblem(() -> RequirementAnnotations.toRequirement(annotation, element, CallShape.UNKNOWN), problems);
        }
    }

    private static void addProblem(Runnable reading, Set<String> problems) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    /** The methods of a bean class for which there are requirements, but which no interceptor can guard. */
    static List<String> bean(Class<?> beanClass) {
        List<String> problems = new ArrayList<>();
        Lineage lineage = Lineage.of(beanClass);
        List<Class<?>> types = lineage.types();
        boolean everyMethod = types.stream().anyMatch(RequirementAnnotations::areOn);
        boolean anyMethod = everyMethod;
        for (Class<?> type : types) {
            for (Method method : type.getDeclaredMethods()) {
                boolean annotated = RequirementAnnotations.areOn(method);
                anyMethod |= annotated;
                if (annotated && Modifier.isPrivate(method.getModifiers())) {
                    problems.add(unreachable(method, "is private", "Make the method public."));
                } else if (annotated && Modifier.isStatic(method.getModifiers())) {
                    problems.add(unreachable(method, "is static", "Make it a method of the bean's objects."));
                } else if (isFinal(method)
                        && (everyMethod
                                || lineage.declarationsOf(method).stream().anyMatch(RequirementAnnotations::areOn))) {
                    problems.add(unreachable(method, "is final", "Remove the final."));
                }
            }
        }
        if (anyMethod && Modifier.isFinal(beanClass.getModifiers())) {
            problems.add(beanClass.getName() + " has @RequiresClaim but is a final class" + NEVER_RUNS
                    + "Remove the final.");
        }
        return problems;
    }

    private static boolean isFinal(Method method) {
        return Modifier.isFinal(method.getModifiers())
                && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0
                && !method.isSynthetic();
    }

    private static String unreachable(Method method, String why, String mend) {
        return RequirementAnnotations.describe(method) + " has @RequiresClaim but " + why + NEVER_RUNS + mend;
    }

    /**
     * The annotated classes that nothing guards: neither are they beans, nor does Jakarta REST call them.
     *
     * @param annotated the classes of the application that carry an annotation, be it on a method
     * @param guardedBeans the bean classes whose methods are intercepted
     */
    static List<String> unguarded(Collection<Class<?>> annotated, Set<Class<?>> guardedBeans) {
        Set<String> problems = new TreeSet<>();
        for (Class<?> type : annotated) {
            // What is abstract is guarded where it is implemented.
            if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            if (isCalledByTheServletContainer(type)) {
                problems.add(type.getName() + " has @RequiresClaim but is called by the servlet container" + NEVER_RUNS
                        + "Move what needs the claim into a CDI bean with @RequiresClaim, and call that.");
            } else if (guardedBeans.stream().noneMatch(type::isAssignableFrom)) {
                addUnguarded(type, problems);
            }
        }
        return List.copyOf(problems);
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
                        + " has @RequiresClaim but is not an intercepted bean method" + NEVER_RUNS
                        + "Add a scope such as @RequestScoped to " + type.getName() + ".");
            }
        }
        if (!resource && RequirementAnnotations.areOn(type)) {
            problems.add(type.getName() + " has @RequiresClaim but is neither a CDI bean nor a REST resource"
                    + NEVER_RUNS + "Add a scope such as @RequestScoped.");
        }
    }

    private static boolean isCalledByTheServletContainer(Class<?> type) {
        for (Class<?> each : Lineage.of(type).types()) {
            if (CALLED_BY_THE_SERVLET_CONTAINER.contains(each.getName())
                    || isAnnotatedWith(each, "jakarta.websocket.server.ServerEndpoint")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnnotatedWith(Class<?> type, String annotation) {
        for (Annotation each : type.getDeclaredAnnotations()) {
            if (each.annotationType().getName().equals(annotation)) {
                return true;
            }
        }
        return false;
    }
}
