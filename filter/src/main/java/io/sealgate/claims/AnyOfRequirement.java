package io.sealgate.claims;

import io.sealgate.token.TokenPrincipal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks that one of several requirements holds, whichever.
 *
 * @param alternatives at least one
 */
public record AnyOfRequirement(List<Requirement> alternatives) implements Requirement {

    /**
     * @throws IllegalArgumentException if there is no alternative
     */
    public AnyOfRequirement {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("There is no alternative");
        }
    }

    /** Asks that one of these holds. */
    public static AnyOfRequirement of(Requirement... alternatives) {
        return new AnyOfRequirement(List.of(alternatives));
    }

    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).isFulfilledBy(caller, call)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return alternatives.stream().map(Object::toString).collect(Collectors.joining(", or ", "(", ")"));
    }
}
