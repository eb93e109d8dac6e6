package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A check of a verified token's claims that the configuration asks for. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface ClaimRule {

    /**
     * Validates one aspect of the claims.
     *
     * @param token a token whose signature holds
     * @param now the moment at which it is judged
     * @return empty if the rule holds, else why not
     */
    Optional<Rejection> validate(VerifiedToken token, Instant now);

    /**
     * How long this rule is sure to hold for a token for which it holds now: so long, a token need not be judged again. Without more knowledge, it has to be asked
     * each time.
     *
     * @param token a token for which {@link #validate} returned empty
     * @param now the moment at which it did
     * @return the first second since 1970 at which the rule may no longer hold; {@link Long#MAX_VALUE} if it holds for ever
     */
    default long holdsUntil(VerifiedToken token, Instant now) {
        return now.getEpochSecond();
    }

    /** The rules that this one consists of, in the order in which they are asked; itself alone where it is one check. */
    default List<ClaimRule> each() {
        return List.of(this);
    }
}
