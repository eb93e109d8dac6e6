package io.sealgate.cdi.rest;

import io.sealgate.cdi.Lineage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * As {@link RequiresClaimRequestFilter}, for a resource that locators lead to: what the classes on the way ask must hold, too. What a locator itself asks of claims is the
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
        RestRefusal.apply(all, context, request);
    }

    private static EndpointRule ofParent(Class<?> type) {
        EndpointRule result = EndpointRule.ofClass(type);
        Class<?> written = written(type);
        Lineage lineage = Lineage.of(written);
        for (Method method : written.getMethods()) {
            if (RestEndpointReader.isLocator(method, lineage)) {
                EndpointRule ofLocator = EndpointRule.of(method, written);
                // The interceptors of what CDI containers generate know no roles.
                result = result.and(written == type ? ofLocator : new EndpointRule(ofLocator.roles(), List.of()));
            }
        }
        return result;
    }

    /** The class as somebody wrote it: subclasses that CDI containers generate, and only these, are synthetic. */
    private static Class<?> written(Class<?> type) {
        Class<?> written = type;
        while (written.isSynthetic() && written.getSuperclass() != null) {
            written = written.getSuperclass();
        }
        return written;
    }
}
