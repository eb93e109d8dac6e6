package io.sealgate;

import io.sealgate.claims.ClaimRule;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.RoleNames;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import java.util.List;

/** Policies out of parts. */
final class TestIssuers {
    private TestIssuers() {}

    static IssuerPolicy policy(JoseTokenVerifier verifier, KeySource keys, ClaimRule... rules) {
        return new IssuerPolicy(
                PropertyNames.DEFAULT,
                keys,
                verifier,
                List.of(rules),
                callers(List.of("groups")),
                IssuerPolicy.Term.ALWAYS);
    }

    /** Roles as they are in these claims, and the standard names. */
    static CallerReader callers(List<String> rolesFrom) {
        return new CallerReader(rolesFrom, RoleNames.AS_THEY_ARE, Claims.STANDARD_PRINCIPAL);
    }

    /** Where there is nothing to choose. */
    static IssuerChoice only(IssuerPolicy policy) {
        return token -> policy;
    }
}
