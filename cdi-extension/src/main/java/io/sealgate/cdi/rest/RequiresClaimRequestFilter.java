package io.sealgate.cdi.rest;

import io.sealgate.claims.AuthorizationDecision.Denied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** Answers a request that may not reach its resource method. Runs before the body is read. */
final class RequiresClaimRequestFilter implements ContainerRequestFilter {
    private final EndpointRule rule;

    @Context
    private @Nullable HttpServletRequest request;

    RequiresClaimRequestFilter(EndpointRule rule) {
        this.rule = rule;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (rule.decide(RestRefusal.authentication(request)) instanceof Denied denied) {
            context.abortWith(RestRefusal.respond(denied.rejection(), request));
        }
    }
}
