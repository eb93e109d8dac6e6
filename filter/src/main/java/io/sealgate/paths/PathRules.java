package io.sealgate.paths;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an application for paths. The most specific pattern that has a rule decides, alone: what is less specific does not count for it. A pattern with rules for some methods alone
 * denies all others, so that no method slips through between them. Immutable.
 */
public final class PathRules {
    /** No rules: nothing is asked. */
    public static final PathRules NONE = new PathRules(List.of());

    private final List<PathRule> rules;
    private final List<Candidate> asWritten;
    private final List<Candidate> folded;

    private PathRules(List<PathRule> rules) {
        this.rules = List.copyOf(rules);
        this.asWritten = sorted(rules, PathRule::path);
        this.folded = sorted(rules, rule -> rule.path().folded());
    }

    private static List<Candidate> sorted(List<PathRule> rules, Function<PathRule, PathPattern> pattern) {
        return rules.stream()
                .map(rule -> new Candidate(pattern.apply(rule), rule))
                .sorted(Comparator.comparing(Candidate::pattern))
                .toList();
    }

    /**
     * The rules in any order.
     *
     * @throws IllegalArgumentException if two of them are for the same paths and a method, see {@link #clash}
     */
    public static PathRules of(List<PathRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (clash(rules.get(i), rules.get(j))) {
                    throw new IllegalArgumentException(
                            rules.get(i).property() + " and " + rules.get(j).property() + " are for the same requests");
                }
            }
        }
        return new PathRules(rules);
    }

    /** Whether two rules are for the same paths, but for upper and lower case, and for a method that both name, or both for all. */
    public static boolean clash(PathRule one, PathRule other) {
        if (!one.path().folded().equals(other.path().folded())) {
            return false;
        }
        return (one.methods().isEmpty() && other.methods().isEmpty())
                || one.methods().stream().anyMatch(other.methods()::contains);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** All of them, as given. */
    public List<PathRule> rules() {
        return rules;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathRules pathRules && rules.equals(pathRules.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return rules.toString();
    }

    /**
     * The rules for a request, all of which must hold. Each reading of its path is compared as it is, and once more without regard to case and to dots and blanks at the end of
     * names, as some file systems have it.
     *
     * @param path without a doubt
     * @param method as it came
     * @return empty where no pattern is for the path
     */
    public List<PathRule> find(RequestPath path, String method) {
        Set<PathRule> found = new LinkedHashSet<>();
        for (String reading : path.readings()) {
            find(asWritten, reading, method).ifPresent(found::add);
            find(folded, RequestPath.fold(reading), method).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /**
     * The rule for a path as it is.
     *
     * @param path decoded, with a slash at its start and none at its end; empty for the root
     */
    public Optional<PathRule> find(String path, String method) {
        return find(asWritten, path, method);
    }

    private static Optional<PathRule> find(List<Candidate> candidates, String path, String method) {
        PathPattern pattern = null;
        List<PathRule> same = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (pattern != null && !candidate.pattern().equals(pattern)) {
                break;
            }
            if (candidate.pattern().matches(path)) {
                pattern = candidate.pattern();
                same.add(candidate.rule());
            }
        }
        return pattern == null ? Optional.empty() : Optional.of(forMethod(same, method));
    }

    private static PathRule forMethod(List<PathRule> rules, String method) {
        for (PathRule rule : rules) {
            if (rule.methods().contains(method)) {
                return rule;
            }
        }
        if (method.equals("HEAD")) {
            return forMethod(rules, "GET");
        }
        for (PathRule rule : rules) {
            if (rule.methods().isEmpty()) {
                return rule;
            }
        }
        PathRule any = rules.get(0);
        return new PathRule(any.name(), any.path(), Set.of(method), AccessRule.UNCOVERED, any.reportOnly());
    }

    /** A rule, and the pattern that is compared for it. */
    private record Candidate(PathPattern pattern, PathRule rule) {}
}
