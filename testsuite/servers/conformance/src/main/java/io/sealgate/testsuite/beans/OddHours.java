package io.sealgate.testsuite.beans;

import io.sealgate.cdi.AuthorizationRule;
import io.sealgate.claims.Call;
import io.sealgate.token.TokenPrincipal;
import jakarta.enterprise.context.ApplicationScoped;

/** A rule of the application's own, which looks at a claim that no annotation can compare so. */
@ApplicationScoped
public class OddHours implements AuthorizationRule {

    @Override
    public boolean permits(TokenPrincipal caller, Call call) {
        return caller.claims().get("hour") instanceof Long hour && hour % 2 == 1;
    }
}
