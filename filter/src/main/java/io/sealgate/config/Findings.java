package io.sealgate.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects problems and warnings while the reading goes on. */
final class Findings {
    private static final int LONGEST_QUOTE = 80;

    /** RFC 6901 section 3, but for the empty one. */
    private static final Pattern JSON_POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    private static final Comparator<ConfigProblem> TABLE_ORDER = Comparator.<ConfigProblem, String>comparing(
                    problem -> IssuerProperty.parse(problem.property())
                            .map(IssuerProperty::label)
                            .orElse(""))
            .thenComparingInt(problem ->
                    Findings.property(problem).map(SealgateProperty::ordinal).orElse(Integer.MAX_VALUE))
            .thenComparing(ConfigProblem::property)
            .thenComparing(ConfigProblem::code);

    private final PropertyNames names;
    private final List<ConfigProblem> problems;
    private final List<ConfigProblem> warnings;

    Findings() {
        this(PropertyNames.DEFAULT, new ArrayList<>(), new ArrayList<>());
    }

    private Findings(PropertyNames names, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        this.names = names;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** The same, where the properties that are spoken of are those of one issuer. */
    Findings of(PropertyNames issuer) {
        return new Findings(issuer, problems, warnings);
    }

    PropertyNames names() {
        return names;
    }

    /** Reports a problem in the words of the default issuer, which are replaced by those of the issuer at hand. */
    void add(ProblemCode code, SealgateProperty property, String cause, String mend) {
        add(code, names.of(property), names.in(cause), names.in(mend));
    }

    void add(ProblemCode code, String property, String cause, String mend) {
        problems.add(new ConfigProblem(code.code(), property, cause, mend));
    }

    /** Checks what is written for a claim that is read by name or JSON Pointer. */
    void checkClaim(SealgateProperty property, String claim) {
        if (claim.startsWith("/") && !JSON_POINTER.matcher(claim).matches()) {
            add(
                    ProblemCode.MALFORMED,
                    property,
                    quote(claim) + " is not a JSON Pointer (RFC 6901).",
                    "Write ~0 for ~ and ~1 for a slash inside a name.");
        }
        warnIfSlashed(names.of(property), claim);
    }

    /** Warns, if what is written as a claim's name or JSON Pointer is likely to mean something else than what it says. */
    void warnIfSlashed(String property, String claim) {
        SlashedClaim.of(claim)
                .ifPresent(slashed ->
                        warnings.add(new ConfigProblem(SlashedClaim.CODE, property, slashed.cause(), slashed.mend())));
    }

    /** How many problems there are. */
    int count() {
        return problems.size();
    }

    List<ConfigProblem> inTableOrder() {
        return inTableOrder(problems);
    }

    List<ConfigProblem> warnings() {
        return List.copyOf(warnings);
    }

    private static Optional<SealgateProperty> property(ConfigProblem problem) {
        return IssuerProperty.parse(problem.property())
                .map(IssuerProperty::property)
                .orElseGet(() -> SealgateProperty.of(problem.property()));
    }

    /** Sorts by issuer, the default one first, and the order of {@link SealgateProperty}, then by name and code; what is equal in all keeps its order. */
    static List<ConfigProblem> inTableOrder(Collection<ConfigProblem> problems) {
        return problems.stream().sorted(TABLE_ORDER).toList();
    }

    /** Shows a value that may be seen: in quotes, cut to a bearable length, on one line, in ASCII. */
    static String quote(String value) {
        boolean cut = value.length() > LONGEST_QUOTE;
        return "\"" + printable(cut ? value.substring(0, LONGEST_QUOTE) + "..." : value) + "\"";
    }

    /** Escapes what is not printable ASCII. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                printable.append(c);
            } else {
                printable.append(String.format("\\u%04x", (int) c));
            }
        }
        return printable.toString();
    }
}
