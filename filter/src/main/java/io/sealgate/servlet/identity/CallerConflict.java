package io.sealgate.servlet.identity;

import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A request whose token names one caller while the container has another. Who it really is nobody can tell, so it is refused. */
final class CallerConflict {
    private CallerConflict() {}

    static void refuse(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal, String realm)
            throws IOException {
        Rejection rejection = Rejection.of(
                RejectionReason.MULTIPLE_TOKENS,
                "one way of authentication, but the container had another caller (" + request.getAuthType()
                        + "); remove the HttpAuthenticationMechanism from the application, or the token from"
                        + " the request",
                principal.token().description());
        RefusalLog.refused(request, rejection);
        Refusal.of(rejection, realm).writeTo(request, response);
    }
}
