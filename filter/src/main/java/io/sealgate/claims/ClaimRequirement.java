package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ClaimsSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint asks of one claim. Comparison is exact and case-sensitive and never coerces types: the string {@code "5"} does not equal the
 * number 5, and {@code null} is not present.
 *
 * <p>{@code scope} is special (RFC 8693 section 4.2, RFC 9068 section 2.2.3): a string value is a list of values separated by single spaces, except for {@link
 * Match#EQUALS}. Everywhere else a string is one value.
 *
 * @param claim the name of a top-level claim, or a JSON Pointer (RFC 6901), which starts with {@code /}
 * @param match how the claim is compared
 * @param values what it is compared with; empty for {@link Match#PRESENT}, exactly one for {@link Match#EQUALS}
 */
public record ClaimRequirement(String claim, Match match, List<String> values) {

    /** How a claim is compared. */
    public enum Match {
        /** The claim is there and not null. */
        PRESENT,
        /** The claim is this string. An array that holds it does not do. */
        EQUALS,
        /** The claim is one of these strings, or an array of strings that holds at least one of them. */
        ANY_OF,
        /** The claim is an array of strings that holds all of these; a single string counts as an array of one. */
        ALL_OF
    }

    /**
     * @throws IllegalArgumentException if the claim is empty or the number of values does not fit the match
     */
    public ClaimRequirement {
        requireNonNull(match, "match");
        values = List.copyOf(values);
        if (claim.isEmpty()) {
            throw new IllegalArgumentException("The name of the claim is empty");
        }
        boolean fits = switch (match) {
            case PRESENT -> values.isEmpty();
            case EQUALS -> values.size() == 1;
            case ANY_OF, ALL_OF -> !values.isEmpty();
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "The number of values, " + values.size() + ", does not fit " + match + " of claim " + claim);
        }
    }

    /** Whether the claims fulfil this requirement. */
    public boolean isFulfilledBy(ClaimsSet claims) {
        boolean pointer = claim.charAt(0) == '/';
        Object value = pointer ? claims.at(claim) : claims.get(claim);
        return switch (match) {
            case PRESENT -> value != null;
            case EQUALS -> values.get(0).equals(value);
            case ANY_OF -> values.stream().anyMatch(elements(value)::contains);
            case ALL_OF -> elements(value).containsAll(values);
        };
    }

    private List<?> elements(@Nullable Object value) {
        if (value instanceof String string) {
            return claim.equals("scope") ? List.of(string.split(" ", -1)) : List.of(string);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list;
        }
        return List.of();
    }

    /** As a person would say it: {@code scope any of [orders:read, orders:write]}. For logs: it comes from the application's code. */
    @Override
    public String toString() {
        return switch (match) {
            case PRESENT -> claim + " present";
            case EQUALS -> claim + " equals " + values.get(0);
            case ANY_OF -> claim + " any of " + values.stream().collect(Collectors.joining(", ", "[", "]"));
            case ALL_OF -> claim + " all of " + values.stream().collect(Collectors.joining(", ", "[", "]"));
        };
    }
}
