package io.sealgate.testsuite.app;

import io.sealgate.token.ClaimsSet;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** One object for all callers, which sees each caller's own token. */
@ApplicationScoped
public class SharedBean {

    @Inject
    private ClaimsSet claims;

    @Inject
    private TokenPrincipal principal;

    @Inject
    private VerifiedToken token;

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
    public String caller() {
        String before = claims.string("sub").orElseThrow();
        // Give another caller's thread a chance to come between.
        Thread.yield();
        return before + " " + principal.getName() + " "
                + token.claims().string("sub").orElseThrow() + " "
                + claims.string("sub").orElseThrow();
    }
}
