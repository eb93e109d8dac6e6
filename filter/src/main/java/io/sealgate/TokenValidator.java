package io.sealgate;

import io.sealgate.claims.ClaimRule;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import io.sealgate.token.VerifiedToken;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one token by the configuration: verifies it, then validates its claims. Remembers, where configured, which tokens it found valid. Thread-safe. */
public final class TokenValidator {
    private final JoseTokenVerifier verifier;
    private final KeySource keys;
    private final List<ClaimRule> rules;
    private final Clock clock;
    private final @Nullable VerifiedTokenCache cache;

    /**
     * @param keys what the verifier verifies with, asked at each token
     * @param cache null: each token is verified each time
     */
    TokenValidator(
            JoseTokenVerifier verifier,
            KeySource keys,
            List<ClaimRule> rules,
            Clock clock,
            @Nullable VerifiedTokenCache cache) {
        this.verifier = verifier;
        this.keys = keys;
        this.rules = List.copyOf(rules);
        this.clock = clock;
        this.cache = cache;
    }

    /**
     * Decrypts (where configured), verifies and validates a token in compact serialization. Never throws for what a token holds: any failure is a
     * {@link io.sealgate.token.Rejected} or, where we are at fault, {@link io.sealgate.token.Unavailable}.
     *
     * @param token as received, of any length and any characters
     */
    public ValidationResult validate(String token) {
        VerificationKeys trusted = keys.verificationKeys();
        if (cache == null) {
            return judge(token, trusted, null);
        }
        Validated known = cache.find(token, trusted, Math.floorDiv(clock.millis(), 1000L));
        return known != null ? known : judge(token, trusted, cache);
    }

    private ValidationResult judge(String token, VerificationKeys trusted, @Nullable VerifiedTokenCache keep) {
        VerificationResult result = verifier.verify(token, trusted);
        if (result instanceof Verified verified) {
            Instant now = clock.instant();
            for (ClaimRule rule : rules) {
                Optional<Rejection> rejection = rule.validate(verified.token(), now);
                if (rejection.isPresent()) {
                    return new Rejected(rejection.get());
                }
            }
            Validated validated = new Validated(verified.token());
            // Not if the verifier had to ask for newer keys than these, with which the token would be remembered.
            if (keep != null && trusted.retryAfter() == null && keys.verificationKeys() == trusted) {
                keep.add(token, validated, trusted, now.getEpochSecond(), holdUntil(verified.token(), now));
            }
            return validated;
        } else if (result instanceof Rejected rejected) {
            return rejected;
        }
        return (Unavailable) result;
    }

    /** The first second at which a token for which all rules hold now has to be judged anew. */
    private long holdUntil(VerifiedToken token, Instant now) {
        long until = Long.MAX_VALUE;
        for (ClaimRule rule : rules) {
            until = Math.min(until, rule.holdsUntil(token, now));
        }
        return until;
    }
}
