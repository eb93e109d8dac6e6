package io.sealgate.extract;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.BearerToken;
import io.sealgate.token.Rejection;

/** What extraction found: nothing, exactly one token, or a request that is wrong in itself. */
public sealed interface ExtractionResult {

    /** No token in any configured place. */
    enum None implements ExtractionResult {
        INSTANCE
    }

    /** Exactly one token in the whole request. */
    record Found(BearerToken token) implements ExtractionResult {
        public Found {
            requireNonNull(token, "token");
        }
    }

    /** Several tokens, or malformed credentials. */
    record Invalid(Rejection rejection) implements ExtractionResult {
        public Invalid {
            requireNonNull(rejection, "rejection");
        }
    }
}
