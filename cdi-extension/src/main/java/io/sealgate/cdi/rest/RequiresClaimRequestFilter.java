package io.sealgate.cdi.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers a request that may not reach its resource method. Runs before the body is read. */
final class RequiresClaimRequestFilter implements ContainerRequestFilter {
    private final EndpointRule rule;
    private final @Nullable HttpServletRequest request;

    /**
     * @param request shows each thread its own request; null where the REST runtime does not run in a servlet container
     */
    RequiresClaimRequestFilter(EndpointRule rule, @Nullable HttpServletRequest request) {
        this.rule = rule;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        RestRefusal.apply(rule, context, request);
    }
}
