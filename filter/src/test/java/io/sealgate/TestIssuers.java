package io.sealgate;

import io.sealgate.claims.ClaimRule;
import io.sealgate.config.PropertyNames;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import java.util.List;

/** Policies out of parts. */
final class TestIssuers {
    private TestIssuers() {}

    static IssuerPolicy policy(JoseTokenVerifier verifier, KeySource keys, ClaimRule... rules) {
        return new IssuerPolicy(
                PropertyNames.DEFAULT, keys, verifier, List.of(rules), new CallerReader(List.of("groups")));
    }

    /** Where there is nothing to choose. */
    static IssuerChoice only(IssuerPolicy policy) {
        return token -> policy;
    }
}
