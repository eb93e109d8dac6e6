package io.sealgate.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.paths.AccessRule.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
    private static PathRule rule(String name, String path, String require, String... methods) {
        return new PathRule(name, PathPattern.parse(path), Set.of(methods), AccessRule.parse(List.of(require)), false);
    }

    @Nested
    class Patterns {
        @ParameterizedTest
        @CsvSource({
            "/admin, /admin, true",
            "/admin, /admin/users, false",
            "/admin, /administrator, false",
            "/admin/, /admin, true",
            "/admin/*, /admin, true",
            "/admin/*, /admin/users/7, true",
            "/admin/*, /administrator, false",
            "/admin/*, /a, false",
            "*.jsp, /x/y.jsp, true",
            "*.jsp, /x/.jsp, false",
            "*.jsp, /x.jsp/y, false",
            "*.tar.gz, /x.tar.gz, true",
            "/*, '', true",
            "/*, /x, true",
            "/, '', true",
            "/, /x, false"
        })
        void matches_paths(String pattern, String path, boolean expected) {
            assertThat(PathPattern.parse(pattern).matches(path)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "admin",
                    "*",
                    "/a*",
                    "/a/*/b",
                    "*.",
                    "*.a/b",
                    "*.*",
                    "/a//b",
                    "/a/../b",
                    "/a/./b",
                    "/a;b",
                    "/a%20b",
                    "/a?b",
                    "/a#b",
                    "/a\\b",
                    "/a\u0000",
                    "//",
                    "//*",
                    "http://x/y",
                    "/*/*"
                })
        void parse_noPattern_isRefused(String written) {
            assertThatThrownBy(() -> PathPattern.parse(written)).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/*", "/admin", "/admin/*", "*.jsp"})
        void toString_isAsWritten(String written) {
            assertThat(PathPattern.parse(written)).hasToString(written);
        }
    }

    @Nested
    class MostSpecific {
        private final PathRules rules = PathRules.of(List.of(
                rule("all", "/*", "deny"),
                rule("jsp", "*.jsp", "authenticated"),
                rule("gz", "*.gz", "authenticated"),
                rule("tar", "*.tar.gz", "authenticated"),
                rule("admin", "/admin/*", "role:admin"),
                rule("users", "/admin/users/*", "role:users"),
                rule("me", "/admin/users/me", "authenticated"),
                rule("Public", "/Public", "permit")));

        @ParameterizedTest
        @CsvSource({
            "'', all",
            "/x, all",
            "/x.jsp, jsp",
            "/x.gz, gz",
            "/x.tar.gz, tar",
            "/admin, admin",
            "/admin/x.jsp, admin",
            "/admin/users, users",
            "/admin/users/7, users",
            "/admin/users/me, me",
            "/admin/users/me/x, users"
        })
        void find_severalMatch_takesTheMostSpecific(String path, String name) {
            assertThat(rules.find(path, "GET")).get().extracting(PathRule::name).isEqualTo(name);
        }

        @Test
        void find_otherCase_bothRulesHold() {
            assertThat(rules.find(RequestPath.ofRequest("/ADMIN/x", "", "/ADMIN/x"), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("all", "admin");
            // A permission is for what is written alone.
            assertThat(rules.find(RequestPath.ofRequest("/PUBLIC", "", "/PUBLIC"), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("all", "Public");
            assertThat(rules.find(RequestPath.ofRequest("/public", "", "/public"), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("all", "Public");
            assertThat(rules.find(RequestPath.ofRequest("/Public", "", "/Public"), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("Public");
            assertThat(rules.find(RequestPath.ofRequest("/admin./x%20", "", "/admin./x "), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("all", "admin");
        }

        @Test
        void find_serverReadsAnotherPath_bothRulesHold() {
            assertThat(rules.find(RequestPath.ofRequest("/admin", "", "/x.jsp"), "GET"))
                    .extracting(PathRule::name)
                    .containsExactly("admin", "jsp");
        }
    }

    @Nested
    class Methods {
        private final PathRules rules = PathRules.of(List.of(
                rule("read", "/orders/*", "authenticated", "GET"),
                rule("write", "/orders/*", "role:clerk", "POST", "PUT"),
                rule("head", "/head", "deny", "HEAD"),
                rule("get", "/head", "permit", "GET"),
                rule("rest", "/mixed", "deny"),
                rule("some", "/mixed", "permit", "GET"),
                rule("all", "/*", "permit")));

        @ParameterizedTest
        @CsvSource({
            "/orders, GET, read",
            "/orders, HEAD, read",
            "/orders, POST, write",
            "/head, HEAD, head",
            "/head, GET, get",
            "/mixed, GET, some",
            "/mixed, HEAD, some",
            "/mixed, DELETE, rest",
            "/mixed, get, rest"
        })
        void find_method_takesItsRule(String path, String method, String name) {
            assertThat(rules.find(path, method))
                    .get()
                    .extracting(PathRule::name)
                    .isEqualTo(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "Get", ""})
        void find_methodThatNoRuleNames_isDenied(String method) {
            assertThat(rules.find("/orders/7", method))
                    .get()
                    .extracting(rule -> rule.access().verdict())
                    .isEqualTo(Verdict.UNCOVERED);
        }
    }

    @Nested
    class Clashes {
        @Test
        void of_samePathsAndMethods_isRefused() {
            for (List<PathRule> clash : List.of(
                    List.of(rule("a", "/x", "permit"), rule("b", "/x", "deny")),
                    List.of(rule("a", "/x", "permit"), rule("b", "/x/", "deny")),
                    List.of(rule("a", "/x/*", "permit"), rule("b", "/X/*", "deny")),
                    List.of(rule("a", "*.jsp", "permit"), rule("b", "*.JSP", "deny")),
                    List.of(rule("a", "/x", "permit", "GET", "PUT"), rule("b", "/x", "deny", "GET")))) {
                assertThatThrownBy(() -> PathRules.of(clash)).isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void of_otherMethodsOrPaths_isFine() {
            assertThat(PathRules.of(List.of(
                                    rule("a", "/x", "permit", "GET"),
                                    rule("b", "/x", "deny", "PUT"),
                                    rule("c", "/x", "deny"),
                                    rule("d", "/x/*", "deny")))
                            .rules())
                    .hasSize(4);
            assertThat(PathRules.NONE.find("/x", "GET")).isEmpty();
        }
    }
}
