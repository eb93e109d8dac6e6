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
 * Answers a request that may not reach its resource method. Runs before the body is read.
 *
 * <p>Where locators lead to the resource, what the classes on the way ask must hold, too. What a locator itself asks of claims is the interceptor's task; where the resource was
 * made without CDI and so without interceptors, all locators of its class must hold, as nothing says which one was called.
 */
final class RequiresClaimRequestFilter implements ContainerRequestFilter {
    private final Class<?> type;
    private final EndpointRule rule;
    private final ConcurrentMap<Class<?>, EndpointRule> rulesOfParents = new ConcurrentHashMap<>();
    private final @Nullable HttpServletRequest request;

    /**
     * @param type the class of the resource itself
     * @param request shows each thread its own request; null where the REST runtime does not run in a servlet container
     */
    RequiresClaimRequestFilter(Class<?> type, EndpointRule rule, @Nullable HttpServletRequest request) {
        this.type = type;
        this.rule = rule;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        // The resource itself comes first: what its own locators ask is not asked of its methods.
        List<Object> matched = context.getUriInfo().getMatchedResources();
        boolean withItself = !matched.isEmpty() && type.isInstance(matched.get(0));
        EndpointRule all = rule;
        for (Object resource : matched.subList(withItself ? 1 : 0, matched.size())) {
            all = all.and(rulesOfParents.computeIfAbsent(resource.getClass(), RequiresClaimRequestFilter::ofParent));
        }
        RestRefusal.apply(
                all,
                context,
                context.getProperty(RestCallFilter.REQUEST) instanceof HttpServletRequest current ? current : request);
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
