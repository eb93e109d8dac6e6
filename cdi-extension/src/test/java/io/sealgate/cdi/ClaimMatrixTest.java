package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.testing.Requirement;
import io.sealgate.token.Anonymous;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @RequiresClaim} grants and what it denies, from the annotation to the decision. Rows 103, 104 and 106. */
class ClaimMatrixTest {

    @SuppressWarnings("unused") // read by reflection
    private static final class Endpoints {
        @RequiresClaim(name = "c")
        void present() {}

        @RequiresClaim(name = "c", equals = "admin")
        void equalsAdmin() {}

        @RequiresClaim(name = "c", equals = "5")
        void equalsFive() {}

        @RequiresClaim(
                name = "c",
                anyOf = {"admin", "clerk"})
        void anyOf() {}

        @RequiresClaim(
                name = "c",
                allOf = {"admin", "clerk"})
        void allOf() {}

        @RequiresClaim(name = "c", allOf = "admin")
        void allOfOne() {}

        @RequiresClaim(name = "c", absent = true)
        void absent() {}

        @RequiresClaim(
                name = "c",
                noneOf = {"admin", "clerk"})
        void noneOf() {}

        @RequiresClaim(name = "c", is = true)
        void isTrue() {}

        @RequiresClaim(name = "c", equalsNumber = 5)
        void numberFive() {}

        @RequiresClaim(name = "c", atLeast = 5)
        void atLeastFive() {}

        @RequiresClaim(name = "c", within = "P36500D")
        void within() {}

        @RequiresAnyOf(
                value = @RequiresClaim(name = "c", is = true),
                roles = {"boss"},
                scopes = {"x"})
        void group() {}

        @RequiresClaim(name = "/c/roles", anyOf = "admin")
        void pointer() {}

        @RequiresClaim(name = "scope", anyOf = "admin")
        void scope() {}

        @RequiresClaim(name = "scope", equals = "admin")
        void wholeScope() {}
    }

