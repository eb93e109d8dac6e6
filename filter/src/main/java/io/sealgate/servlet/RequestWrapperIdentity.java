package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** For any servlet container: the request knows the caller, and so does Jakarta REST on top of it; EJBs and Jakarta Security do not. */
final class RequestWrapperIdentity implements CallerIdentity {
    private final String realm;

    RequestWrapperIdentity(String realm) {
        this.realm = requireNonNull(realm, "realm");
    }

    @Override
    public void proceed(
            HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal, FilterChain chain)
            throws IOException, ServletException {
        Principal known = request.getUserPrincipal();
        if (known == null) {
            chain.doFilter(new AuthenticatedRequest(request, principal), response);
        } else if (known.equals(principal)) {
            // A forward, an include, or an error dispatch of a request that is wrapped already
            chain.doFilter(request, response);
        } else {
            Rejection rejection = Rejection.of(
                    RejectionReason.MULTIPLE_TOKENS,
                    "one way of authentication; the container had authenticated a caller already ("
                            + request.getAuthType() + ")",
                    principal.token().description());
            RefusalLog.refused(request, rejection);
            Refusal.of(rejection, realm).writeTo(request, response);
        }
    }
}
