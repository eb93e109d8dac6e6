package io.sealgate.cdi.rest;

import io.sealgate.cdi.EndpointLog;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints of Jakarta REST. The classes come from the container's scan, which is the one that REST runtimes themselves rely on; {@code Application} classes with a
 * list of their own are asked for it. What the runtime registers beyond that is added when it does so.
 *
 * <p>Apart from the other initializers, so that a container without Jakarta REST loses this one alone.
 */
@HandlesTypes({Path.class, ApplicationPath.class, Application.class})
public final class RestEndpoints implements ServletContainerInitializer {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String DEFAULT_SERVLET_NAME = "jakarta.ws.rs.core.Application";

    /** For the container. */
    public RestEndpoints() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Set<Class<?>> found = classes == null ? Set.of() : Set.copyOf(classes);
        EndpointLog.read(context, late -> read(found, application -> prefix(application, late)));
    }

    /**
     * The endpoints of these classes, at the paths that annotations say.
     *
     * @param classes resource classes and {@code Application} classes; whatever else is among them is left out
     * @throws IllegalArgumentException if an annotation of ours is not valid
     */
    public static Collection<Endpoint> of(Collection<Class<?>> classes) {
        return read(classes, application -> null);
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
            if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            if (Application.class.isAssignableFrom(type)) {
                // The runtimes have some of their own.
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
            resources.forEach(resource -> reader.read(resource, prefix == null ? "" : prefix));
        }
        return reader.endpoints();
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
            LOGGER.log(
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

    /** Where the servlet of an application is mapped to, by its name or by its parameter (Jakarta REST 3.1 section 2.3.2); null where nothing is. */
    private static @Nullable String prefix(Class<?> application, ServletContext context) {
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            boolean named = servlet.getName().equals(application.getName())
                    || (application == Application.class && servlet.getName().equals(DEFAULT_SERVLET_NAME))
                    || application.getName().equals(servlet.getInitParameter(DEFAULT_SERVLET_NAME))
                    || application.getName().equals(servlet.getInitParameter("jakarta.ws.rs.Application"));
            Collection<String> mappings = servlet.getMappings();
            if (named && mappings != null && !mappings.isEmpty()) {
                return withoutWildcard(new TreeSet<>(mappings).first());
            }
        }
        return null;
    }

    private static String withoutWildcard(String mapping) {
        String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
        String joined = RestEndpointReader.join("", path);
        return joined.equals("/") ? "" : joined;
    }

    /** Takes note of a resource method that the REST runtime has registered. */
    static void registered(Method method, Class<?> type) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        Endpoint endpoint = RestEndpointReader.registered(method, type);
        if (endpoint != null && application != null) {
            ApplicationEndpoints.of(application).registered(endpoint);
        }
    }
}
