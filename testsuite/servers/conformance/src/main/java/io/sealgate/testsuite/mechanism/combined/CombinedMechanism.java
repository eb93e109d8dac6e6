package io.sealgate.testsuite.mechanism.combined;

import io.sealgate.cdi.SealgateAuthenticationMechanism;
import io.sealgate.testsuite.mechanism.Basic;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** HTTP Basic for one caller, and tokens for all others. An alternative, as Jakarta Security 4.0 wants the one to be told that counts. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class CombinedMechanism implements HttpAuthenticationMechanism {
    @Inject
    @SealgateAuthenticationMechanism
    private HttpAuthenticationMechanism tokens;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        return Basic.isBob(request)
                ? context.notifyContainerAboutLogin("bob", Set.of("user"))
                : tokens.validateRequest(request, response, context);
    }
}
