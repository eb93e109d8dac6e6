package io.sealgate.config;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values that are set for one issuer, for the default one also those of the application, read as what they stand for. What is wrong with a single value is reported on the way; the reader then goes on with the
 * default, or without, so that the rest is looked at too.
 */
final class Settings {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern UNESCAPED_COMMA = Pattern.compile("(?<!\\\\),");

    private final Map<SealgateProperty, String> values;
    private final Set<SealgateProperty> mentioned;
    private final Findings findings;

    /**
     * @param values the properties that are set to something, as it is written
     * @param mentioned the properties that are set to anything, be it unusable
     */
    Settings(Map<SealgateProperty, String> values, Set<SealgateProperty> mentioned, Findings findings) {
        this.values = Map.copyOf(values);
        this.mentioned = Set.copyOf(mentioned);
        this.findings = findings;
    }

    /** Where what is wrong with these is reported. */
    Findings findings() {
        return findings;
    }

    /** The same values, of which problems are reported elsewhere. */
    Settings reportingTo(Findings others) {
        return new Settings(values, mentioned, others);
    }

    /** Whether nothing is set. */
    boolean isEmpty() {
        return mentioned.isEmpty();
    }

    /** Whether anything is set, be it unusable. */
    boolean isSet(SealgateProperty property) {
        return mentioned.contains(property);
    }

    /** The value exactly as it is written. */
    Optional<String> exact(SealgateProperty property) {
        return Optional.ofNullable(values.get(property)).or(property::defaultValue);
    }

    /** The value without white space around it. */
    Optional<String> text(SealgateProperty property) {
        return exact(property).map(String::strip);
    }

    /** The elements without white space around them; none where nothing is set. Blank and repeated elements are reported and left out. */
    List<String> list(SealgateProperty property) {
        Optional<String> text = text(property);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> elements = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        boolean blank = false;
        for (String part : UNESCAPED_COMMA.split(text.get(), -1)) {
            String element = part.strip().replace("\\,", ",");
            if (element.isEmpty()) {
                blank = true;
            } else if (seen.add(element)) {
                elements.add(element);
            } else if (repeated.add(element)) {
                findings.add(
                        ProblemCode.DUPLICATE_ELEMENT,
                        property,
                        "It names " + Findings.quote(element) + " more than once.",
                        "Name it once.");
            }
        }
        if (blank) {
            findings.add(
                    ProblemCode.BLANK_ELEMENT,
                    property,
                    "An element of the list is blank.",
                    "Remove the comma that has nothing before or after it.");
        }
        return elements;
    }

    /** Reads {@code true} or {@code false}. MicroProfile Config would take anything else for {@code false}, and so hide mistakes. */
    boolean flag(SealgateProperty property) {
        return choice(property, Map.of("true", true, "false", false), ProblemCode.NOT_A_BOOLEAN);
    }

    /** Reads one of a few words; upper and lower case make no difference. */
    <T> T choice(SealgateProperty property, Map<String, T> choices) {
        return choice(property, choices, ProblemCode.NOT_A_CHOICE);
    }

    private <T> T choice(SealgateProperty property, Map<String, T> choices, ProblemCode otherwise) {
        return word(property, text(property).orElseThrow(), choices, otherwise)
                .orElseGet(
                        () -> choices.get(property.defaultValue().orElseThrow().toLowerCase(Locale.ROOT)));
    }

    /** Reads a word that is one of a few, such as an element of a list; any other is reported. */
    <T> Optional<T> word(SealgateProperty property, String word, Map<String, T> choices, ProblemCode otherwise) {
        T choice = choices.get(word.toLowerCase(Locale.ROOT));
        if (choice == null) {
            List<String> known = choices.keySet().stream().sorted().toList();
            findings.add(
                    otherwise,
                    property,
                    Findings.quote(word) + " is not one of its values.",
                    NearestName.among(known, word)
                            .map(nearest -> "Did you mean " + nearest + "? It takes " + either(known) + ".")
                            .orElseGet(() -> "Write " + either(known) + "."));
        }
        return Optional.ofNullable(choice);
    }

    private static String either(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** Reads a whole number within bounds; empty where nothing usable is set. */
    Optional<Integer> number(SealgateProperty property, int least, int most, String unit) {
        Optional<String> text = text(property);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!WHOLE_NUMBER.matcher(text.get()).matches()) {
            findings.add(
                    ProblemCode.NOT_A_NUMBER,
                    property,
                    Findings.quote(text.get()) + " is not a whole number.",
                    "Write " + unit + " in digits alone, from " + least + " to " + most + ".");
            return unset(property);
        }
        BigInteger number = new BigInteger(text.get());
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            findings.add(
                    ProblemCode.OUT_OF_BOUNDS,
                    property,
                    Findings.quote(text.get()) + " is out of bounds.",
                    "Write " + unit + " from " + least + " to " + most + ".");
            return unset(property);
        }
        return Optional.of(number.intValueExact());
    }

    private static Optional<Integer> unset(SealgateProperty property) {
        return property.defaultValue().map(Integer::valueOf);
    }

    /** Reads a duration within bounds. */
    Duration duration(SealgateProperty property, Duration least, Duration most) {
        Duration otherwise = Duration.parse(property.defaultValue().orElseThrow());
        String text = text(property).orElseThrow();
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            findings.add(
                    ProblemCode.NOT_A_DURATION,
                    property,
                    Findings.quote(text) + " is not an ISO-8601 duration.",
                    WHOLE_NUMBER.matcher(text).matches()
                            ? "For " + text + " seconds write PT" + text + "S."
                            : "Write a duration such as PT90M or " + otherwise + ".");
            return otherwise;
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            findings.add(
                    ProblemCode.OUT_OF_BOUNDS,
                    property,
                    Findings.quote(text) + " is out of bounds.",
                    "Write a duration from " + least + " to " + most + ".");
            return otherwise;
        }
        return duration;
    }
}
