package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/** The request or its token is at fault: 400, 401 or 403. */
public record Rejected(Rejection rejection) implements AuthenticationResult, ValidationResult, VerificationResult {
    public Rejected {
        requireNonNull(rejection, "rejection");
    }
}
