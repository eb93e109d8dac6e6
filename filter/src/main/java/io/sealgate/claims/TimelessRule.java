package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;

/** A rule that does not depend on the moment: a token for which it holds once, it holds for ever. */
public interface TimelessRule extends ClaimRule {

    /**
     * Validates one aspect of the claims.
     *
     * @param token a token whose signature holds
     * @return empty if the rule holds, else why not
     */
    Optional<Rejection> validate(VerifiedToken token);

    @Override
    default Optional<Rejection> validate(VerifiedToken token, Instant now) {
        return validate(token);
    }

    @Override
    default long holdsUntil(VerifiedToken token, Instant now) {
        return Long.MAX_VALUE;
    }
}
