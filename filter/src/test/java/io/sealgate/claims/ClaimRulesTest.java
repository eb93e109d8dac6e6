package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {

    private static Optional<RejectionReason> judge(ClaimRule rule, VerifiedToken token) {
        return rule.validate(token, Instant.EPOCH).map(rejection -> {
            assertThat(rejection.token()).isEqualTo(token.description());
            assertThat(rejection.detail()).isNotEmpty().doesNotContain("hostile");
            return rejection.reason();
        });
    }

    private static Optional<RejectionReason> judge(ClaimRule rule, String members) {
        return judge(rule, TestVerifiedTokens.claims(members));
    }

    private static String detail(ClaimRule rule, String members) {
        return rule.validate(TestVerifiedTokens.claims(members), Instant.EPOCH)
                .orElseThrow()
                .detail();
    }

    /** No rule but that on time depends on the moment; what says so is true for ever. */
    @Test
    void holdsUntil_ruleWithoutAClock_isForEver() {
        VerifiedToken token = TestVerifiedTokens.claims("");
        for (ClaimRule rule : List.of(
                new AudienceRule(List.of("a")),
                new IssuerRule("i"),
                new TypeRule(List.of()),
                IdentityClaimsRule.namedBy(List.of("upn", "preferred_username", "sub")),
                new ConfirmationRule(),
                RequiredClaimsRule.of(Set.of()))) {
            assertThat(rule.holdsUntil(token, Instant.EPOCH)).as("%s", rule).isEqualTo(Long.MAX_VALUE);
        }
        ClaimRule unknown = (t, now) -> Optional.empty();
        assertThat(unknown.holdsUntil(token, Instant.ofEpochSecond(7))).isEqualTo(7);
    }

    @Nested
    class Audience {
        private final AudienceRule rule = new AudienceRule(List.of("api://a", "api://b"));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"aud\":\"api://a\"",
                    "\"aud\":\"api://b\"",
                    "\"aud\":[\"api://a\"]",
                    "\"aud\":[\"x\",\"api://b\"]",
                    "\"aud\":[\"api://b\",\"api://a\"]",
                    "\"aud\":\"api:\\/\\/a\""
                })
        void validate_oneOfTheAudiences_accepts(String members) {
            assertThat(judge(rule, members)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\"aud\":null",
                    "\"aud\":\"hostile\"",
                    "\"aud\":\"\"",
                    "\"aud\":\"API://A\"",
                    "\"aud\":\"api://a \"",
                    "\"aud\":\"api://a api://b\"",
                    "\"aud\":[]",
                    "\"aud\":[\"hostile\"]",
                    "\"aud\":[\"api://a\",1]",
                    "\"aud\":[null,\"api://a\"]",
                    "\"aud\":[[\"api://a\"]]",
                    "\"aud\":{\"api://a\":1}",
                    "\"aud\":7",
                    "\"AUD\":\"api://a\""
                })
        void validate_anythingElse_rejects(String members) {
            assertThat(judge(rule, members)).contains(RejectionReason.AUDIENCE_NOT_ACCEPTED);
            assertThat(detail(rule, members)).isEqualTo("expected aud to hold one of mp.jwt.verify.audiences");
        }
    }

    @Nested
    class Issuer {
        private final IssuerRule rule = new IssuerRule("https://issuer.example");

        @ParameterizedTest
        @ValueSource(strings = {"\"iss\":\"https://issuer.example\"", "\"iss\":\"https:\\/\\/issuer\\u002eexample\""})
        void validate_theIssuer_accepts(String members) {
            assertThat(judge(rule, members)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\"iss\":null",
                    "\"iss\":\"https://issuer.example/\"",
                    "\"iss\":\"HTTPS://issuer.example\"",
                    "\"iss\":\"https://issuer.exampl\"",
                    "\"iss\":[\"https://issuer.example\"]",
                    "\"iss\":1"
                })
        void validate_anythingElse_rejects(String members) {
            assertThat(judge(rule, members)).contains(RejectionReason.ISSUER_NOT_ACCEPTED);
            assertThat(detail(rule, members)).isEqualTo("expected iss to be the value of mp.jwt.verify.issuer");
        }
    }

    @Nested
    class Type {

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"})
        void validate_defaultType_accepts(String type) {
            assertThat(judge(new TypeRule(List.of()), TestVerifiedTokens.token(type, "")))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "dpop+jwt",
                    "logout+jwt",
                    "id_token",
                    "jw",
                    "jwtx",
                    "xjwt",
                    "at+jwtx",
                    "application/",
                    "application/application/jwt",
                    "text/jwt",
                    "applicationjwt",
                    "appl\u0131cation/jwt",
                    "APPL\u0130CATION/at+jwt",
                    "hostile"
                })
        void validate_anotherType_rejects(String type) {
            assertThat(judge(new TypeRule(List.of()), TestVerifiedTokens.token(type, "")))
                    .contains(RejectionReason.TYPE_NOT_ACCEPTED);
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "at+jwt, true",
                    "APPLICATION/at+jwt, true",
                    "logout+jwt, true",
                    "AUTHZ+JWT, true",
                    "auth[+jwt, false",
                    "jwt, false",
                    "-, false",
                    "'', false"
                })
        void validate_configuredTypes_acceptsThemAlone(String type, boolean accepted) {
            TypeRule rule = new TypeRule(List.of("logout+jwt", "at+jwt", "authz+jwt"));
            assertThat(judge(rule, TestVerifiedTokens.token(type, "")).isEmpty())
                    .isEqualTo(accepted);
        }

        /** Case is folded as in media types, where only ASCII has any (RFC 2045 section 5.1): to Unicode, others are upper or lower case of it, too. */
        @ParameterizedTest
        @Requirement(101)
        @CsvSource({
            "secevent+jwt, secevent+jwt, true",
            "secevent+jwt, SECEVENT+JWT, true",
            "secevent+jwt, \u017fecevent+jwt, false",
            "token+jwt, TO\u212aEN+jwt, false",
            "id+jwt, \u0131d+jwt, false",
            "id+jwt, \u0130D+jwt, false",
            "at[jwt, at{jwt, false",
            "at@jwt, at`jwt, false"
        })
        void validate_lettersBeyondAscii_areNoOtherCaseOfOthers(String accepted, String type, boolean expected) {
            assertThat(judge(new TypeRule(List.of(accepted)), TestVerifiedTokens.token(type, ""))
                            .isEmpty())
                    .isEqualTo(expected);
        }

        @Test
        void validate_rejection_namesWhatIsExpected() {
            VerifiedToken token = TestVerifiedTokens.token("hostile", "");
            assertThat(new TypeRule(List.of())
                            .validate(token, Instant.EPOCH)
                            .orElseThrow()
                            .detail())
                    .contains("JWT, at+jwt or absent");
            assertThat(new TypeRule(List.of("x"))
                            .validate(token, Instant.EPOCH)
                            .orElseThrow()
                            .detail())
                    .contains("sealgate.verify.types");
        }
    }

    @Nested
    class Identity {
        private final IdentityClaimsRule rule = IdentityClaimsRule.namedBy(List.of("upn", "preferred_username", "sub"));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"sub\":\"a\"",
                    "\"upn\":\"a\"",
                    "\"preferred_username\":\"a\"",
                    "\"sub\":\"\",\"upn\":\"a\"",
                    "\"sub\":\"a\",\"iss\":\"\",\"jti\":\"\"",
                    "\"sub\":\"a\",\"name\":7"
                })
        void validate_namedCaller_accepts(String members) {
            assertThat(judge(rule, members)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\"iss\":\"a\",\"jti\":\"b\"",
                    "\"sub\":\"\"",
                    "\"sub\":\"\",\"upn\":\"\",\"preferred_username\":\"\"",
                    "\"name\":\"a\""
                })
        void validate_nobody_rejects(String members) {
            assertThat(judge(rule, members)).contains(RejectionReason.CLAIM_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sub", "upn", "preferred_username", "iss", "jti"})
        void validate_nameThatIsNoString_rejects(String name) {
            for (String value : List.of("null", "7", "true", "[\"a\"]", "{}")) {
                String other = name.equals("sub") ? "upn" : "sub";
                assertThat(judge(rule, "\"" + other + "\":\"a\",\"" + name + "\":" + value))
                        .contains(RejectionReason.MALFORMED_CLAIMS);
            }
        }

        @Test
        void validate_nobody_namesTheClaimsInTheOrderOfTheConfiguration() {
            IdentityClaimsRule configured = IdentityClaimsRule.namedBy(List.of("email", "sub"));

            assertThat(configured
                            .validate(TestVerifiedTokens.token("JWT", ""), Instant.EPOCH)
                            .orElseThrow()
                            .detail())
                    .isEqualTo("expected one of email, sub (sealgate.principal.from)");
        }

        @Test
        void validate_claimOfTheConfigurationThatIsNoString_rejects() {
            IdentityClaimsRule configured = IdentityClaimsRule.namedBy(List.of("email", "employee"));

            assertThat(judge(configured, "\"email\":7,\"employee\":\"a\"")).contains(RejectionReason.MALFORMED_CLAIMS);
            assertThat(judge(configured, "\"email\":\"a\",\"employee\":7")).contains(RejectionReason.MALFORMED_CLAIMS);
            assertThat(judge(configured, "\"employee\":\"a\"")).isEmpty();
            assertThat(judge(configured, "\"sub\":\"a\"")).contains(RejectionReason.CLAIM_MISSING);
        }
    }

    @Nested
    class Others {

        @ParameterizedTest
        @ValueSource(strings = {"\"cnf\":{\"jkt\":\"hostile\"}", "\"cnf\":null", "\"cnf\":\"\""})
        void validate_boundToAKey_rejects(String members) {
            assertThat(judge(new ConfirmationRule(), members)).contains(RejectionReason.PROOF_REQUIRED);
        }

        @Test
        void validate_notBoundToAKey_accepts() {
            assertThat(judge(new ConfirmationRule(), "\"cn\":1,\"cnff\":2")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"a\":0,\"b\":false", "\"b\":\"\",\"a\":[]"})
        void validate_requiredClaimsThere_accepts(String members) {
            assertThat(judge(RequiredClaimsRule.of(Set.of("a", "b")), members)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"a\":1", "\"b\":1", "\"a\":1,\"b\":null", "\"A\":1,\"B\":1"})
        void validate_requiredClaimMissing_rejects(String members) {
            assertThat(judge(RequiredClaimsRule.of(Set.of("a", "b")), members)).contains(RejectionReason.CLAIM_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"a\":{\"b\":0}", "\"a\":{\"b\":[]},\"/a/b\":null"})
        void validate_whereThePointerPointsIsSomething_accepts(String members) {
            assertThat(judge(RequiredClaimsRule.of(Set.of("/a/b")), members)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"a\":{\"b\":null}", "\"a\":\"b\"", "\"/a/b\":1", "\"a/b\":1", "\"a\":{},\"b\":1"})
        void validate_whereThePointerPointsIsNothing_rejects(String members) {
            assertThat(judge(RequiredClaimsRule.of(Set.of("/a/b")), members)).contains(RejectionReason.CLAIM_MISSING);
            assertThat(detail(RequiredClaimsRule.of(Set.of("/a/b")), members)).startsWith("expected /a/b (sealgate.");
        }

        @Test
        void validate_severalMissing_namesTheFirstInTheAlphabet() {
            Rejection rejection = RequiredClaimsRule.of(Set.of("z", "m", "b", "y"))
                    .validate(TestVerifiedTokens.claims("\"b\":1"), Instant.EPOCH)
                    .orElseThrow();
            assertThat(rejection.detail()).startsWith("expected m ");
            assertThat(judge(RequiredClaimsRule.of(Set.of()), "")).isEmpty();
        }
    }
}
