package io.sealgate.testsuite.mechanism.handler;

import io.sealgate.cdi.SealgateAuthenticationMechanism;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition.BasicAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Asks the container's mechanism where the request says Basic, and Sealgate's otherwise. */
@BasicAuthenticationMechanismDefinition(realmName = "bob")
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class CombiningHandler implements HttpAuthenticationMechanismHandler {
    @Inject
    @BasicAuthenticationMechanism
    private HttpAuthenticationMechanism passwords;

    @Inject
    @SealgateAuthenticationMechanism
    private HttpAuthenticationMechanism tokens;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        String authorization = request.getHeader("Authorization");
        boolean basic = authorization != null && authorization.startsWith("Basic ");
        return (basic ? passwords : tokens).validateRequest(request, response, context);
    }
}
