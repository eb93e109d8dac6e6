package io.sealgate.claims;

import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedToken;
import java.util.Optional;
import java.util.Set;

/** A caller called alice, of whom nothing but the token and the roles matters. */
record TestCaller(VerifiedToken token, Set<String> roles) implements TokenPrincipal {
    @Override
    public String getName() {
        return "alice";
    }

    @Override
    public Optional<String> issuer() {
        return Optional.empty();
    }

    @Override
    public Optional<String> subject() {
        return Optional.empty();
    }
}
