package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import java.util.Map;

/**
 * Asks what another requirement asks, and lets those pass who do not fulfil it; they are only reported.
 *
 * @param rule what is asked
 */
public record ReportOnlyRequirement(Requirement rule) implements Requirement {
    public ReportOnlyRequirement {
        requireNonNull(rule, "rule");
    }

    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        return rule.isFulfilledBy(caller, call);
    }

    @Override
    public RejectionReason reason() {
        return rule.reason();
    }

    @Override
    public String expectation() {
        return rule.expectation() + " (report only)";
    }

    @Override
    public Map<String, String> challenge() {
        return rule.challenge();
    }

    @Override
    public boolean reportOnly() {
        return true;
    }

    @Override
    public String toString() {
        return rule + " (report only)";
    }
}
