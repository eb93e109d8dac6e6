package io.sealgate;

import io.sealgate.token.ValidationResult;

/** Judges one token. Thread-safe. */
public final class TokenValidator {
    TokenValidator() {}

    /**
     * Decrypts (where configured), verifies and validates a token in compact serialization. Never throws for what a token holds: any failure is a
     * {@link io.sealgate.token.Rejected} or, where we are at fault, {@link io.sealgate.token.Unavailable}.
     *
     * @param token as received, of any length and any characters
     */
    public ValidationResult validate(String token) {
        throw new IllegalStateException(token);
    }
}
