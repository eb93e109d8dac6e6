package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges one token by the configuration: finds the policy of its issuer, verifies it, then validates its claims. Remembers, where configured, which tokens it found valid.
 * Thread-safe.
 */
public final class TokenValidator {
    private final Clock clock;
    private volatile Setup setup;

    /** What is replaced at once, so that a token is judged by the old or by the new and never by something of both. */
    private record Setup(IssuerChoice issuers, @Nullable VerifiedTokenCache cache) {}

    /**
     * @param cache null: each token is verified each time
     */
    TokenValidator(IssuerChoice issuers, Clock clock, @Nullable VerifiedTokenCache cache) {
        this.clock = requireNonNull(clock, "clock");
        this.setup = new Setup(requireNonNull(issuers, "issuers"), cache);
    }

    /** Judges tokens by other policies from now on; those that are being judged are judged to the end by the old ones. */
    void replace(IssuerChoice issuers, @Nullable VerifiedTokenCache cache) {
        setup = new Setup(requireNonNull(issuers, "issuers"), cache);
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

    /**
     * Judges a token as {@link #validate} does, but from the beginning, and goes on with the other claim rules after one that does not hold. For people who ask why; it costs twice as
     * much.
     */
    public TokenExplanation explain(String token) {
        if (!(setup.issuers().choose(token) instanceof IssuerPolicy policy)) {
            return new TokenExplanation(validate(token), List.of(), List.of(), Optional.empty());
        }
        ValidationResult verdict = judge(token, policy, null).result();
        List<String> keys =
                policy.trusted().keys().stream().map(VerificationKey::toString).toList();
        VerificationResult verified = policy.verify(token, policy.trusted());
        List<RuleVerdict> rules =
                verified instanceof Verified each ? policy.validateEach(each.token(), clock.instant()) : List.of();
        Optional<TokenPrincipal> caller =
                verdict instanceof Validated valid ? Optional.of(policy.caller(valid.token())) : Optional.empty();
        return new TokenExplanation(verdict, keys, rules, caller);
    }

    /** As {@link #validate}; says by whose policy, too. */
    Judgement judge(String token) {
        Setup current = setup;
        VerifiedTokenCache cache = current.cache();
        if (cache != null) {
            long second = Math.floorDiv(clock.millis(), 1000L);
            Judgement known = cache.find(token, second);
            if (known != null) {
                requireNonNull(known.use()).seen(second);
                return known;
            }
        }
        IssuerChoice.Choice choice = current.issuers().choose(token);
        return choice instanceof IssuerPolicy policy
                ? judge(token, policy, cache)
                : new Judgement(((IssuerChoice.Refusal) choice).result(), null);
    }

    private Judgement judge(String token, IssuerPolicy policy, @Nullable VerifiedTokenCache cache) {
        VerificationKeys trusted = policy.trusted();
        VerificationResult result = policy.verify(token, trusted);
        if (result instanceof Verified verified) {
            Instant now = Instant.ofEpochMilli(clock.millis()); // takes half the time that instant() does
            Rejection rejection = policy.validate(verified.token(), now);
            if (rejection != null) {
                return new Judgement(new Rejected(rejection), policy);
            }
            KeyUses.Use use = policy.uses().of(verified.token().header().keyId());
            use.seen(now.getEpochSecond());
            Judgement judgement = new Judgement(new Validated(verified.token()), policy, use);
            // Not if the verifier had to ask for newer keys than these, with which the token would be remembered.
            if (cache != null && trusted.retryAfter() == null && policy.stillTrusts(trusted)) {
                cache.add(token, judgement, trusted, now.getEpochSecond(), policy.holdsUntil(verified.token(), now));
            }
            return judgement;
        } else if (result instanceof Rejected rejected) {
            return new Judgement(rejected, policy);
        }
        return new Judgement((Unavailable) result, policy);
    }
}
