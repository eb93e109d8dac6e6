package io.sealgate.cdi.rest;

import io.sealgate.endpoints.Endpoint;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints of Jakarta REST in classes. {@code Application} classes with a list of their own are asked for it. Needs no server and no Servlet API, so that tests can use
 * it.
 */
public final class RestEndpoints {
    private RestEndpoints() {}

    /** Whether there is Jakarta REST. */
    static boolean areThere() {
        try {
            Class.forName("jakarta.ws.rs.core.Application", false, RestEndpoints.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * The endpoints of these classes, at the paths that annotations say. None where there is no Jakarta REST, as no class shows then that it is one.
     *
     * @param classes resource classes and {@code Application} classes; whatever else is among them is left out
     * @throws IllegalArgumentException if an annotation of ours is not valid
     */
    public static Collection<Endpoint> of(Collection<Class<?>> classes) {
        return areThere() ? read(classes, application -> null) : List.of();
    }

    /**
     * As {@link #of}.
     *
     * @param classes resource classes and {@code Application} classes; whatever else is among them is left out
     * @param prefixes the path that an application is at; null where its {@code @ApplicationPath} says
     */
    static Collection<Endpoint> read(Collection<Class<?>> classes, Function<Class<?>, @Nullable String> prefixes) {
        Set<Class<?>> resources = new HashSet<>();
        List<Class<?>> applications = new ArrayList<>();
        for (Class<?> type : classes) {
            if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) || isOfARuntime(type)) {
                continue;
            }
            if (Application.class.isAssignableFrom(type)) {
                if (type.isAnnotationPresent(ApplicationPath.class) || prefixes.apply(type) != null) {
                    applications.add(type);
                }
            } else if (RestEndpointReader.path(type) != null) {
                resources.add(type);
            }
        }
        RestEndpointReader reader = new RestEndpointReader();
        for (Class<?> application : applications) {
            read(application, resources, prefixes.apply(application), reader);
        }
        if (applications.isEmpty()) {
            String prefix = prefixes.apply(Application.class);
            for (Class<?> resource : resources) {
                reader.read(resource, prefix == null ? "" : prefix);
            }
        }
        return reader.endpoints();
    }

    /** The runtimes bring resources along which they register only if they are asked to; then they tell. */
    private static boolean isOfARuntime(Class<?> type) {
        return type.getName().startsWith("org.jboss.resteasy.")
                || type.getName().startsWith("org.glassfish.jersey.");
    }

    private static void read(
            Class<?> application, Set<Class<?>> resources, @Nullable String mapped, RestEndpointReader reader) {
        ApplicationPath path = application.getAnnotation(ApplicationPath.class);
        String prefix = mapped != null || path == null ? mapped : withoutWildcard(path.value());
        Set<Class<?>> listed = listed(application);
        for (Class<?> resource : listed.isEmpty() ? resources : listed) {
            if (RestEndpointReader.path(resource) != null) {
                reader.read(resource, prefix == null ? "" : prefix);
            }
        }
    }

    /** What an application lists itself; empty where it leaves that to the scan, or where it cannot tell outside of the REST runtime. */
    private static Set<Class<?>> listed(Class<?> application) {
        if (!overrides(application, "getClasses") && !overrides(application, "getSingletons")) {
            return Set.of();
        }
        try {
            Application instance = application
                    .asSubclass(Application.class)
                    .getDeclaredConstructor()
                    .newInstance();
            Set<Class<?>> listed = new HashSet<>(instance.getClasses());
            // Jakarta REST 3.1 section 2.3.2: singletons count for the decision, deprecated or not.
            singletons(instance).forEach(singleton -> listed.add(singleton.getClass()));
            return listed;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.getLogger("io.sealgate")
                    .log(
                            Level.DEBUG,
                            () -> application.getName()
                                    + " cannot list its classes yet; the endpoint map shows all that were found",
                            e);
            return Set.of();
        }
    }

    @SuppressWarnings({"deprecation", "removal"}) // applications still do it
    private static Set<Object> singletons(Application instance) {
        return instance.getSingletons();
    }

    private static boolean overrides(Class<?> application, String method) {
        try {
            return application.getMethod(method).getDeclaringClass() != Application.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    static String withoutWildcard(String mapping) {
        String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
        String joined = RestEndpointReader.join("", path);
        return joined.equals("/") ? "" : joined;
    }
}
