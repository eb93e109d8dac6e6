package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.ValidationResult;
import java.util.List;
import java.util.Optional;

/**
 * Why a token is accepted or refused, for the operator.
 *
 * @param verdict what {@link TokenValidator#validate} says
 * @param keys what the issuer's keys are called, and for which algorithms they are; empty if no issuer was found, or its keys are not there
 * @param rules what each claim rule says, in their order; empty if the signature was not verified
 * @param caller who calls; there if the token is valid
 */
public record TokenExplanation(
        ValidationResult verdict, List<String> keys, List<RuleVerdict> rules, Optional<TokenPrincipal> caller) {
    public TokenExplanation {
        requireNonNull(verdict, "verdict");
        keys = List.copyOf(keys);
        rules = List.copyOf(rules);
        requireNonNull(caller, "caller");
    }
}
