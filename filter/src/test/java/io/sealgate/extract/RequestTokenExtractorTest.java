package io.sealgate.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.extract.ExtractionResult.Found;
import io.sealgate.extract.ExtractionResult.Invalid;
import io.sealgate.extract.ExtractionResult.None;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTokenExtractorTest {
    private static final String TOKEN = "eyJ.eyJ.c2ln";
    private static final TokenExtractor EVERYWHERE =
            RequestTokenExtractor.of(EnumSet.allOf(TokenSource.class), "token", "X-Token");

    private static TokenExtractor only(TokenSource source) {
        return RequestTokenExtractor.of(Set.of(source), "token", "X-Token");
    }

    private static void assertFound(ExtractionResult result, String token, TokenSource source) {
        assertThat(result).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.token().value()).isEqualTo(token);
            assertThat(found.token().source()).isEqualTo(source);
        });
    }

    private static void assertInvalid(ExtractionResult result, RejectionReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.rejection().reason()).isEqualTo(reason));
    }

    @Test
    void extract_nothing_findsNone() {
        assertThat(EVERYWHERE.extract(TestRequest.post())).isEqualTo(None.INSTANCE);
    }

    @Test
    void of_noSource_throws() {
        assertThatThrownBy(() -> RequestTokenExtractor.of(Set.of(), "token", "X-Token"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"COOKIE", "HEADER"})
    void of_sourceWithoutName_throws(TokenSource source) {
        assertThatThrownBy(() -> RequestTokenExtractor.of(Set.of(source), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(source.name());
    }

    @Nested
    class Authorization {
        // Requirement 2
        @ParameterizedTest
        @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR   "})
        void extract_schemeInAnyCase_findsToken(String scheme) {
            assertFound(
                    EVERYWHERE.extract(TestRequest.post().header("Authorization", scheme + TOKEN)),
                    TOKEN,
                    TokenSource.AUTHORIZATION);
        }

        @ParameterizedTest
        @ValueSource(strings = {" Bearer a.b.c", "Bearer a.b.c ", "\tBearer a.b.c\t"})
        void extract_whitespaceAroundTheValue_isNoPartOfIt(String value) {
            assertFound(
                    EVERYWHERE.extract(TestRequest.post().header("Authorization", value)),
                    "a.b.c",
                    TokenSource.AUTHORIZATION);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Basic dXNlcjpwYXNz",
                    "Basic",
                    "Digest username=\"a\"",
                    "DPoP a.b.c",
                    "BearerToken a.b.c",
                    "Bearer2 a",
                    "Bear a",
                    "Token a",
                    "a.b.c"
                })
        void extract_otherScheme_findsNone(String value) {
            assertThat(EVERYWHERE.extract(TestRequest.post().header("Authorization", value)))
                    .isEqualTo(None.INSTANCE);
        }

        // Requirement 7
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "Bearer",
                    "Bearer ",
                    "Bearer a b",
                    "Bearer a, Bearer b",
                    "Bearer a,b",
                    "Bearer\ta",
                    "Bearer \ta",
                    "Bearer,a",
                    "Bearer:a",
                    "Bearer=a",
                    "Bearer \"a\"",
                    "Bearer a\u0000",
                    "Bearer \u0000",
                    "Bearer \u00e4.b.c",
                    "Bearer \uff41.b.c",
                    "Bearer a\r\nX: y",
                    "Bearer a=b",
                    "Bearer =",
                    "Bearer a%20b",
                    "Bearer access_token=\"a\"",
                    "Bearer\u00a0a"
                })
        void extract_malformedCredentials_areRejected(String value) {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post().header("Authorization", value)),
                    RejectionReason.MALFORMED_CREDENTIALS);
        }

        @Test
        void extract_aMegabyte_isFoundForTheValidatorToJudge() {
            String huge = "a".repeat(1 << 20);
            assertFound(
                    EVERYWHERE.extract(TestRequest.post().header("Authorization", "Bearer " + huge)),
                    huge,
                    TokenSource.AUTHORIZATION);
        }

        // Requirement 5
        @ParameterizedTest
        @CsvSource({
            "Bearer a, Bearer b",
            "Bearer b, Bearer a",
            "Bearer a, Bearer a",
            "Bearer a, Basic dTpw",
            "Basic dTpw, Bearer a",
            "Bearer a, bearer",
            "bearer, Bearer a"
        })
        void extract_secondHeader_isRejectedInEitherOrder(String first, String second) {
            assertInvalid(
                    EVERYWHERE.extract(
                            TestRequest.post().header("Authorization", first).header("Authorization", second)),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @ParameterizedTest
        @CsvSource({"'', Bearer a", "Bearer a, ''", "'', ''", "'', Basic dTpw"})
        void extract_emptyHeaderBeside_isRejected(String first, String second) {
            assertInvalid(
                    EVERYWHERE.extract(
                            TestRequest.post().header("Authorization", first).header("Authorization", second)),
                    RejectionReason.MALFORMED_CREDENTIALS);
        }

        @ParameterizedTest
        @EnumSource(names = "AUTHORIZATION", mode = EnumSource.Mode.EXCLUDE)
        void extract_notASource_isIgnored(TokenSource other) {
            assertThat(only(other)
                            .extract(TestRequest.post()
                                    .header("Authorization", "Bearer a")
                                    .header("Authorization", "Bearer b")))
                    .isEqualTo(None.INSTANCE);
        }
    }

    @Nested
    class Cookie {
        @Test
        void extract_oneCookie_findsToken() {
            assertFound(EVERYWHERE.extract(TestRequest.post().cookie("token", TOKEN)), TOKEN, TokenSource.COOKIE);
        }

        @Test
        void extract_otherCookies_findsNone() {
            assertThat(EVERYWHERE.extract(
                            TestRequest.post().cookie("Token", TOKEN).cookie("session", TOKEN)))
                    .isEqualTo(None.INSTANCE);
        }

        // Requirement 5
        @ParameterizedTest
        @CsvSource({"a.b.c, d.e.f", "a.b.c, a.b.c", "a.b.c, ''", "'', a.b.c"})
        void extract_twoOfTheName_isRejected(String first, String second) {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post().cookie("token", first).cookie("token", second)),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "\u0000", "\u00e4.b.c", "a.b.c,d", "Bearer a.b.c", "a%2eb"})
        void extract_emptyOrMalformed_isABadToken(String value) {
            ExtractionResult result = EVERYWHERE.extract(TestRequest.post().cookie("token", value));

            assertInvalid(result, RejectionReason.MALFORMED_TOKEN);
            assertThat(((Invalid) result).rejection().reason().status()).isEqualTo(401);
        }

        @ParameterizedTest
        @EnumSource(names = "COOKIE", mode = EnumSource.Mode.EXCLUDE)
        void extract_notASource_isIgnored(TokenSource other) {
            assertThat(only(other)
                            .extract(TestRequest.post().cookie("token", "a").cookie("token", "b")))
                    .isEqualTo(None.INSTANCE);
        }
    }

    @Nested
    class NamedHeader {
        @Test
        void extract_bareToken_isFound() {
            assertFound(EVERYWHERE.extract(TestRequest.post().header("x-token", TOKEN)), TOKEN, TokenSource.HEADER);
        }

        @Test
        void extract_twoOfTheName_isRejected() {
            assertInvalid(
                    EVERYWHERE.extract(
                            TestRequest.post().header("X-Token", "a.b.c").header("X-Token", "a.b.c")),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "Bearer a.b.c", "a.b.c, d.e.f", "a\u0000", "\u00e4"})
        void extract_malformed_isRejected(String value) {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post().header("X-Token", value)),
                    RejectionReason.MALFORMED_CREDENTIALS);
        }

        @ParameterizedTest
        @EnumSource(names = "HEADER", mode = EnumSource.Mode.EXCLUDE)
        void extract_notASource_isIgnored(TokenSource other) {
            assertThat(only(other).extract(TestRequest.post().header("X-Token", "a")))
                    .isEqualTo(None.INSTANCE);
        }
    }

    @Nested
    class Form {
        @Test
        void extract_parameter_isFound() {
            assertFound(
                    EVERYWHERE.extract(TestRequest.post().formParameter("access_token", TOKEN)),
                    TOKEN,
                    TokenSource.FORM);
        }

        @Test
        void extract_twoOfTheName_isRejected() {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post()
                            .formParameter("access_token", "a")
                            .formParameter("access_token", "b")),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "Bearer a"})
        void extract_malformed_isRejected(String value) {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post().formParameter("access_token", value)),
                    RejectionReason.MALFORMED_CREDENTIALS);
        }

        // Requirement 4
        @ParameterizedTest
        @EnumSource(names = "FORM", mode = EnumSource.Mode.EXCLUDE)
        void extract_notASource_isIgnored(TokenSource other) {
            assertThat(only(other).extract(TestRequest.post().formParameter("access_token", "a")))
                    .isEqualTo(None.INSTANCE);
        }
    }

    @Nested
    class SeveralPlaces {
        // Requirement 5
        @Test
        void extract_headerAndCookie_isRejected() {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post()
                            .header("Authorization", "Bearer " + TOKEN)
                            .cookie("token", TOKEN)),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @Test
        void extract_headerAndNamedHeader_isRejected() {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post()
                            .header("Authorization", "Bearer a")
                            .header("X-Token", "b")),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @Test
        void extract_cookieAndForm_isRejected() {
            assertInvalid(
                    EVERYWHERE.extract(TestRequest.post().cookie("token", "a").formParameter("access_token", "b")),
                    RejectionReason.MULTIPLE_TOKENS);
        }

        @Test
        void extract_malformedBesideGood_isRejected() {
            assertThat(EVERYWHERE.extract(
                            TestRequest.post().header("Authorization", "Bearer").cookie("token", TOKEN)))
                    .isInstanceOf(Invalid.class);
            assertThat(EVERYWHERE.extract(TestRequest.post()
                            .header("Authorization", "Bearer " + TOKEN)
                            .cookie("token", "")))
                    .isInstanceOf(Invalid.class);
        }

        // Requirement 13
        @Test
        void extract_cookieBesideHeaderWhereOnlyTheHeaderCounts_findsTheHeader() {
            assertFound(
                    only(TokenSource.AUTHORIZATION)
                            .extract(TestRequest.post()
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .cookie("token", "other")),
                    TOKEN,
                    TokenSource.AUTHORIZATION);
        }

        @Test
        void extract_otherSchemeBesideCookie_findsTheCookie() {
            assertFound(
                    EVERYWHERE.extract(TestRequest.post()
                            .header("Authorization", "Basic dTpw")
                            .cookie("token", TOKEN)),
                    TOKEN,
                    TokenSource.COOKIE);
        }
    }

    @Test
    void rejections_neverHoldTheValue() {
        String secret = "s3cr3t";
        for (ExtractionResult result : new ExtractionResult[] {
            EVERYWHERE.extract(TestRequest.post().header("Authorization", "Bearer " + secret + " b")),
            EVERYWHERE.extract(TestRequest.post()
                    .header("Authorization", "Bearer " + secret)
                    .header("Authorization", "Bearer " + secret)),
            EVERYWHERE.extract(TestRequest.post().cookie("token", secret + " b")),
            EVERYWHERE.extract(TestRequest.post().formParameter("access_token", secret + " b")),
            EVERYWHERE.extract(TestRequest.post().header("X-Token", secret + " b")),
            EVERYWHERE.extract(TestRequest.post().header("X-Token", secret))
        }) {
            assertThat(result.toString()).doesNotContain(secret);
        }
    }
}
