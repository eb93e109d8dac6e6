package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    public TimeRule {
        requireNonNull(clockSkew, "clockSkew");
        requireNonNull(maxAge, "maxAge");
        requireNonNull(maxLifetime, "maxLifetime");
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token, Instant now) {
        ClaimsSet claims = token.claims();
        Instant expiration = date(claims, ClaimNames.EXPIRATION_TIME);
        Instant notBefore = date(claims, ClaimNames.NOT_BEFORE);
        Instant issuedAt = date(claims, ClaimNames.ISSUED_AT);
        if (expiration == null) {
            return claims.contains(ClaimNames.EXPIRATION_TIME)
                    ? rejected(token, RejectionReason.MALFORMED_CLAIMS, "exp is not a NumericDate")
                    : rejected(token, RejectionReason.EXPIRATION_MISSING, "expected exp");
        }
        if (notBefore == null && claims.contains(ClaimNames.NOT_BEFORE)) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "nbf is not a NumericDate");
        }
        if (issuedAt == null && claims.contains(ClaimNames.ISSUED_AT)) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "iat is not a NumericDate");
        }
        if (!now.isBefore(expiration.plus(clockSkew))) {
            return rejected(
                    token, RejectionReason.EXPIRED, "exp has passed (mp.jwt.verify.clock.skew is " + clockSkew + ")");
        }
        Instant ahead = now.plus(clockSkew.compareTo(CLOCK_AHEAD) > 0 ? clockSkew : CLOCK_AHEAD);
        if (notBefore != null && notBefore.isAfter(ahead)) {
            return rejected(token, RejectionReason.NOT_YET_VALID, "nbf is in the future; compare the clocks");
        }
        if (issuedAt != null && issuedAt.isAfter(ahead)) {
            return rejected(token, RejectionReason.ISSUED_IN_FUTURE, "iat is in the future; compare the clocks");
        }
        return validateSpans(token, now, expiration, issuedAt);
    }

    private Optional<Rejection> validateSpans(
            VerifiedToken token, Instant now, Instant expiration, @Nullable Instant issuedAt) {
        if (maxAge.isPresent()) {
            if (issuedAt == null) {
                return rejected(token, RejectionReason.CLAIM_MISSING, "mp.jwt.verify.token.age needs iat");
            }
            if (now.isAfter(issuedAt.plus(maxAge.get()).plus(clockSkew))) {
                return rejected(
                        token, RejectionReason.TOO_OLD, "iat is longer ago than mp.jwt.verify.token.age allows");
            }
        }
        Duration lifetime = Duration.between(issuedAt == null ? now : issuedAt, expiration);
        if (lifetime.isNegative()) {
            return rejected(token, RejectionReason.MALFORMED_CLAIMS, "exp is before iat");
        }
        return lifetime.compareTo(maxLifetime) > 0
                ? rejected(
                        token,
                        RejectionReason.LIFETIME_TOO_LONG,
                        "expected at most " + maxLifetime + " from iat to exp (sealgate.verify.token.lifetime)")
                : Optional.empty();
    }

    private static @Nullable Instant date(ClaimsSet claims, String name) {
        return claims.instant(name).orElse(null);
    }

    private static Optional<Rejection> rejected(VerifiedToken token, RejectionReason reason, String detail) {
        return Optional.of(new Rejection(reason, detail, token.description()));
    }
}
