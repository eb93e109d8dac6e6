package io.sealgate.cdi.rest;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * As {@link RequiresClaimRequestFilter}, for a resource that locators lead to: what the classes on the way ask must hold, too. What a locator itself asks is the
 * interceptor's task; where the resource was made without CDI and so without interceptors, all locators of its class must
 * hold, as nothing says which one was called.
 */
final class SubResourceRequestFilter implements ContainerRequestFilter {
    private final EndpointRule rule;
    private final ConcurrentMap<Class<?>, EndpointRule> rulesOfParents = new ConcurrentHashMap<>();
    private final @Nullable HttpServletRequest request;

    /**
     * @param request shows each thread its own request; null where the REST runtime does not run in a servlet container
     */
    SubResourceRequestFilter(EndpointRule rule, @Nullable HttpServletRequest request) {
        this.rule = rule;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        EndpointRule all = rule;
        for (Object resource : context.getUriInfo().getMatchedResources()) {
            all = all.and(rulesOfParents.computeIfAbsent(resource.getClass(), SubResourceRequestFilter::ofParent));
        }
        if (all.isDeclaredOpen() && request != null) {
            RequestAuthentication.letAnybodyPass(request);
        } else if (!all.isOpen()
                && all.decide(RestRefusal.authentication(request), new RestCall(context)) instanceof Denied denied) {
            context.abortWith(RestRefusal.respond(denied.rejection(), request));
        }
    }

    private static EndpointRule ofParent(Class<?> type) {
        EndpointRule result = EndpointRule.ofClass(type);
        // The subclasses that CDI containers generate, and only these, have interceptors.
        if (!type.isSynthetic()) {
            for (Method method : type.getMethods()) {
                if (isLocator(method)) {
                    result = result.and(EndpointRule.of(method, type));
                }
            }
        }
        return result;
    }

    private static boolean isLocator(Method method) {
        if (!method.isAnnotationPresent(Path.class)) {
            return false;
        }
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
                return false;
            }
        }
        return true;
    }
}
