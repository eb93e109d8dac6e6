package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.TokenPrincipal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks something of one claim. Comparison is exact and case-sensitive and never coerces types: the string {@code "5"} does not equal the
 * number 5, a claim of another type fulfils nothing but {@link Match#PRESENT}, and null is neither present nor absent.
 *
 * <p>{@code scope} is special (RFC 8693 section 4.2, RFC 9068 section 2.2.3): a string value is a list of values separated by single spaces, except for {@link
 * Match#EQUALS}. Everywhere else a string is one value.
 *
 * <p>Deciding makes no objects. Immutable and thread-safe.
 */
public final class ClaimRequirement implements Requirement {
    /** How far a NumericDate may lie in the future, as clocks differ. */
    private static final long CLOCK_AHEAD_SECONDS = 60;

    private static final Duration MAX_WITHIN = Duration.ofDays(36_500);

    private final String claim;
    private final Match match;
    private final List<String> values;
    private final JsonPointer pointer;
    private final boolean words;

    /** What a number is compared with; for {@link Match#WITHIN}, seconds. */
    private final long number;

    /**
     * @param claim the name of a top-level claim, or a JSON Pointer (RFC 6901), which starts with {@code /}
     * @param match how the claim is compared
     * @param values what it is compared with, as {@link Match} says
     * @throws IllegalArgumentException if the claim is empty or the values do not fit the match
     */
    public ClaimRequirement(String claim, Match match, List<String> values) {
        if (claim.isEmpty()) {
            throw new IllegalArgumentException("The name of the claim is empty");
        }
        this.claim = claim;
        this.match = requireNonNull(match, "match");
        this.values = List.copyOf(values);
        this.pointer = JsonPointer.toClaim(claim);
        this.words = claim.equals(ClaimNames.SCOPE);
        match.check(claim, this.values);
        this.number = switch (match) {
            case EQUALS_NUMBER, AT_LEAST, EQUALS_ARGUMENT -> Long.parseLong(this.values.get(0));
            case WITHIN -> seconds(this.values.get(0));
            default -> 0;
        };
    }

    /** As the constructor, with the values one by one. */
    public static ClaimRequirement of(String claim, Match match, String... values) {
        return new ClaimRequirement(claim, match, List.of(values));
    }

    private static long seconds(String within) {
        try {
            Duration duration = Duration.parse(within);
            if (duration.toSeconds() >= 1 && duration.compareTo(MAX_WITHIN) <= 0) {
                return duration.toSeconds();
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(within + " is no ISO-8601 duration", e);
        }
        throw new IllegalArgumentException(within + " is not between PT1S and P36500D");
    }

    /** The name of a top-level claim, or a JSON Pointer, which starts with {@code /}. */
    public String claim() {
        return claim;
    }

    public Match match() {
        return match;
    }

    /** What the claim is compared with; unmodifiable. */
    public List<String> values() {
        return values;
    }

    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        return isFulfilledBy(caller.claims(), call);
    }

    /** Whether the claims of a caller's token fulfil this. */
    public boolean isFulfilledBy(ClaimsSet claims, Call call) {
        JsonValue value = claims.find(pointer);
        return switch (match) {
            case PRESENT -> value.isPresent();
            case ABSENT -> value.isAbsent();
            case EQUALS -> value.isString(values.get(0));
            case ANY_OF -> holdsAny(value);
            case ALL_OF -> holdsAll(value);
            case NONE_OF -> value.isStrings() && !holdsAny(value);
            case IS -> value.is(values.get(0).equals("true"));
            case EQUALS_NUMBER -> value.isNumber(number);
            case AT_LEAST -> value.isAtLeast(number);
            case WITHIN -> isWithin(value.floor(Long.MIN_VALUE), call.epochSecond());
            case EQUALS_PATH -> isEach(value, call.pathParameters(values.get(0)));
            case EQUALS_QUERY -> isEach(value, call.queryParameters(values.get(0)));
            case EQUALS_HEADER -> isEach(value, call.headers(values.get(0)));
            case EQUALS_ARGUMENT -> isArgument(value, call.argument((int) number));
        };
    }

    private boolean holdsAny(JsonValue value) {
        for (int i = 0; i < values.size(); i++) {
            if (holds(value, values.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsAll(JsonValue value) {
        for (int i = 0; i < values.size(); i++) {
            if (!holds(value, values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(JsonValue value, String wanted) {
        return words ? value.holdsWord(wanted) : value.holdsString(wanted);
    }

    private boolean isWithin(long second, long now) {
        return second >= now - number && second <= now + CLOCK_AHEAD_SECONDS;
    }

    private static boolean isEach(JsonValue value, List<String> parameters) {
        for (String parameter : parameters) {
            if (!value.isString(parameter)) {
                return false;
            }
        }
        return !parameters.isEmpty();
    }

    private static boolean isArgument(JsonValue value, @Nullable Object argument) {
        if (argument instanceof String string) {
            return value.isString(string);
        } else if (argument instanceof Boolean literal) {
            return value.is(literal);
        } else if (argument instanceof Long || argument instanceof Integer || argument instanceof Short) {
            return value.isNumber(((Number) argument).longValue());
        }
        return false;
    }

    /** The scope that is needed, where that can be said in one. */
    @Override
    public Map<String, String> challenge() {
        boolean all = match == Match.ALL_OF || (match == Match.ANY_OF && values.size() == 1);
        return words && all ? Map.of(ClaimNames.SCOPE, String.join(" ", values)) : Map.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClaimRequirement requirement
                && claim.equals(requirement.claim)
                && match == requirement.match
                && values.equals(requirement.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(claim, match, values);
    }

    /** As a person would say it: {@code scope any of [orders:read, orders:write]}. For logs: it comes from the application's code. */
    @Override
    public String toString() {
        return claim + " " + match.phrase(values);
    }

    /** How a claim is compared. Each but {@link #ABSENT} asks that the claim is there. */
    public enum Match {
        /** The claim is there and not null. No value. */
        PRESENT("present", 0),
        /** The claim is not there; a null is. No value. */
        ABSENT("absent", 0),
        /** The claim is this string. An array that holds it does not do. One value. */
        EQUALS("equals", 1),
        /** The claim is one of these strings, or an array of strings that holds at least one of them. */
        ANY_OF("any of", Match.SEVERAL),
        /** The claim is an array of strings that holds all of these; a single string counts as an array of one. */
        ALL_OF("all of", Match.SEVERAL),
        /** The claim is a string, or an array of strings, and is or holds none of these; an empty array does. */
        NONE_OF("none of", Match.SEVERAL),
        /** The claim is this literal. One value: {@code true} or {@code false}. */
        IS("is", 1),
        /** The claim is this number, however it is written: 5 and 5.0 are the same. One value: a whole number of 64 bits. */
        EQUALS_NUMBER("equals the number", 1),
        /** The claim is this number or a larger one. One value: a whole number of 64 bits. */
        AT_LEAST("at least", 1),
        /**
         * The claim is a NumericDate (RFC 7519 section 2) no longer ago than this, and, as clocks differ, at most a minute in the future. One value: an ISO-8601 duration
         * of PT1S to P36500D.
         */
        WITHIN("within", 1),
        /**
         * The claim is a string and equals a parameter of the request's path; where several parts of the path have one of this name, each of them. One value: its
         * name.
         */
        EQUALS_PATH("equals path parameter", 1),
        /** The claim is a string and equals a parameter of the request's query, which is there; if it is there several times, each of them. One value: its name. */
        EQUALS_QUERY("equals query parameter", 1),
        /** The claim is a string and equals a header field of the request, which is there; if there are several lines of it, each of them. One value: its name. */
        EQUALS_HEADER("equals header", 1),
        /** The claim equals what is passed to the method: a string, a Long, Integer or Short that is the same number, or a Boolean. One value: the argument's position, from 0. */
        EQUALS_ARGUMENT("equals argument", 1);

        private static final int SEVERAL = -1;

        private final String phrase;
        private final int size;

        Match(String phrase, int size) {
            this.phrase = phrase;
            this.size = size;
        }

        private void check(String claim, List<String> values) {
            if (size == SEVERAL ? values.isEmpty() : values.size() != size) {
                throw new IllegalArgumentException(
                        "The number of values, " + values.size() + ", does not fit " + this + " of claim " + claim);
            }
            if (this == IS && !values.get(0).equals("true") && !values.get(0).equals("false")) {
                throw new IllegalArgumentException("Claim " + claim + " is compared with neither true nor false");
            }
            if (this == EQUALS_ARGUMENT && !values.get(0).matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("Claim " + claim + " is compared with an argument without position");
            }
        }

        private String phrase(List<String> values) {
            if (size == SEVERAL) {
                return phrase + " " + values;
            }
            return values.isEmpty() ? phrase : phrase + " " + values.get(0);
        }
    }
}
