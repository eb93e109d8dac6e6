package io.sealgate;

import io.sealgate.claims.ClaimRule;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.RoleNames;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.token.Rejection;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Policies out of parts. */
final class TestIssuers {
    private TestIssuers() {}

    static IssuerPolicy policy(JoseTokenVerifier verifier, KeySource keys, ClaimRule... rules) {
        return new IssuerPolicy(
                PropertyNames.DEFAULT,
                "",
                keys,
                verifier,
                new Rules(List.of(rules)),
                callers(List.of("groups")),
                new KeyUses(),
                IssuerPolicy.Term.ALWAYS);
    }

    private record Rules(List<ClaimRule> each) implements ClaimRule {
        @Override
        public Optional<Rejection> validate(VerifiedToken token, Instant now) {
            return each.stream()
                    .flatMap(rule -> rule.validate(token, now).stream())
                    .findFirst();
        }

        @Override
        public long holdsUntil(VerifiedToken token, Instant now) {
            return each.stream()
                    .mapToLong(rule -> rule.holdsUntil(token, now))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
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
