package io.sealgate.cdi.rest;

import io.sealgate.cdi.UnannotatedEndpoints;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Enforcement;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
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

    /** Answers a request that may not reach its resource method. */
    static void apply(EndpointRule rule, ContainerRequestContext context, @Nullable HttpServletRequest request) {
        if (rule.isDeclaredOpen() && request != null) {
            RequestAuthentication.letAnybodyPass(request);
            return;
        }
        Rejection rejection = rejection(decide(rule, context, request), request);
        if (rejection != null) {
            context.abortWith(respond(rejection, request));
        }
    }

    private static AuthorizationDecision decide(
            EndpointRule rule, ContainerRequestContext context, @Nullable HttpServletRequest request) {
        if (rule.isSilent()) {
            return request == null ? Granted.INSTANCE : UnannotatedEndpoints.decide(request);
        }
        return rule.isOpen()
                ? Granted.INSTANCE
                : rule.decide(authentication(request), new RestCall(context, RequestAuthentication.call(request)));
    }

    private static @Nullable Rejection rejection(AuthorizationDecision decision, @Nullable HttpServletRequest request) {
        if (request != null) {
            return Enforcement.of(decision, request);
        }
        return decision instanceof Denied denied ? denied.rejection() : null;
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
