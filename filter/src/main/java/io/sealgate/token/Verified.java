package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/** The signature holds. The claims are yet to be validated. */
public record Verified(VerifiedToken token) implements VerificationResult {
    public Verified {
        requireNonNull(token, "token");
    }

    /** Refuses the token all the same. */
    public Rejected reject(RejectionReason reason, String detail) {
        return new Rejected(Rejection.of(reason, detail, token.description()));
    }
}
