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
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints of Jakarta REST in an application. The classes come from the container's scan, which is the one that REST runtimes themselves rely on. What the runtime
 * registers beyond that is added when it does so.
 *
 * <p>Apart from the other initializers, so that a container without Jakarta REST loses this one alone.
 */
@HandlesTypes({Path.class, ApplicationPath.class, Application.class})
public final class RestEndpointScan implements ServletContainerInitializer {
    private static final String DEFAULT_SERVLET_NAME = "jakarta.ws.rs.core.Application";

    /** For the container. */
    public RestEndpointScan() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Set<Class<?>> found = classes == null ? Set.of() : Set.copyOf(classes);
        EndpointLog.read(context, late -> RestEndpoints.read(found, application -> prefix(application, late)));
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
                return RestEndpoints.withoutWildcard(new TreeSet<>(mappings).first());
            }
        }
        return null;
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
