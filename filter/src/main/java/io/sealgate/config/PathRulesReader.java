package io.sealgate.config;

import io.sealgate.paths.AccessRule;
import io.sealgate.paths.PathPattern;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code sealgate.path.<name>.path}, {@code .methods}, {@code .require} and {@code .mode}. A rule exists if a source of configuration other than the environment
 * names one of these; the environment may then change it. A rule that the environment alone names is an error: servers disagree on whether it is seen.
 */
final class PathRulesReader {
    static final String BEGINNING = "sealgate.path.";

    private static final Pattern NAME =
            Pattern.compile("sealgate\\.path\\.([A-Za-z0-9_-]{1,60})\\.(path|methods|require|mode)");
    private static final Pattern VARIABLE = Pattern.compile("SEALGATE_PATH_([A-Z0-9_]+)_(PATH|METHODS|REQUIRE|MODE)");
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,30}");
    private static final Pattern UNESCAPED_COMMA = Pattern.compile("(?<!\\\\),");

    private final PropertyValues values;
    private final Findings findings;

    private PathRulesReader(PropertyValues values, Findings findings) {
        this.values = values;
        this.findings = findings;
    }

    /** Whether a property is one of ours. */
    static boolean isPathProperty(String name) {
        return NAME.matcher(name).matches();
    }

    /** Reads all rules; those of which a part cannot be read are reported and left out. */
    static List<PathRule> read(PropertyValues values, Findings findings) {
        Set<String> rules = new TreeSet<>();
        for (String name : values.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                rules.add(matcher.group(1));
            }
        }
        PathRulesReader reader = new PathRulesReader(values, findings);
        List<PathRule> read = new ArrayList<>();
        for (String rule : rules) {
            PathRule complete = reader.rule(rule);
            if (complete != null) {
                read.add(complete);
            }
        }
        reader.checkVariables(rules);
        reader.checkClashes(List.copyOf(read));
        return List.copyOf(read);
    }

    private void checkVariables(Set<String> rules) {
        Set<String> known = new TreeSet<>();
        rules.forEach(rule -> known.add(rule.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)));
        Set<String> reported = new TreeSet<>();
        for (String variable : new TreeSet<>(values.variables())) {
            Matcher matcher = VARIABLE.matcher(variable);
            if (matcher.matches() && !known.contains(matcher.group(1)) && reported.add(matcher.group(1))) {
                findings.add(
                        ProblemCode.ENVIRONMENT_ALONE,
                        variable,
                        "A rule for paths exists in the environment alone, where not every server finds it.",
                        "Write the rule's properties, such as " + BEGINNING
                                + matcher.group(1).toLowerCase(Locale.ROOT)
                                + ".path, into a file; the environment may then change their values.");
            }
        }
    }

    private void checkClashes(List<PathRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (PathRules.clash(rules.get(i), rules.get(j))) {
                    findings.add(
                            ProblemCode.PATHS_CLASH,
                            rules.get(i).property() + ".path",
                            "It is for the same requests as " + rules.get(j).property()
                                    + ".path, so none of the two rules is the more specific.",
                            "Make them one rule, or give them methods of which no two are the same.");
                }
            }
        }
    }

    /** Null where a part cannot be read; that was reported. */
    private @Nullable PathRule rule(String rule) {
        PathPattern path = path(rule);
        Set<String> methods = methods(rule);
        AccessRule access = access(rule);
        Boolean reportOnly = reportOnly(rule);
        return path == null || methods == null || access == null || reportOnly == null
                ? null
                : new PathRule(rule, path, methods, access, reportOnly);
    }

    private @Nullable PathPattern path(String rule) {
        String property = BEGINNING + rule + ".path";
        Optional<String> written = required(property, "Set it to a path such as /admin/users, /admin/*, *.jsp or /*.");
        if (written.isEmpty()) {
            return null;
        }
        try {
            return PathPattern.parse(written.get());
        } catch (IllegalArgumentException e) {
            findings.add(
                    ProblemCode.MALFORMED,
                    property,
                    Findings.quote(written.get()) + " is no path: " + Findings.printable(String.valueOf(e.getMessage()))
                            + ".",
                    "Write a path within the application, such as /admin/users, /admin/*, *.jsp or /*.");
            return null;
        }
    }

    private @Nullable Set<String> methods(String rule) {
        String property = BEGINNING + rule + ".methods";
        Optional<Optional<String>> found = lookUp(property);
        if (found.isEmpty()) {
            return null;
        }
        if (found.get().isEmpty()) {
            return Set.of();
        }
        Set<String> methods = new LinkedHashSet<>();
        for (String method : elements(found.get().get())) {
            if (!METHOD.matcher(method).matches()) {
                findings.add(
                        ProblemCode.MALFORMED,
                        property,
                        Findings.quote(method) + " is no HTTP method.",
                        "Write methods in capitals with commas between them, such as GET,POST, or remove the property for all.");
                return null;
            }
            methods.add(method);
        }
        return methods;
    }

    private @Nullable AccessRule access(String rule) {
        String property = BEGINNING + rule + ".require";
        Optional<String> written = required(
                property,
                "Set it to permit, deny or authenticated, or to what is required, such as role:admin or scope:orders:read.");
        if (written.isEmpty()) {
            return null;
        }
        try {
            AccessRule access = AccessRule.parse(elements(written.get()));
            for (String claim : access.claims()) {
                findings.warnIfSlashed(property, claim);
            }
            return access;
        } catch (IllegalArgumentException e) {
            findings.add(
                    ProblemCode.MALFORMED,
                    property,
                    Findings.quote(written.get()) + " cannot be understood: "
                            + Findings.printable(String.valueOf(e.getMessage())) + ".",
                    "Write permit, deny or authenticated, or what is required, such as role:admin, scope:orders:read or claim:tenant equals acme, with commas between what must all hold.");
            return null;
        }
    }

    private @Nullable Boolean reportOnly(String rule) {
        String property = BEGINNING + rule + ".mode";
        Optional<Optional<String>> found = lookUp(property);
        if (found.isEmpty()) {
            return null;
        }
        return switch (found.get().orElse("enforce").toLowerCase(Locale.ROOT)) {
            case "enforce" -> false;
            case "report" -> true;
            default -> {
                findings.add(
                        ProblemCode.NOT_A_CHOICE,
                        property,
                        Findings.quote(found.get().orElseThrow()) + " is not one of its values.",
                        "Write enforce or report.");
                yield null;
            }
        };
    }

    private Optional<String> required(String property, String mend) {
        Optional<Optional<String>> found = lookUp(property);
        if (found.isPresent() && found.get().isEmpty()) {
            findings.add(
                    ProblemCode.NOT_SET, property, "It is not set, and other properties of the same rule are.", mend);
        }
        return found.flatMap(value -> value);
    }

    /** The value without white space around it, empty inside where there is none; empty outside where something is wrong, which was reported. */
    private Optional<Optional<String>> lookUp(String property) {
        try {
            Optional<String> value = values.find(property);
            if (value.isPresent() && value.get().isBlank()) {
                findings.add(
                        ProblemCode.BLANK,
                        property,
                        "It is set to nothing.",
                        "Give it a value, or remove it; an environment variable or system property may have emptied it.");
                return Optional.empty();
            }
            return Optional.of(value.map(String::strip));
        } catch (RuntimeException e) { // its message may hold the value
            findings.add(
                    ProblemCode.UNRESOLVABLE,
                    property,
                    "Its value cannot be obtained (" + e.getClass().getSimpleName() + ").",
                    "Set the properties that it refers to by ${...}, or write \\${ where no reference is meant.");
            return Optional.empty();
        }
    }

    private static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        for (String part : UNESCAPED_COMMA.split(text, -1)) {
            elements.add(part.strip().replace("\\,", ","));
        }
        return elements;
    }
}
