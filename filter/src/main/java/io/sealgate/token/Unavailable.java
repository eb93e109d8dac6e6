package io.sealgate.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * We are at fault and cannot tell whether the token is good: 503. The request is refused all the same.
 *
 * @param rejection why
 * @param retryAfter when it is worth another try; zero where unknown
 */
public record Unavailable(Rejection rejection, Duration retryAfter)
        implements AuthenticationResult, ValidationResult, VerificationResult {
    public Unavailable {
        requireNonNull(rejection, "rejection");
        requireNonNull(retryAfter, "retryAfter");
    }
}
