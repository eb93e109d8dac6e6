package io.sealgate;

import io.sealgate.claims.ClaimRule;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.TokenVerifier;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges one token by the configuration: verifies it, then validates its claims. Immutable and thread-safe. */
public final class TokenValidator {
    private final TokenVerifier verifier;
    private final List<ClaimRule> rules;
    private final Clock clock;

    TokenValidator(TokenVerifier verifier, List<ClaimRule> rules, Clock clock) {
        this.verifier = verifier;
        this.rules = List.copyOf(rules);
        this.clock = clock;
    }

    /**
     * Decrypts (where configured), verifies and validates a token in compact serialization. Never throws for what a token holds: any failure is a
     * {@link io.sealgate.token.Rejected} or, where we are at fault, {@link io.sealgate.token.Unavailable}.
     *
     * @param token as received, of any length and any characters
     */
    public ValidationResult validate(String token) {
        VerificationResult result = verifier.verify(token);
        if (result instanceof Verified verified) {
            Instant now = clock.instant();
            for (ClaimRule rule : rules) {
                Optional<Rejection> rejection = rule.validate(verified.token(), now);
                if (rejection.isPresent()) {
                    return new Rejected(rejection.get());
                }
            }
            return new Validated(verified.token());
        } else if (result instanceof Rejected rejected) {
            return rejected;
        }
        return (Unavailable) result;
    }
}