    private static AuthorizationDecision decide(String endpoint, AuthenticationResult authentication) {
        try {
            List<io.sealgate.claims.Requirement> requirements =
                    new RequirementReader().read(Endpoints.class.getDeclaredMethod(endpoint), Endpoints.class);
            return ClaimAuthorizer.requireAll(authentication, requirements, () -> 0);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Each matcher against each shape, and the variations of these that tend to slip through. */
    static Stream<Arguments> matrix() {
        String[] endpoints = {
            "present",
            "absent",
            "equalsAdmin",
            "equalsFive",
            "anyOf",
            "allOf",
            "allOfOne",
            "noneOf",
            "isTrue",
            "numberFive",
            "atLeastFive",
            "within",
            "group",
            "pointer"
        };
        Map<String, Object> shapes = new LinkedHashMap<>();
        shapes.put("absent", null);
        shapes.put("null", null);
        shapes.put("wrong type", true);
        shapes.put("case variant", "Admin");
        shapes.put("substring", "admin2");
        shapes.put("array", List.of("admin"));
        shapes.put("number", 5L);
        shapes.put("exact", "admin");
        shapes.put("superstring", "adm");
        shapes.put("padded", " admin");
        shapes.put("list in a string", "admin clerk");
        shapes.put("number as string", "5");
        shapes.put("decimal", new BigDecimal("5"));
        shapes.put("array of both", List.of("clerk", "admin", "other"));
        shapes.put("array of case variants", List.of("ADMIN", "Clerk"));
        shapes.put("array with a number", List.of("admin", "clerk", 5L));
        shapes.put("array in an array", List.of(List.of("admin", "clerk")));
        shapes.put("empty array", List.of());
        shapes.put("empty string", "");
        shapes.put("object with the value as a key", Map.of("admin", true));
        shapes.put("object with roles", Map.of("roles", List.of("admin")));
        shapes.put("object with a role", Map.of("roles", "admin"));
        Map<String, Set<String>> granted = Map.ofEntries(
                Map.entry("absent", Set.of("absent")),
                Map.entry("wrong type", Set.of("present", "isTrue", "group")),
                Map.entry("case variant", Set.of("present", "noneOf")),
                Map.entry("substring", Set.of("present", "noneOf")),
                Map.entry("array", Set.of("present", "anyOf", "allOfOne")),
                Map.entry("number", Set.of("present", "numberFive", "atLeastFive", "within")),
                Map.entry("exact", Set.of("present", "equalsAdmin", "anyOf", "allOfOne")),
                Map.entry("superstring", Set.of("present", "noneOf")),
                Map.entry("padded", Set.of("present", "noneOf")),
                Map.entry("list in a string", Set.of("present", "noneOf")),
                Map.entry("number as string", Set.of("present", "equalsFive", "noneOf")),
                Map.entry("decimal", Set.of("present", "numberFive", "atLeastFive", "within")),
                Map.entry("array of both", Set.of("present", "anyOf", "allOf", "allOfOne")),
                Map.entry("array of case variants", Set.of("present", "noneOf")),
                Map.entry("array with a number", Set.of("present")),
                Map.entry("array in an array", Set.of("present")),
                Map.entry("empty array", Set.of("present", "noneOf")),
                Map.entry("empty string", Set.of("present", "noneOf")),
                Map.entry("object with the value as a key", Set.of("present")),
                Map.entry("object with roles", Set.of("present", "pointer")),
                Map.entry("object with a role", Set.of("present", "pointer")));
        return shapes.entrySet().stream()
                .flatMap(shape -> Arrays.stream(endpoints)
                        .map(endpoint -> arguments(
                                endpoint,
                                shape.getKey(),
                                shape.getValue(),
                                granted.getOrDefault(shape.getKey(), Set.of()).contains(endpoint))));
    }

    @ParameterizedTest(name = "{0}: {1} is granted: {3}")
    @MethodSource("matrix")
    @Requirement(104)
    void decide_claimOfThisShape_grantsExactMatchesAlone(String endpoint, String shape, Object value, boolean granted) {
        AuthenticationResult caller =
                shape.equals("absent") ? TestCallers.with("other", "admin") : TestCallers.with("c", value);
        AuthorizationDecision decision = decide(endpoint, caller);
        if (granted) {
            assertThat(decision).isEqualTo(Granted.INSTANCE);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied ->
                                    assertThat(denied.rejection().reason()).isEqualTo(RejectionReason.CLAIM_REQUIRED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "c ", "cc"})
    void decide_claimWithAnotherName_denies(String name) {
        assertThat(decide("present", TestCallers.with(name, "admin"))).isInstanceOf(Denied.class);
    }

    @Nested
    class Scope {
        @ParameterizedTest
        @ValueSource(strings = {"admin", "admin read", "read admin", "read admin write"})
        void decide_scopeHoldsTheValue_grants(String scope) {
            assertThat(decide("scope", TestCallers.with("scope", scope))).isEqualTo(Granted.INSTANCE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin2", "superadmin", "admin,read", "admin\tread", "Admin", "read:admin", "", " "})
        @Requirement(103)
        void decide_scopeHoldsSomethingLikeIt_denies(String scope) {
            assertThat(decide("scope", TestCallers.with("scope", scope))).isInstanceOf(Denied.class);
        }

        @Test
        void decide_equalsOnScope_comparesTheWhole() {
            assertThat(decide("wholeScope", TestCallers.with("scope", "admin read")))
                    .isInstanceOf(Denied.class);
            assertThat(decide("wholeScope", TestCallers.with("scope", "admin"))).isEqualTo(Granted.INSTANCE);
        }
    }

    @Nested
    class WithoutValidToken {
        private RejectionReason reason(AuthenticationResult authentication) {
            return ((Denied) decide("present", authentication)).rejection().reason();
        }

        @Test
        @Requirement(106)
        void decide_filterHasNotSeenTheRequest_denies() {
            assertThat(reason(null)).isEqualTo(RejectionReason.TOKEN_REQUIRED);
        }

        @Test
        @Requirement(106)
        void decide_anonymous_denies() {
            assertThat(reason(Anonymous.INSTANCE)).isEqualTo(RejectionReason.TOKEN_REQUIRED);
        }

        @Test
        void decide_rejected_deniesForThatReason() {
            assertThat(reason(new Rejected(Rejection.of(RejectionReason.EXPIRED, ""))))
                    .isEqualTo(RejectionReason.EXPIRED);
        }

        @Test
        void decide_unavailable_deniesForThatReason() {
            assertThat(reason(new Unavailable(Rejection.of(RejectionReason.KEYS_UNAVAILABLE, ""), Duration.ZERO)))
                    .isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
        }

        @Test
        void requireAll_noRequirement_stillAsksForAToken() {
            assertThat(ClaimAuthorizer.requireAll(Anonymous.INSTANCE, List.of(), () -> 0))
                    .isInstanceOf(Denied.class);
        }
    }
}
