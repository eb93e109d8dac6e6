package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonPointer;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks that a token is in force: {@code exp} there and in the future, {@code nbf} and {@code iat}, where they are there, in the past, and neither age nor lifetime beyond its
 * bound (RFC 7519 sections 4.1.4 to 4.1.6). A date that is not a number, or not one that a calendar has, is refused.
 *
 * @param clockSkew how long after its end a token is still accepted
 * @param maxAge the longest time since {@code iat}, which must then be there; empty: no bound
 * @param maxLifetime the longest time from {@code iat} (from now, where there is none) to {@code exp}
 */
public record TimeRule(Duration clockSkew, Optional<Duration> maxAge, Duration maxLifetime) implements ClaimRule {

    /**
     * How far the clock of an authorization server may be ahead of ours, whatever the skew: a token that was made this moment must not be refused for it (FAPI 2.0
     * Security Profile section 5.3.2.1 asks for 10 s and forbids 60 s).
     */
    public static final Duration CLOCK_AHEAD = Duration.ofSeconds(10);

    private static final JsonPointer EXP = JsonPointer.toMember(ClaimNames.EXPIRATION_TIME);
    private static final JsonPointer NBF = JsonPointer.toMember(ClaimNames.NOT_BEFORE);
    private static final JsonPointer IAT = JsonPointer.toMember(ClaimNames.ISSUED_AT);

    /** No date: {@link ClaimsSet#epochSecond} gives none so long ago. */
    private static final long ABSENT = Long.MIN_VALUE;

    /**
     * @throws IllegalArgumentException if a duration is negative
     */
    public TimeRule {
        requireNonNull(clockSkew, "clockSkew");
        requireNonNull(maxAge, "maxAge");
        requireNonNull(maxLifetime, "maxLifetime");
        if (clockSkew.isNegative()
                || maxLifetime.isNegative()
                || maxAge.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("A duration is negative");
        }
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token, Instant now) {
        ClaimsSet claims = token.claims();
        long expiration = claims.epochSecond(EXP, ABSENT);
        long notBefore = claims.epochSecond(NBF, ABSENT);
        long issuedAt = claims.epochSecond(IAT, ABSENT);
        if (expiration == ABSENT) {
            return claims.contains(ClaimNames.EXPIRATION_TIME)
                    ? rejected(token, RejectionReason.MALFORMED_CLAIMS, "exp is not a NumericDate")
                    : rejected(token, RejectionReason.EXPIRATION_MISSING, "expected exp");
        }
        if (notBefore == ABSENT && claims.contains(ClaimNames.NOT_BEFORE)) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "nbf is not a NumericDate");
        }
        if (issuedAt == ABSENT && claims.contains(ClaimNames.ISSUED_AT)) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "iat is not a NumericDate");
        }
        // Whole seconds suffice: all dates are whole, and skew and spans are configured in whole seconds.
        long second = now.getEpochSecond();
        long skew = clockSkew.toSeconds();
        if (second >= expiration + skew) {
            return rejected(
                    token, RejectionReason.EXPIRED, "exp has passed (mp.jwt.verify.clock.skew is " + skew + " s)");
        }
        long ahead = second + Math.max(skew, CLOCK_AHEAD.toSeconds());
        if (notBefore != ABSENT && notBefore > ahead) {
            return rejected(token, RejectionReason.NOT_YET_VALID, "nbf is in the future; compare the clocks");
        }
        if (issuedAt != ABSENT && issuedAt > ahead) {
            return rejected(token, RejectionReason.ISSUED_IN_FUTURE, "iat is in the future; compare the clocks");
        }
        if (maxAge.isPresent()) {
            if (issuedAt == ABSENT) {
                return rejected(token, RejectionReason.CLAIM_MISSING, "mp.jwt.verify.token.age needs iat");
            }
            if (second - issuedAt > maxAge.get().toSeconds() + skew) {
                return rejected(
                        token, RejectionReason.TOO_OLD, "iat is longer ago than mp.jwt.verify.token.age allows");
            }
        }
        // Within the skew, now is after exp.
        return validateLifetime(token, issuedAt == ABSENT ? Math.min(second, expiration) : issuedAt, expiration);
    }

    /** Until the token expires or is too old; all else that is asked of its dates stays true once it is. */
    @Override
    public long holdsUntil(VerifiedToken token, Instant now) {
        ClaimsSet claims = token.claims();
        long skew = clockSkew.toSeconds();
        long end = claims.epochSecond(EXP, now.getEpochSecond()) + skew;
        if (maxAge.isEmpty()) {
            return end;
        }
        long issuedAt = claims.epochSecond(IAT, now.getEpochSecond());
        return Math.min(end, issuedAt + maxAge.get().toSeconds() + skew + 1);
    }

    private Optional<Rejection> validateLifetime(VerifiedToken token, long from, long to) {
        if (to < from) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "exp is before iat");
        }
        return to - from > maxLifetime.toSeconds()
                ? rejected(
                        token,
                        RejectionReason.LIFETIME_TOO_LONG,
                        "expected at most " + maxLifetime + " from iat to exp (sealgate.verify.token.lifetime)")
                : Optional.empty();
    }

    private static Optional<Rejection> rejected(VerifiedToken token, RejectionReason reason, String detail) {
        return Optional.of(Rejection.of(reason, detail, token.description()));
    }
}
