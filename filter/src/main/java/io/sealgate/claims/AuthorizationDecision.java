package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;

/** Whether a caller may go on. */
public sealed interface AuthorizationDecision {

    /** Every requirement holds. */
    enum Granted implements AuthorizationDecision {
        INSTANCE
    }

    /**
     * The caller may not go on.
     *
     * @param rejection whether for want of a token (401), of a claim (403), or by our own fault (503)
     * @param reportOnly whether no rule but such that are only reported says so; who does not know about that refuses
     */
    record Denied(Rejection rejection, boolean reportOnly) implements AuthorizationDecision {
        public Denied {
            requireNonNull(rejection, "rejection");
        }

        /** By a rule that is enforced. */
        public Denied(Rejection rejection) {
            this(rejection, false);
        }

        /** The same with what asked for it, for the operator. */
        public Denied because(String property) {
            return new Denied(rejection.located(", asked by " + property), reportOnly);
        }
    }
}
