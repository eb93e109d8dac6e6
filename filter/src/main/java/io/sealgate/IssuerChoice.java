package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ValidationResult;

/** Finds the policy that a token is to be judged by, before anything of the token is verified. Thread-safe. */
@FunctionalInterface
interface IssuerChoice {
    /** Never throws for what a token holds. */
    Choice choose(String token);

    /** A policy, or why there is none. */
    sealed interface Choice permits IssuerPolicy, Refusal {}

    /** No policy is for this token. */
    record Refusal(ValidationResult result) implements Choice {
        public Refusal {
            requireNonNull(result, "result");
        }
    }
}
