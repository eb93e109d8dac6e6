package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges one token by the configuration: finds the policy of its issuer, verifies it, then validates its claims. Remembers, where configured, which tokens it found valid.
 * Thread-safe.
 */
public final class TokenValidator {
    private final IssuerChoice issuers;
    private final Clock clock;
    private final @Nullable VerifiedTokenCache cache;

    /**
     * @param cache null: each token is verified each time
     */
    TokenValidator(IssuerChoice issuers, Clock clock, @Nullable VerifiedTokenCache cache) {
        this.issuers = requireNonNull(issuers, "issuers");
        this.clock = requireNonNull(clock, "clock");
        this.cache = cache;
    }

    /**
     * Decrypts (where configured), verifies and validates a token in compact serialization. Never throws for what a token holds: any failure is a
     * {@link io.sealgate.token.Rejected} or, where we are at fault, {@link io.sealgate.token.Unavailable}.
     *
     * @param token as received, of any length and any characters
     */
    public ValidationResult validate(String token) {
        return judge(token).result();
    }

    /** As {@link #validate}; says by whose policy, too. */
    Judgement judge(String token) {
        Judgement known = cache == null ? null : cache.find(token, Math.floorDiv(clock.millis(), 1000L));
        if (known != null) {
            return known;
        }
        IssuerChoice.Choice choice = issuers.choose(token);
        return choice instanceof IssuerPolicy policy
                ? judge(token, policy)
                : new Judgement(((IssuerChoice.Refusal) choice).result(), null);
    }

    private Judgement judge(String token, IssuerPolicy policy) {
        VerificationKeys trusted = policy.trusted();
        VerificationResult result = policy.verify(token, trusted);
        if (result instanceof Verified verified) {
            Instant now = clock.instant();
            Rejection rejection = policy.validate(verified.token(), now);
            if (rejection != null) {
                return new Judgement(new Rejected(rejection), policy);
            }
            Judgement judgement = new Judgement(new Validated(verified.token()), policy);
            // Not if the verifier had to ask for newer keys than these, with which the token would be remembered.
            if (cache != null && trusted.retryAfter() == null && policy.trusted() == trusted) {
                cache.add(token, judgement, trusted, now.getEpochSecond(), policy.holdsUntil(verified.token(), now));
            }
            return judgement;
        } else if (result instanceof Rejected rejected) {
            return new Judgement(rejected, policy);
        }
        return new Judgement((Unavailable) result, policy);
    }
}
