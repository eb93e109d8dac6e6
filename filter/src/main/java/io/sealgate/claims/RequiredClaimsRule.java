package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks that claims of these names are there and not null. */
public record RequiredClaimsRule(List<String> names) implements TimelessRule {
    public RequiredClaimsRule {
        names = List.copyOf(names);
    }

    /** The names in alphabetical order, so that the first one missing is the same at each run. */
    public static RequiredClaimsRule of(Set<String> names) {
        return new RequiredClaimsRule(names.stream().sorted().toList());
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        for (String name : names) {
            if (token.claims().get(name) == null) {
                return Optional.of(Rejection.of(
                        RejectionReason.CLAIM_MISSING,
                        "expected " + name + " (sealgate.verify.required-claims)",
                        token.description()));
            }
        }
        return Optional.empty();
    }
}
