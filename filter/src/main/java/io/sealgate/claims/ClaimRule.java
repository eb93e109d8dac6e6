package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;

/** One check of a verified token's claims that the configuration asks for. Implementations are immutable and thread-safe. */
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
}
