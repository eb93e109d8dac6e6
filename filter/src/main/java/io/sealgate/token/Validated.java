package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/** The token was decrypted where need be, verified, and its claims hold. */
public record Validated(VerifiedToken token) implements ValidationResult {
    public Validated {
        requireNonNull(token, "token");
    }
}
