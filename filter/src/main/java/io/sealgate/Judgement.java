package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of judging a token, and by whose policy.
 *
 * @param policy there if the token is valid; null if no policy was found for it
 */
record Judgement(ValidationResult result, @Nullable IssuerPolicy policy) {
    Judgement {
        requireNonNull(result, "result");
        if (result instanceof Validated) {
            requireNonNull(policy, "policy");
        }
    }
}
