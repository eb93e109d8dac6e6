package io.sealgate.cdi;

import io.sealgate.claims.Requirement;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Kind;
import io.sealgate.endpoints.Endpoint.Rule;
import io.sealgate.servlet.ApplicationSealgate;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a guard before every servlet whose class, or a class or interface above it, asks something of callers, and before those of which nothing is said where {@code
 * sealgate.endpoints.unannotated} does not allow that. The guard is mapped to the servlet's name, so the container itself says what a request, a dispatch by path or one by name
 * leads to.
 */
final class ServletGuards {
    /** The servers' own and the REST runtimes, whose resources are guarded one by one. */
    private static final List<String> NOT_OF_THE_APPLICATION = List.of(
            "org.apache.catalina.",
            "org.apache.jasper.",
            "org.apache.tomcat.",
            "org.eclipse.jetty.",
            "org.glassfish.",
            "org.jboss.",
            "org.wildfly.",
            "io.undertow.",
            "io.openliberty.",
            "com.ibm.",
            "com.sun.",
            "fish.payara.");

    private ServletGuards() {}

    /**
     * Installs the guards, once all servlets are registered.
     *
     * @return the servlets that a path leads to
     * @throws IllegalArgumentException if an annotation is not valid
     * @throws UnenforceableRequirementException if a servlet cannot be guarded
     */
    static List<Endpoint> install(ServletContext context) {
        boolean refusesOthers =
                ApplicationSealgate.get(context).config().authorization().unannotated() != Unannotated.ALLOW;
        List<Endpoint> endpoints = new ArrayList<>();
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            Class<?> type = load(servlet.getClassName(), context);
            if (type == null) {
                continue;
            }
            List<Rule> rules = new ArrayList<>(DeclaredRequirements.ofClass(type));
            List<Requirement> requirements = new RequirementReader().readClass(type);
            if (requirements.isEmpty() && isOfTheServer(type)) {
                continue;
            }
            if (!requirements.isEmpty()) {
                guard(servlet, new ServletGuard(requirements), context);
            } else if (permitsAll(type)) {
                rules.add(new Rule(Access.PERMITTED, "nothing", "@PermitAll on " + type.getName()));
            } else if (refusesOthers) {
                guard(servlet, new ServletGuard(List.of()), context);
            }
            Collection<String> mappings = servlet.getMappings();
            for (String mapping : mappings == null ? List.<String>of() : mappings) {
                endpoints.add(new Endpoint(Kind.SERVLET, "*", mapping, rules, type.getName()));
            }
        }
        return endpoints;
    }

    /** The names of the classes that {@link #install} guards by what they are annotated with. */
    static List<String> guarded(ServletContext context) {
        return context.getServletRegistrations().values().stream()
                .map(ServletRegistration::getClassName)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable Class<?> load(@Nullable String className, ServletContext context) {
        try {
            return className == null ? null : Class.forName(className, false, context.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notOfTheApplication) {
            return null;
        }
    }

    private static boolean isOfTheServer(Class<?> type) {
        return NOT_OF_THE_APPLICATION.stream().anyMatch(type.getName()::startsWith);
    }

    private static boolean permitsAll(Class<?> type) {
        try {
            return type.isAnnotationPresent(PermitAll.class);
        } catch (LinkageError noJakartaAnnotations) {
            return false;
        }
    }

    private static void guard(ServletRegistration servlet, ServletGuard guard, ServletContext context) {
        FilterRegistration.Dynamic filter =
                GuardFilters.add(context, "Sealgate guards " + servlet.getName(), guard, servlet.getClassName());
        if (filter != null) {
            filter.addMappingForServletNames(EnumSet.allOf(DispatcherType.class), true, servlet.getName());
        }
    }
}
