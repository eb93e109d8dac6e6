package io.sealgate.cdi.rest;

import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the guards of this package have in common: where the authentication is found, and how a refusal is logged and answered. */
final class RestRefusal {
    private static final String REALM_WITHOUT_SERVLETS = "sealgate";

    private RestRefusal() {}

    /** How the request was authenticated; null, which denies, also where the REST runtime does not run in a servlet container. */
    static @Nullable AuthenticationResult authentication(@Nullable HttpServletRequest request) {
        return request == null ? null : RequestAuthentication.get(request);
    }

    static Response respond(Rejection rejection, @Nullable HttpServletRequest request) {
        if (request == null) {
            RefusalLog.refused("-", "-", rejection);
        } else {
            RefusalLog.refused(request, rejection);
        }
        Refusal refusal = Refusal.of(rejection, realm(request));
        Response.ResponseBuilder response = Response.status(refusal.status())
                .type(Refusal.CONTENT_TYPE)
                .entity(refusal.body().getBytes(StandardCharsets.US_ASCII));
        refusal.headers().forEach(response::header);
        return response.build();
    }

    private static String realm(@Nullable HttpServletRequest request) {
        if (request == null) {
            return REALM_WITHOUT_SERVLETS;
        }
        return ApplicationSealgate.get(request.getServletContext()).config().realm();
    }
}
