package io.sealgate.cdi.rest;

import io.sealgate.cdi.ApplicationClasses;
import io.sealgate.cdi.ApplicationClasses.Mark;
import io.sealgate.cdi.EndpointLog;
import io.sealgate.cdi.RequiresClaimScan;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.servlet.DeploymentSteps;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints of Jakarta REST in an application, by the class files of its WAR. What the runtime registers beyond that is added when it does so.
 *
 * <p>Does nothing in a container without Jakarta REST.
 */
public final class RestEndpointScan implements ServletContainerInitializer {
    private static final String DEFAULT_SERVLET_NAME = "jakarta.ws.rs.core.Application";

    /** For the container. */
    public RestEndpointScan() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (RestEndpoints.areThere()) {
            ApplicationClasses.search(context);
            read(
                    late -> ApplicationClasses.with(
                            EnumSet.of(Mark.REST_PATH, Mark.REST_APPLICATION_PATH, Mark.REST_APPLICATION), late),
                    context);
        }
    }

    /**
     * Has the endpoints read once all servlets are registered.
     *
     * @param search finds, then, resource classes and {@code Application} classes; others are left out
     */
    static void read(Function<ServletContext, Set<Class<?>>> search, ServletContext context) {
        DeploymentSteps.add(context, late -> {
            Set<Class<?>> found = search.apply(late);
            MicroProfileJwtCheck.check(found);
            RequiresClaimScan.checkResources(found);
        });
        EndpointLog.read(context, late -> {
            Set<Class<?>> found = search.apply(late);
            Collection<Endpoint> endpoints = RestEndpoints.read(found, application -> prefix(application, late));
            if (OtherRuntimes.areThere(late)
                    && (RequiresClaimScan.hasGuardedResources(late)
                            || hasRule(endpoints)
                            || hasRule(below(found, late)))) {
                OtherRuntimes.close(late);
            }
            return endpoints;
        });
    }

    /**
     * The endpoints of what is below root resources and below what locators return: the file of a class that only inherits annotations of Jakarta REST does not show that it is a resource. Not at their
     * paths.
     */
    private static Collection<Endpoint> below(Set<Class<?>> found, ServletContext context) {
        RestEndpointReader declared = new RestEndpointReader();
        for (Class<?> type : found) {
            if (RestEndpointReader.path(type) != null) {
                declared.read(type, "");
            }
        }
        RestEndpointReader inheriting = new RestEndpointReader();
        for (Class<?> type : ApplicationClasses.below(declared.types(), context)) {
            inheriting.read(type, "");
        }
        return inheriting.endpoints();
    }

    private static boolean hasRule(Collection<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.access() == Access.GUARDED || endpoint.access() == Access.DENIED) {
                return true;
            }
        }
        return false;
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
            ApplicationEndpoints.of(application).registered(EndpointLog.effective(endpoint, application));
        }
    }
}
