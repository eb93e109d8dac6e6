package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.TokenSource;
import io.sealgate.token.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimAuthorizerTest {
    private static final String CLAIMS =
            "\"jti\":\"j1\",\"s\":\"x\",\"i\":5,\"t\":true,\"n\":null,\"list\":[\"x\",\"y\"],\"mixed\":[\"x\",1],"
                    + "\"nothing\":[],\"scope\":\"read write\",\"realm\":{\"roles\":[\"admin\"]},\"words\":\"x y\",\"/odd\":\"z\"";

    private static Authenticated caller(String... roles) {
        return new Authenticated(
                new TestCaller(TestVerifiedTokens.claims(CLAIMS), Set.of(roles)), TokenSource.AUTHORIZATION);
    }

    private static ClaimRequirement requirement(String claim, Match match, String... values) {
        return new ClaimRequirement(claim, match, List.of(values));
    }

    private static AuthorizationDecision requireAll(
            @Nullable AuthenticationResult authentication, List<? extends Requirement> requirements) {
        return ClaimAuthorizer.requireAll(authentication, requirements, () -> 0);
    }

    private static void assertDenied(AuthorizationDecision decision, RejectionReason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.rejection().reason()).isEqualTo(reason));
    }

    @Nested
    class Requirements {

        @ParameterizedTest
        @CsvSource({
            "s, PRESENT, ''", "i, PRESENT, ''", "t, PRESENT, ''", "nothing, PRESENT, ''", "/realm/roles, PRESENT, ''",
                    "s, EQUALS, x",
            "scope, EQUALS, read write", "/list/0, EQUALS, x", "/realm/roles/0, EQUALS, admin", "s, ANY_OF, x",
                    "s, ANY_OF, q|x", "list, ANY_OF, y|q",
            "scope, ANY_OF, write|q", "words, ANY_OF, x y", "/realm/roles, ANY_OF, admin", "/words, ANY_OF, x y",
                    "s, ALL_OF, x", "list, ALL_OF, x|y",
            "list, ALL_OF, y", "scope, ALL_OF, write|read", "/list, ALL_OF, x"
        })
        void requireAll_fulfilled_grants(String claim, Match match, String values) {
            assertThat(requireAll(
                            caller(),
                            List.of(requirement(claim, match, values.isEmpty() ? new String[0] : values.split("\\|")))))
                    .isEqualTo(Granted.INSTANCE);
        }

        @ParameterizedTest
        @CsvSource({
            "n, PRESENT, ''",
            "x, PRESENT, ''",
            "/realm/groups, PRESENT, ''",
            "/odd, PRESENT, ''",
            "realm/roles, PRESENT, ''",
            "s, EQUALS, X",
            "s, EQUALS, xx",
            "i, EQUALS, 5",
            "t, EQUALS, true",
            "n, EQUALS, null",
            "list, EQUALS, x",
            "scope, EQUALS, read",
            "s, ANY_OF, y|z",
            "i, ANY_OF, 5",
            "mixed, ANY_OF, x",
            "nothing, ANY_OF, x",
            "words, ANY_OF, x|y",
            "/scope, ANY_OF, read",
            "realm, ANY_OF, roles",
            "n, ANY_OF, null",
            "scope, ANY_OF, READ|''",
            "s, ALL_OF, x|y",
            "list, ALL_OF, x|y|z",
            "scope, ALL_OF, read|admin",
            "mixed, ALL_OF, x",
            "nothing, ALL_OF, x"
        })
        void requireAll_notFulfilled_denies(String claim, Match match, String values) {
            AuthorizationDecision decision = requireAll(
                    caller(),
                    List.of(requirement(claim, match, values.isEmpty() ? new String[0] : values.split("\\|"))));
            assertDenied(decision, RejectionReason.CLAIM_REQUIRED);
            Rejection rejection = ((Denied) decision).rejection();
            assertThat(rejection.token().tokenId()).isEqualTo("j1");
            assertThat(rejection.detail()).startsWith("expected " + claim);
        }

        @Test
        void requireAll_severalOfWhichOneFails_denies() {
            ClaimRequirement good = requirement("s", Match.PRESENT);
            ClaimRequirement bad = requirement("x", Match.PRESENT);
            assertDenied(requireAll(caller(), List.of(good, bad)), RejectionReason.CLAIM_REQUIRED);
            assertDenied(requireAll(caller(), List.of(bad, good)), RejectionReason.CLAIM_REQUIRED);
            assertThat(requireAll(caller(), List.of(good, good))).isEqualTo(Granted.INSTANCE);
            assertThat(requireAll(caller(), List.of())).isEqualTo(Granted.INSTANCE);
        }

        @Test
        void requireAll_oneOfAGroupHolds_grants() {
            ClaimRequirement good = requirement("s", Match.PRESENT);
            ClaimRequirement bad = requirement("x", Match.PRESENT);
            RoleRequirement role = new RoleRequirement("clerk");
            assertThat(requireAll(caller(), List.of(AnyOfRequirement.of(bad, good))))
                    .isEqualTo(Granted.INSTANCE);
            assertThat(requireAll(caller("clerk"), List.of(AnyOfRequirement.of(bad, role))))
                    .isEqualTo(Granted.INSTANCE);
            AuthorizationDecision decision = requireAll(caller(), List.of(AnyOfRequirement.of(bad, role)));
            assertDenied(decision, RejectionReason.CLAIM_REQUIRED);
            assertThat(((Denied) decision).rejection().detail()).isEqualTo("expected (x present, or role clerk)");
            assertDenied(
                    requireAll(caller(), List.of(AnyOfRequirement.of(good, good), bad)),
                    RejectionReason.CLAIM_REQUIRED);
        }

        @Test
        void requireAll_role_isAskedOfTheRolesAndOfNoClaim() {
            assertThat(requireAll(caller("clerk"), List.of(new RoleRequirement("clerk"))))
                    .isEqualTo(Granted.INSTANCE);
            for (String other : List.of("Clerk", "cler", "clerks", "x", "*", "**")) {
                assertDenied(
                        requireAll(caller("clerk"), List.of(new RoleRequirement(other))),
                        RejectionReason.ROLE_REQUIRED);
            }
        }

        @Test
        void requireAll_scopeMissing_tellsTheCallerWhichIsNeeded() {
            Denied denied = (Denied) requireAll(caller(), List.of(requirement("scope", Match.ALL_OF, "read", "admin")));
            assertThat(denied.rejection())
                    .isInstanceOfSatisfying(
                            NotAuthorized.class,
                            rejection -> assertThat(rejection.challenge())
                                    .containsExactly(Map.entry("scope", "read admin")));
        }

        @Test
        void constructor_nothingToChooseFrom_throws() {
            assertThatIllegalArgumentException().isThrownBy(AnyOfRequirement::of);
            assertThatIllegalArgumentException().isThrownBy(() -> new RoleRequirement(" "));
        }
    }

    @Nested
    class Roles {

        @ParameterizedTest
        @CsvSource({"admin, admin", "user|admin, admin", "admin, x|admin", "'', **", "user, x|**"})
        void requireAnyRole_callerHasOne_grants(String has, String asked) {
            assertThat(ClaimAuthorizer.requireAnyRole(
                            caller(has.isEmpty() ? new String[0] : has.split("\\|")), Set.of(asked.split("\\|"))))
                    .isEqualTo(Granted.INSTANCE);
        }

        @ParameterizedTest
        @CsvSource({"'', admin", "user, admin", "ADMIN, admin", "admin, *", "admin, ***"})
        void requireAnyRole_callerHasNone_denies(String has, String asked) {
            assertDenied(
                    ClaimAuthorizer.requireAnyRole(
                            caller(has.isEmpty() ? new String[0] : has.split("\\|")), Set.of(asked.split("\\|"))),
                    RejectionReason.ROLE_REQUIRED);
        }

        @Test
        void requireAnyRole_noRoleAsked_deniesEverybody() {
            assertDenied(ClaimAuthorizer.requireAnyRole(caller("admin"), Set.of()), RejectionReason.ROLE_REQUIRED);
        }

        @Test
        void denyAll_anyCaller_denies() {
            assertDenied(ClaimAuthorizer.denyAll(caller("admin")), RejectionReason.ACCESS_DENIED);
        }
    }

    @Nested
    class WithoutACaller {
        static Stream<Arguments> outcomes() {
            Rejection expired = Rejection.of(RejectionReason.EXPIRED, "expired");
            Rejection busy = Rejection.of(RejectionReason.OVERLOADED, "busy");
            return Stream.of(
                    Arguments.of(null, RejectionReason.TOKEN_REQUIRED),
                    Arguments.of(Anonymous.INSTANCE, RejectionReason.TOKEN_REQUIRED),
                    Arguments.of(new Rejected(expired), RejectionReason.EXPIRED),
                    Arguments.of(new Unavailable(busy, Duration.ZERO), RejectionReason.OVERLOADED));
        }

        @ParameterizedTest
        @MethodSource("outcomes")
        void anyQuestion_noValidToken_deniesForThatReason(AuthenticationResult authentication, RejectionReason reason) {
            assertDenied(requireAll(authentication, List.of()), reason);
            assertDenied(ClaimAuthorizer.requireAnyRole(authentication, Set.of("**")), reason);
            assertDenied(ClaimAuthorizer.denyAll(authentication), reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a"})
    void values_listGiven_isCopied(String claim) {
        List<String> values = new ArrayList<>(List.of("x"));
        ClaimRequirement requirement = new ClaimRequirement(claim, Match.ANY_OF, values);
        values.add("y");
        assertThat(requirement.values()).containsExactly("x");
    }

    @Nested
    class ReportOnly {
        private static final RejectionReason REASON = RejectionReason.CLAIM_REQUIRED;
        private final Requirement held = requirement("s", Match.EQUALS, "x");
        private final Requirement failed = requirement("s", Match.EQUALS, "other");
        private final Requirement reported = new ReportOnlyRequirement(failed);

        private AuthorizationDecision decide(AuthenticationResult who, Requirement... requirements) {
            return requireAll(who, List.of(requirements));
        }

        @Test
        void requireAll_nothingButReported_isADenialToReport() {
            assertThat(decide(caller(), held, reported)).isInstanceOfSatisfying(Denied.class, denied -> {
                assertThat(denied.reportOnly()).isTrue();
                assertThat(denied.rejection().reason()).isEqualTo(REASON);
                assertThat(denied.rejection().detail()).isEqualTo("expected s equals other (report only)");
                assertThat(denied.because("Orders#list").reportOnly()).isTrue();
                assertThat(denied.because("Orders#list").rejection().detail()).endsWith(", asked by Orders#list");
            });
        }

        @Test
        void requireAll_reportedAndEnforced_isARefusal() {
            for (List<Requirement> order : List.of(List.of(reported, failed), List.of(failed, reported))) {
                assertThat(requireAll(caller(), order))
                        .isInstanceOfSatisfying(
                                Denied.class,
                                denied -> assertThat(denied.reportOnly()).isFalse());
            }
        }

        @Test
        void requireAll_reportedTwice_reportsTheFirst() {
            Requirement second = new ReportOnlyRequirement(requirement("i", Match.EQUALS_NUMBER, "6"));

            assertThat(decide(caller(), reported, second))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> assertThat(denied.rejection().detail()).contains(" s equals"));
        }

        @Test
        void requireAll_reportedAndHeld_grants() {
            assertThat(decide(caller(), new ReportOnlyRequirement(held))).isEqualTo(Granted.INSTANCE);
        }

        @Test
        void requireAll_noToken_isReportedOnlyWhereNothingIsEnforced() {
            assertThat(decide(Anonymous.INSTANCE, reported, reported))
                    .extracting("reportOnly")
                    .isEqualTo(true);
            assertThat(decide(Anonymous.INSTANCE, reported, held))
                    .extracting("reportOnly")
                    .isEqualTo(false);
            assertThat(decide(Anonymous.INSTANCE, held))
                    .extracting("reportOnly")
                    .isEqualTo(false);
            assertThat(decide(Anonymous.INSTANCE)).extracting("reportOnly").isEqualTo(false);
        }

        @Test
        void reportOnlyRequirement_ofScopes_challengesAsTheRule() {
            Requirement scopes = requirement("scope", Match.ALL_OF, "audit");

            assertThat(new ReportOnlyRequirement(scopes).challenge())
                    .isEqualTo(scopes.challenge())
                    .containsEntry("scope", "audit");
            assertThat(new ReportOnlyRequirement(scopes).reason()).isEqualTo(scopes.reason());
        }
    }

    @Nested
    class Failures {
        private record Failing(RuntimeException failure) implements Requirement {
            @Override
            public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
                throw failure;
            }

            @Override
            public RejectionReason reason() {
                return RejectionReason.CLAIM_REQUIRED;
            }

            @Override
            public String toString() {
                return "rule";
            }
        }

        private String detail(RuntimeException failure) {
            AuthorizationDecision decision = requireAll(caller(), List.of(new Failing(failure)));
            assertDenied(decision, RejectionReason.DECISION_FAILED);
            return ((Denied) decision).rejection().detail();
        }

        @Test
        void requireAll_requirementThrows_namesTheOriginAndNoMessage() {
            RuntimeException failure = new IllegalStateException("SECRET", new ArithmeticException("SECRET"));

            assertThat(detail(failure))
                    .startsWith("rule failed: java.lang.ArithmeticException at "
                            + getClass().getName())
                    .doesNotContain("SECRET");
        }

        @Test
        void requireAll_requirementThrowsWithoutTrace_namesTheClass() {
            RuntimeException failure = new IllegalStateException();
            failure.setStackTrace(new StackTraceElement[0]);

            assertThat(detail(failure)).isEqualTo("rule failed: java.lang.IllegalStateException");
        }

        @Test
        void requireAll_causesWithoutEnd_areFollowedOnlySoFar() {
            RuntimeException failure = new ArithmeticException();
            for (int i = 0; i < 7; i++) {
                failure = new IllegalStateException(failure);
            }
            assertThat(detail(failure)).contains("ArithmeticException");
            assertThat(detail(new IllegalStateException(failure))).contains("ArithmeticException");
            assertThat(detail(new IllegalArgumentException(new IllegalStateException(failure))))
                    .contains("IllegalStateException");
        }
    }

    @Test
    void requirement_parts_areThoseGiven() {
        ClaimRequirement requirement = requirement("s", Match.ANY_OF, "x");

        assertThat(requirement.claim()).isEqualTo("s");
        assertThat(requirement.match()).isEqualTo(Match.ANY_OF);
    }
}
