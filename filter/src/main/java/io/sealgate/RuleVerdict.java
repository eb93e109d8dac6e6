package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.claims.ClaimRule;
import io.sealgate.token.Rejection;
import java.util.Locale;
import java.util.Optional;

/**
 * What one claim rule says of a token.
 *
 * @param rule what the rule is about, such as {@code audience} or {@code required claims}
 * @param rejection empty if the rule holds
 */
public record RuleVerdict(String rule, Optional<Rejection> rejection) {
    public RuleVerdict {
        requireNonNull(rule, "rule");
        requireNonNull(rejection, "rejection");
    }

    static String nameOf(ClaimRule rule) {
        return rule.getClass()
                .getSimpleName()
                .replaceFirst("Rule$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
