package io.sealgate.cdi.rest;

import io.sealgate.claims.AuthorizationDecision.Denied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers a request that may not reach its resource method. Runs before the body is read. */
final class RequiresClaimRequestFilter implements ContainerRequestFilter {
    private final EndpointRule rule;
    private final @Nullable HttpServletRequest request;

    /**
     * @param request shows each thread its own; null where the REST runtime has no servlets, which denies
     */
    RequiresClaimRequestFilter(EndpointRule rule, @Nullable HttpServletRequest request) {
        this.rule = rule;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (rule.decide(RestRefusal.authentication(request)) instanceof Denied denied) {
            context.abortWith(RestRefusal.respond(denied.rejection(), request));
        }
    }
}
