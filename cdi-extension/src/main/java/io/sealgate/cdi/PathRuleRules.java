package io.sealgate.cdi;

import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Rule;
import io.sealgate.paths.AccessRule.Verdict;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules for paths ask of endpoints, for people. Where a rule is for some values of a template alone, that of the others is shown. */
final class PathRuleRules {
    /** Stands for whatever a template or pattern leaves open: no rule can name it. */
    private static final char ANYTHING = '\u0001';

    private PathRuleRules() {}

    /** The endpoint with what is asked of its path. */
    static Endpoint apply(Endpoint endpoint, PathRules paths) {
        Optional<PathRule> found = paths.find(example(endpoint.path()), method(endpoint));
        if (found.isEmpty()) {
            return endpoint;
        }
        List<Rule> rules = new ArrayList<>(endpoint.rules());
        rules.add(describe(found.get(), method(endpoint)));
        if (rules.stream().anyMatch(rule -> rule.access() != Access.PERMITTED)) {
            rules.removeIf(rule -> rule.access() == Access.PERMITTED);
        }
        return new Endpoint(endpoint.kind(), endpoint.method(), endpoint.path(), rules, endpoint.target());
    }

    /** A handshake is a GET. */
    private static String method(Endpoint endpoint) {
        return endpoint.kind() == Endpoint.Kind.WEBSOCKET ? "GET" : endpoint.method();
    }

    private static Rule describe(PathRule rule, String method) {
        String from = rule.property() + (rule.reportOnly() ? " (report only)" : "");
        Verdict verdict = rule.access().verdict();
        if (verdict == Verdict.UNCOVERED && method.equals("*")) {
            return new Rule(
                    Access.GUARDED,
                    "what the rules for the methods of its path ask",
                    from,
                    List.of(),
                    rule.reportOnly());
        }
        Access access = switch (verdict) {
            case PERMIT -> Access.PERMITTED;
            case REQUIRE -> Access.GUARDED;
            case DENY, UNCOVERED -> Access.DENIED;
        };
        List<String> scopes = rule.access().requirements().stream()
                .flatMap(requirement -> DeclaredRequirements.scopes(requirement).stream())
                .toList();
        return new Rule(access, rule.access().toString(), from, scopes, rule.reportOnly());
    }

    /** A path that a template or a servlet's pattern is for. */
    private static String example(String path) {
        StringBuilder out = new StringBuilder(path.startsWith("/") ? "" : "/");
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '{' && depth++ == 0) {
                out.append(ANYTHING);
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                out.append(c == '*' ? ANYTHING : c);
            }
        }
        int end = out.length();
        return end > 0 && out.charAt(end - 1) == '/' ? out.substring(0, end - 1) : out.toString();
    }
}
