package io.sealgate.cdi.rest;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.servlet.RequestAuthentication;
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
        if (rule.isDeclaredOpen() && request != null) {
            RequestAuthentication.letAnybodyPass(request);
        } else if (rule.decide(RestRefusal.authentication(request), new RestCall(context)) instanceof Denied denied) {
            context.abortWith(RestRefusal.respond(denied.rejection(), request));
        }
    }
}
