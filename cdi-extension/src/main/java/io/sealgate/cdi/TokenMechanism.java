package io.sealgate.cdi;

import io.sealgate.Sealgate;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The mechanism of {@link SealgateAuthenticationMechanism}. Decides nothing itself: the result is that of {@link RequestAuthentication}, which the filter sees, too. To be loaded only where Jakarta Security
 * resolves. Stateless.
 */
final class TokenMechanism implements HttpAuthenticationMechanism {
    static final String OF_NO_USE = "The application has @SealgateAuthenticationMechanism injected, but no"
            + " HttpAuthenticationMechanism of its own that could call it, and with Jakarta Security 3.0 the container would ask nobody. Add one, or remove the"
            + " injection: Sealgate tells the container who calls by itself.";

    private static final String HANDLER =
            "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler";
    private static final String AUTH_TYPE_KEY = "jakarta.servlet.http.authType";
    private static final String AUTH_TYPE = "Bearer";

    static void addTo(AfterBeanDiscovery event) {
        event.addBean()
                .beanClass(TokenMechanism.class)
                .types(HttpAuthenticationMechanism.class, Object.class)
                .qualifiers(SealgateAuthenticationMechanism.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(context -> new TokenMechanism());
    }

    /** Whether a bean is a mechanism that could call this one. */
    static boolean isAnother(Bean<?> bean) {
        return bean.getTypes().contains(HttpAuthenticationMechanism.class)
                && bean.getBeanClass() != TokenMechanism.class;
    }

    /** Whether the container calls what there is: with Jakarta Security 4.0 it has a handler at the least. Before, it asks the one mechanism that has no qualifier. */
    static boolean hasHandler() {
        return SealgateExtension.isThere(HANDLER);
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Sealgate sealgate = ApplicationSealgate.get(request.getServletContext());
        String realm = sealgate.config().realm();
        Step step = RequestAuthentication.authenticate(request, sealgate)
                .match(
                        anonymous ->
                                context.isProtected() ? () -> required(realm, request, response) : context::doNothing,
                        authenticated -> () -> caller(authenticated.principal(), request, context),
                        rejected -> () -> refuse(rejected.rejection(), Refusal.of(rejected, realm), request, response),
                        unavailable -> () ->
                                refuse(unavailable.rejection(), Refusal.of(unavailable, realm), request, response));
        try {
            return step.run();
        } catch (IOException e) {
            throw new AuthenticationException("The refusal could not be sent", e);
        }
    }

    @SuppressWarnings("unchecked") // a raw type of Jakarta Authentication, which says that keys and values are strings
    private static AuthenticationStatus caller(
            TokenPrincipal principal, HttpServletRequest request, HttpMessageContext context) {
        context.getMessageInfo().getMap().put(AUTH_TYPE_KEY, AUTH_TYPE);
        RequestAuthentication.tellContainer(request, principal);
        return context.notifyContainerAboutLogin(principal, principal.roles());
    }

    private static AuthenticationStatus required(String realm, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (RequestAuthentication.mayBeAnybody(request)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        Rejection required = Rejection.of(
                RejectionReason.TOKEN_REQUIRED, "a token, by a security constraint of the web application");
        return refuse(required, Refusal.of(required, realm), request, response);
    }

    private static AuthenticationStatus refuse(
            Rejection rejection, Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RefusalLog.refused(request, rejection);
        refusal.writeTo(request, response);
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** What an outcome leads to. */
    @FunctionalInterface
    private interface Step {
        AuthenticationStatus run() throws IOException;
    }
}
