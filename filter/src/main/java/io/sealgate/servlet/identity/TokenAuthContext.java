package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Function;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the container, before the first filter, the caller and the roles of a request's token. Where there is none, or a bad one, the request goes on
 * without a caller, and the filter answers it; only where a security constraint asks for a caller is the refusal written here, as no filter would be
 * reached. Jakarta Authentication 3.0 section 3.
 *
 * <p>To be loaded only where Jakarta Authentication resolves. Thread-safe.
 */
final class TokenAuthContext implements ServerAuthContext {
    private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";
    private static final String AUTH_TYPE_KEY = "jakarta.servlet.http.authType";
    private static final String AUTH_TYPE = "Bearer";

    private final Function<HttpServletRequest, AuthenticationResult> authentication;
    private final String realm;
    private final CallbackHandler container;

    /**
     * @param authentication authenticates a request, or returns what an earlier look found
     * @param realm for the challenge of refusals
     * @param container takes the caller
     */
    TokenAuthContext(
            Function<HttpServletRequest, AuthenticationResult> authentication,
            String realm,
            CallbackHandler container) {
        this.authentication = requireNonNull(authentication, "authentication");
        this.realm = requireNonNull(realm, "realm");
        this.container = requireNonNull(container, "container");
    }

    @Override
    public AuthStatus validateRequest(MessageInfo message, Subject client, @Nullable Subject service)
            throws AuthException {
        HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
        HttpServletResponse response = (HttpServletResponse) message.getResponseMessage();
        boolean mandatory = Boolean.parseBoolean(String.valueOf(message.getMap().get(MANDATORY)));
        Step step = authentication
                .apply(request)
                .match(
                        anonymous -> mandatory ? () -> required(request, response) : () -> nobody(client),
                        authenticated -> () -> caller(authenticated.principal(), message, request, client),
                        rejected -> mandatory
                                ? () -> refuse(rejected.rejection(), Refusal.of(rejected, realm), request, response)
                                : () -> nobody(client),
                        unavailable -> mandatory
                                ? () -> refuse(
                                        unavailable.rejection(), Refusal.of(unavailable, realm), request, response)
                                : () -> nobody(client));
        try {
            return step.run();
        } catch (IOException | UnsupportedCallbackException e) {
            AuthException failure = new AuthException("The container did not accept a callback");
            failure.initCause(e);
            throw failure;
        }
    }

    private AuthStatus caller(TokenPrincipal principal, MessageInfo message, HttpServletRequest request, Subject client)
            throws IOException, UnsupportedCallbackException {
        Callback caller = new CallerPrincipalCallback(client, principal);
        if (principal.roles().isEmpty()) {
            handle(caller);
        } else {
            handle(caller, new GroupPrincipalCallback(client, principal.roles().toArray(String[]::new)));
        }
        setAuthType(message);
        RequestAuthentication.tellContainer(request, principal);
        return AuthStatus.SUCCESS;
    }

    private AuthStatus nobody(Subject client) throws IOException, UnsupportedCallbackException {
        handle(new CallerPrincipalCallback(client, (Principal) null));
        return AuthStatus.SUCCESS;
    }

    private static AuthStatus refuse(
            Rejection rejection, Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RefusalLog.refused(request, rejection);
        refusal.writeTo(request, response);
        return AuthStatus.SEND_FAILURE;
    }

    private AuthStatus required(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (RequestAuthentication.mayBeAnybody(request)) {
            return AuthStatus.SEND_FAILURE;
        }
        Rejection required = Rejection.of(
                RejectionReason.TOKEN_REQUIRED, "a token, by a security constraint of the web application");
        return refuse(required, Refusal.of(required, realm), request, response);
    }

    private void handle(Callback... callbacks) throws IOException, UnsupportedCallbackException {
        container.handle(callbacks);
    }

    @SuppressWarnings("unchecked") // a raw type of the specification, which says that keys and values are strings
    private static void setAuthType(MessageInfo message) {
        message.getMap().put(AUTH_TYPE_KEY, AUTH_TYPE);
    }

    @Override
    public AuthStatus secureResponse(MessageInfo message, @Nullable Subject service) {
        return AuthStatus.SEND_SUCCESS;
    }

    @Override
    public void cleanSubject(MessageInfo message, @Nullable Subject client) {
        if (client != null) {
            client.getPrincipals().clear();
        }
    }

    /** What an outcome leads to. */
    @FunctionalInterface
    private interface Step {
        AuthStatus run() throws IOException, UnsupportedCallbackException;
    }
}
