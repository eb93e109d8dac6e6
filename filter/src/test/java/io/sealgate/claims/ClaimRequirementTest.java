package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.SettableClock;
import io.sealgate.token.ClaimsSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRequirementTest {

    /** A call at a moment of the test's choice. */
    private record CallAt(long epochSecond) implements Call {}

    private static boolean decide(Match match, String values, String members, long now) {
        ClaimsSet claims = TestVerifiedTokens.claims(members).claims();
        ClaimRequirement requirement = requirement("c", match, values);
        boolean decided = requirement.isFulfilledBy(claims, new CallAt(now));
        // The same claim, further in: by a pointer.
        ClaimsSet nested =
                TestVerifiedTokens.claims("\"o\":[0,{" + members + "}]").claims();
        assertThat(requirement("/o/1/c", match, values).isFulfilledBy(nested, new CallAt(now)))
                .as("by pointer")
                .isEqualTo(decided);
        return decided;
    }

    private static boolean decide(Match match, String values, String claim) {
        return decide(match, values, "\"other\":1,\"c\":" + claim, 5);
    }

    private static ClaimRequirement requirement(String claim, Match match, String values) {
        return new ClaimRequirement(claim, match, values.isEmpty() ? List.of() : List.of(values.split("\\|", -1)));
    }

    /** Each way to ask against each type of JSON, all of which look like what is asked for. */
    @ParameterizedTest
    @Requirement(104)
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "match,         value, absent, null,  true,  5,     '\"5\"', '[\"5\"]', '{\"5\":\"5\"}'",
                "PRESENT,       '',    false,  false, true,  true,  true,    true,      true",
                "ABSENT,        '',    true,   false, false, false, false,   false,     false",
                "EQUALS,        5,     false,  false, false, false, true,    false,     false",
                "EQUALS,        true,  false,  false, false, false, false,   false,     false",
                "EQUALS,        null,  false,  false, false, false, false,   false,     false",
                "ANY_OF,        6|5,   false,  false, false, false, true,    true,      false",
                "ALL_OF,        5,     false,  false, false, false, true,    true,      false",
                "NONE_OF,       6|7,   false,  false, false, false, true,    true,      false",
                "NONE_OF,       6|5,   false,  false, false, false, false,   false,     false",
                "IS,            true,  false,  false, true,  false, false,   false,     false",
                "IS,            false, false,  false, false, false, false,   false,     false",
                "EQUALS_NUMBER, 5,     false,  false, false, true,  false,   false,     false",
                "AT_LEAST,      4,     false,  false, false, true,  false,   false,     false",
                "AT_LEAST,      -1,    false,  false, false, true,  false,   false,     false",
                "WITHIN,        PT1S,  false,  false, false, true,  false,   false,     false"
            })
    void isFulfilledBy_eachMatchAgainstEachType_coercesNothing(
            Match how,
            String value,
            boolean absent,
            boolean ofNull,
            boolean ofTrue,
            boolean ofNumber,
            boolean ofString,
            boolean ofArray,
            boolean ofObject) {
        assertThat(decide(how, value, "\"C\":5,\"cc\":5", 5)).as("absent").isEqualTo(absent);
        assertThat(decide(how, value, "null")).as("null").isEqualTo(ofNull);
        assertThat(decide(how, value, "true")).as("true").isEqualTo(ofTrue);
        assertThat(decide(how, value, "5")).as("number").isEqualTo(ofNumber);
        assertThat(decide(how, value, "\"5\"")).as("string").isEqualTo(ofString);
        assertThat(decide(how, value, "[\"5\"]")).as("array").isEqualTo(ofArray);
        assertThat(decide(how, value, "{\"5\":\"5\"}")).as("object").isEqualTo(ofObject);
    }

    @Nested
    class Strings {

        @ParameterizedTest
        @Requirement(104)
        @ValueSource(
                strings = {"\"X\"", "\"xx\"", "\" x\"", "\"\"", "[\"X\"]", "[]", "[[\"x\"]]", "[\"x\",1]", "[null]"})
        void isFulfilledBy_lookAlike_isNotHeld(String claim) {
            assertThat(decide(Match.EQUALS, "x", claim)).isFalse();
            assertThat(decide(Match.ANY_OF, "x|y", claim)).isFalse();
            assertThat(decide(Match.ALL_OF, "x", claim)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"[\"x\",1]", "[1,\"y\"]", "[[\"y\"]]", "[null]", "\"x\"", "[\"y\",\"x\"]", "\"\\u0078\""})
        void isFulfilledBy_noneOfThatCannotBeTold_denies(String claim) {
            assertThat(decide(Match.NONE_OF, "x", claim)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "\"y\"", "[\"y\",\"X\"]", "\"\"", "\"x y\""})
        void isFulfilledBy_holdsNone_grants(String claim) {
            assertThat(decide(Match.NONE_OF, "x|z", claim)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\\u0078\\u00e9\"", "\"x\u00e9\"", "[\"a\",\"x\\u00E9\"]"})
        void isFulfilledBy_valueBeyondAscii_isComparedAsText(String claim) {
            assertThat(decide(Match.ANY_OF, "x\u00e9", claim)).isTrue();
            assertThat(decide(Match.ANY_OF, "x\\u00e9", claim)).isFalse();
        }
    }

    @Nested
    class Scopes {

        private boolean decide(Match match, String values, String scope) {
            return requirement("scope", match, values)
                    .isFulfilledBy(
                            TestVerifiedTokens.claims("\"scope\":" + scope).claims(), new CallAt(0));
        }

        @ParameterizedTest
        @Requirement(103)
        @ValueSource(
                strings = {
                    "\"read\"",
                    "\"read write\"",
                    "\"write read\"",
                    "\"a read b\"",
                    "[\"a\",\"read\"]",
                    "\"\\u0072ead write\"",
                    "\"a\\u0020read\""
                })
        void isFulfilledBy_wordIsThere_grants(String scope) {
            assertThat(decide(Match.ANY_OF, "admin|read", scope)).isTrue();
            assertThat(decide(Match.ALL_OF, "read", scope)).isTrue();
            assertThat(decide(Match.NONE_OF, "read", scope)).isFalse();
        }

        @ParameterizedTest
        @Requirement(103)
        @ValueSource(
                strings = {
                    "\"\"",
                    "\" \"",
                    "\"readwrite\"",
                    "\"xread\"",
                    "\"rea d\"",
                    "\"read,write\"",
                    "\"read\\twrite\"",
                    "\"READ\"",
                    "[\"read write\"]",
                    "[\"x\",\"read write\"]",
                    "\"r\\u00e9ad\""
                })
        void isFulfilledBy_wordIsNotThere_denies(String scope) {
            assertThat(decide(Match.ANY_OF, "read|admin", scope)).isFalse();
            assertThat(decide(Match.ALL_OF, "read", scope)).isFalse();
            assertThat(decide(Match.NONE_OF, "read", scope)).isTrue();
        }

        @Test
        void challenge_scope_saysWhatIsNeeded() {
            assertThat(requirement("scope", Match.ALL_OF, "a|b").challenge())
                    .containsExactly(Map.entry("scope", "a b"));
            assertThat(requirement("scope", Match.ANY_OF, "a").challenge()).containsExactly(Map.entry("scope", "a"));
            assertThat(requirement("scope", Match.ANY_OF, "a|b").challenge()).isEmpty();
            assertThat(requirement("scope", Match.NONE_OF, "a").challenge()).isEmpty();
            assertThat(requirement("groups", Match.ALL_OF, "a").challenge()).isEmpty();
        }
    }

    @Nested
    class Numbers {

        @ParameterizedTest
        @ValueSource(strings = {"9007199254740993", "9007199254740993.0", "90071992547409930e-1"})
        void isFulfilledBy_sameNumberHoweverWritten_grants(String claim) {
            assertThat(decide(Match.EQUALS_NUMBER, "9007199254740993", claim)).isTrue();
            assertThat(decide(Match.AT_LEAST, "9007199254740993", claim)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9007199254740992",
                    "9007199254740992.9",
                    "-9007199254740993",
                    "0",
                    "9.007199254740992e15",
                    "-1e999"
                })
        void isFulfilledBy_smallerNumber_denies(String claim) {
            assertThat(decide(Match.EQUALS_NUMBER, "9007199254740993", claim)).isFalse();
            assertThat(decide(Match.AT_LEAST, "9007199254740993", claim)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"9007199254740994", "9007199254740993.1", "1e999", "99999999999999999999999999"})
        void isFulfilledBy_largerNumber_isAtLeastButNotEqual(String claim) {
            assertThat(decide(Match.EQUALS_NUMBER, "9007199254740993", claim)).isFalse();
            assertThat(decide(Match.AT_LEAST, "9007199254740993", claim)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"0, -0", "0, 0.0", "-1, -1", "-1, -1.0", "9223372036854775807, 9223372036854775807"})
        void isFulfilledBy_boundsOfNumbers_areEqual(String value, String claim) {
            assertThat(decide(Match.EQUALS_NUMBER, value, claim)).isTrue();
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @CsvSource({
            "1000, true",
            "701, true",
            "700, true",
            "699, false",
            "1060, true",
            "1061, false",
            "700.9, true",
            "699.9, false",
            "0, false",
            "-1000, false",
            "1e99, false",
            "-1e99, false",
            "9223372036854775807, false",
            "-9223372036854775808, false"
        })
        void isFulfilledBy_momentAroundTheBounds_grantsWithin(String claim, boolean within) {
            assertThat(decide(Match.WITHIN, "PT5M", "\"c\":" + claim, 1000)).isEqualTo(within);
        }

        @Test
        void at_clock_isItsSecond() {
            SettableClock clock = new SettableClock(Instant.ofEpochSecond(-1, 999_999_999));
            Call call = Call.at(clock);
            assertThat(call.epochSecond()).isEqualTo(-1);
            clock.set(Instant.ofEpochSecond(7, 1));
            assertThat(call.epochSecond()).isEqualTo(7);
        }
    }

    @Nested
    class BoundToTheCall {

        /** A call whose every parameter and header of the name p has these values, and whose argument 1 is given. */
        private record Bound(List<String> values, @Nullable Object argument) implements Call {
            @Override
            public long epochSecond() {
                return 0;
            }

            @Override
            public List<String> pathParameters(String name) {
                return of(name);
            }

            @Override
            public List<String> queryParameters(String name) {
                return of(name);
            }

            @Override
            public List<String> headers(String name) {
                return of(name);
            }

            private List<String> of(String name) {
                return name.equals("p") ? values : List.of();
            }

            @Override
            public @Nullable Object argument(int index) {
                return index == 1 ? argument : null;
            }
        }

        private static boolean decide(Match match, String value, String claim, List<String> values) {
            return ClaimRequirement.of("c", match, value)
                    .isFulfilledBy(TestVerifiedTokens.claims("\"c\":" + claim).claims(), new Bound(values, null));
        }

        @ParameterizedTest
        @EnumSource(names = {"EQUALS_PATH", "EQUALS_QUERY", "EQUALS_HEADER"})
        void isFulfilledBy_parameterOfRequest_hasToBeThereAndEachEqual(Match match) {
            assertThat(decide(match, "p", "\"5\"", List.of("5"))).isTrue();
            assertThat(decide(match, "p", "\"5\"", List.of("5", "5"))).isTrue();
            assertThat(decide(match, "p", "\"\"", List.of(""))).isTrue();
            assertThat(decide(match, "p", "\"5\"", List.of())).isFalse();
            assertThat(decide(match, "q", "\"5\"", List.of("5"))).isFalse();
            assertThat(decide(match, "p", "\"5\"", List.of("5", "6"))).isFalse();
            assertThat(decide(match, "p", "\"5\"", List.of("6", "5"))).isFalse();
            assertThat(decide(match, "p", "\"5\"", List.of("5 "))).isFalse();
            assertThat(decide(match, "p", "\"a\"", List.of("A"))).isFalse();
            for (String other : List.of("5", "[\"5\"]", "null", "{\"5\":\"5\"}")) {
                assertThat(decide(match, "p", other, List.of("5"))).as(other).isFalse();
            }
            assertThat(decide(match, "p", "true", List.of("true"))).isFalse();
            assertThat(decide(match, "p", "null", List.of("null"))).isFalse();
            assertThat(ClaimRequirement.of("d", match, "p")
                            .isFulfilledBy(
                                    TestVerifiedTokens.claims("\"c\":1").claims(), new Bound(List.of("null"), null)))
                    .isFalse();
            assertThat(ClaimRequirement.of("c", match, "p")
                            .isFulfilledBy(
                                    TestVerifiedTokens.claims("\"c\":\"5\"").claims(), new CallAt(0)))
                    .isFalse();
        }

        static Stream<Arguments> arguments() {
            return Stream.of(
                    Arguments.of("\"5\"", "5", true),
                    Arguments.of("\"5\"", 5, false),
                    Arguments.of("5", "5", false),
                    Arguments.of("5", 5, true),
                    Arguments.of("5", 5L, true),
                    Arguments.of("5.0", (short) 5, true),
                    Arguments.of("5.1", 5, false),
                    Arguments.of("5", 5.0, false),
                    Arguments.of("5", '5', false),
                    Arguments.of("true", true, true),
                    Arguments.of("true", false, false),
                    Arguments.of("false", false, true),
                    Arguments.of("\"true\"", true, false),
                    Arguments.of("null", null, false),
                    Arguments.of("[\"5\"]", "5", false),
                    Arguments.of("\"5\"", null, false),
                    Arguments.of("\"5\"", List.of("5"), false));
        }

        @ParameterizedTest
        @MethodSource("arguments")
        void isFulfilledBy_argument_hasToBeOfTheSameTypeAndEqual(
                String claim, @Nullable Object argument, boolean granted) {
            ClaimsSet claims = TestVerifiedTokens.claims("\"c\":" + claim).claims();
            Bound call = new Bound(List.of("5"), argument);
            assertThat(ClaimRequirement.of("c", Match.EQUALS_ARGUMENT, "1").isFulfilledBy(claims, call))
                    .isEqualTo(granted);
            assertThat(ClaimRequirement.of("c", Match.EQUALS_ARGUMENT, "0").isFulfilledBy(claims, call))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EQUALS_PATH, ''",
        "EQUALS_ARGUMENT, tenant",
        "EQUALS_ARGUMENT, -1",
        "EQUALS_ARGUMENT, 9999999999",
        "PRESENT, x",
        "ABSENT, x",
        "EQUALS, ''",
        "EQUALS, x|y",
        "ANY_OF, ''",
        "ALL_OF, ''",
        "NONE_OF, ''",
        "IS, ''",
        "IS, yes",
        "IS, TRUE",
        "IS, true|false",
        "EQUALS_NUMBER, ''",
        "EQUALS_NUMBER, x",
        "EQUALS_NUMBER, 1.5",
        "EQUALS_NUMBER, 99999999999999999999",
        "AT_LEAST, x",
        "AT_LEAST, 1|2",
        "WITHIN, ''",
        "WITHIN, 5m",
        "WITHIN, PT0S",
        "WITHIN, PT0.9S",
        "WITHIN, -PT5M",
        "WITHIN, P36501D",
        "WITHIN, PT1S|PT2S"
    })
    void constructor_valuesThatDoNotFit_throws(Match match, String values) {
        assertThatIllegalArgumentException().isThrownBy(() -> requirement("c", match, values));
    }

    @Test
    void constructor_longestDuration_isTaken() {
        assertThat(requirement("c", Match.WITHIN, "P36500D").values()).containsExactly("P36500D");
    }

    @Test
    void constructor_noName_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> requirement("", Match.PRESENT, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "PRESENT, '', c present",
        "ABSENT, '', c absent",
        "EQUALS, x, c equals x",
        "ANY_OF, x|y, 'c any of [x, y]'",
        "ALL_OF, x|y, 'c all of [x, y]'",
        "NONE_OF, x, c none of [x]",
        "IS, true, c is true",
        "EQUALS_NUMBER, 5, c equals the number 5",
        "AT_LEAST, 5, c at least 5",
        "WITHIN, PT5M, c within PT5M",
        "EQUALS_PATH, p, c equals path parameter p",
        "EQUALS_QUERY, p, c equals query parameter p",
        "EQUALS_HEADER, p, c equals header p",
        "EQUALS_ARGUMENT, 0, c equals argument 0"
    })
    void toString_eachMatch_readsLikeASentence(Match match, String values, String sentence) {
        assertThat(requirement("c", match, values)).hasToString(sentence);
    }

    @Test
    void equals_sameQuestion_isTheSame() {
        ClaimRequirement one = requirement("c", Match.ANY_OF, "x|y");
        assertThat(one)
                .isEqualTo(requirement("c", Match.ANY_OF, "x|y"))
                .hasSameHashCodeAs(requirement("c", Match.ANY_OF, "x|y"));
        assertThat(one)
                .isNotEqualTo(requirement("d", Match.ANY_OF, "x|y"))
                .isNotEqualTo(requirement("c", Match.ALL_OF, "x|y"))
                .isNotEqualTo(requirement("c", Match.ANY_OF, "x"));
    }
}
