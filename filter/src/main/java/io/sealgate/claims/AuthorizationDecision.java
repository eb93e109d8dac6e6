package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;

/** Whether a caller may go on. */
public sealed interface AuthorizationDecision {

    /** Every requirement holds. */
    enum Granted implements AuthorizationDecision {
        INSTANCE
    }

    /** The caller may not go on; the rejection says whether for want of a token (401), of a claim (403), or by our own fault (503). */
    record Denied(Rejection rejection) implements AuthorizationDecision {
        public Denied {
            requireNonNull(rejection, "rejection");
        }
    }
}
