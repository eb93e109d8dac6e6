package io.sealgate.cdi;

import io.sealgate.TokenValidator;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.EndpointMap;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedToken;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/**
 * What applications can inject. The token, its claims and the principal are client proxies, which look up the current request's at each call; without a valid
 * token, any call throws {@link AuthorizationDeniedException}, and on a thread without a request CDI's {@code ContextNotActiveException}. Code that also serves callers
 * without a token injects {@link CallerContext}.
 */
@Dependent
class SealgateProducers {

    @Produces
    @Dependent
    static TokenValidator tokenValidator() {
        return ApplicationSealgate.get(Thread.currentThread().getContextClassLoader())
                .tokenValidator();
    }

    /** As it is known now: to be looked up after the start where an application registers resources in code. */
    @Produces
    @Dependent
    static EndpointMap endpointMap() {
        return ApplicationEndpoints.of(Thread.currentThread().getContextClassLoader())
                .map();
    }

    @Produces
    @RequestScoped
    static VerifiedToken verifiedToken(CurrentCaller caller) {
        return caller.require().token();
    }

    @Produces
    @RequestScoped
    static ClaimsSet claimsSet(CurrentCaller caller) {
        return caller.require().claims();
    }

    /** Not as a {@link java.security.Principal}: that one is the container's. */
    @Produces
    @RequestScoped
    @Typed(TokenPrincipal.class)
    static TokenPrincipal tokenPrincipal(CurrentCaller caller) {
        return caller.require();
    }
}
