package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tokens are looked for, which are well-formed, and what their claims have to be, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenConformanceIT extends TokenConformance {
    /** The shortest limit of all servers for a line of a request's header; longer ones are not for Sealgate to refuse everywhere. */
    private static final int LONGEST_LINE_EVERYWHERE = 8_192;

    // What passes

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void header_scheme_passes(String scheme) {
        get(ORDERS, "Authorization", scheme + signed()).isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void header_rs256_passes() {
        get(ORDERS, bearer(reader().signedWith(TestIssuer.RSA, "RS256"))).isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void header_nestedToken_passes() {
        get(ORDERS, bearer(keep(TestIssuer.nest(reader())))).isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void cookie_token_passes() {
        get(ORDERS, "Cookie", "theme=dark; token=" + signed() + "; lang=en").isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void cookie_nestedToken_passes() {
        get(ORDERS, "Cookie", "token=" + keep(TestIssuer.nest(reader()))).isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void namedHeader_token_passes() {
        get(ORDERS, "X-Token", signed()).isOk(WHOSE_ORDERS + "alice");
    }

    @Test
    void answer_withToken_isPrivate() {
        assertThat(get(ORDERS, bearer(signed())).header("Cache-Control")).containsExactly("private");
    }

    @Test
    void open_noToken_passes() {
        get("/api/shared/anybody").isOk("caller=none");
    }

    @Test
    void open_token_isSeen() {
        get("/api/shared/anybody", bearer(signed())).isOk("caller=alice");
    }

    @Test
    void open_badToken_isRefused() {
        get("/api/shared/anybody", bearer(TestTokens.tampered(signed(), 2))).isRefusal(Reason.SIGNATURE_INVALID);
    }

    // Where tokens are looked for

    @Test
    void anywhere_noToken_isChallengedWithoutError() {
        assertRefused(Reason.TOKEN_REQUIRED);
    }

    @Test
    void authorization_otherScheme_isNoToken() {
        assertRefused(Reason.TOKEN_REQUIRED, "Authorization", "Basic YWxpY2U6c2VjcmV0");
    }

    @Test
    void query_token_isIgnored() {
        String token = signed();
        get(ORDERS + "?access_token=" + token).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void form_token_isIgnored() {
        send("POST", ORDERS + "/form", "access_token=" + signed(), "Content-Type", "application/x-www-form-urlencoded")
                .isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void otherCookie_token_isIgnored() {
        assertRefused(Reason.TOKEN_REQUIRED, "Cookie", "Token=" + signed() + "; token2=" + signed());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void twoTokens_anywhere_areRefused(String where, String[] headers) {
        assertRefused(Reason.MULTIPLE_TOKENS, headers);
    }

    static Stream<Arguments> twoTokens_anywhere_areRefused() {
        String good = TestIssuer.signed();
        String forged = TestTokens.tampered(TestIssuer.signed(), 2);
        return Stream.of(
                two("good and forged header", "Authorization", "Bearer " + good, "Authorization", "Bearer " + forged),
                two("forged and good header", "Authorization", "Bearer " + forged, "Authorization", "Bearer " + good),
                two("the same header twice", "Authorization", "Bearer " + good, "Authorization", "Bearer " + good),
                two("Bearer and Basic", "Authorization", "Bearer " + good, "Authorization", "Basic YTpi"),
                two("header and cookie", "Authorization", "Bearer " + good, "Cookie", "token=" + good),
                two("forged header and cookie", "Authorization", "Bearer " + forged, "Cookie", "token=" + good),
                two("header and named header", "Authorization", "Bearer " + good, "X-Token", good),
                two("cookie and named header", "Cookie", "token=" + good, "X-Token", good));
    }

    private static Arguments two(String where, String... headers) {
        return Arguments.of(where, headers);
    }

    @Test
    void twoCookies_goodAndForged_areRefused() {
        String good = signed();
        String forged = TestTokens.tampered(good, 2);
        for (String cookies : List.of(
                "token=" + good + "; token=" + forged,
                "token=" + forged + "; token=" + good,
                "token=" + good + "; token=" + good)) {
            Answer answer = get(ORDERS, "Cookie", cookies);
            answer.isRefusedWith(400, 401);
            assertThat(answer.header("WWW-Authenticate").toString()).containsPattern("invalid_(request|token)");
        }
    }

    @Test
    void twoNamedHeaders_areRefused() {
        Answer answer = get(ORDERS, "X-Token", signed(), "X-Token", signed());
        answer.isRefusedWith(400, 401);
    }

    // Credentials that no issuer has made

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer a b",
                "Bearer a,b",
                "Bearer a;b",
                "Bearer \"a\"",
                "Bearer {\"payload\":\"e30\"}",
                "Bearer =",
                "Bearer a=b",
                "Bearer,a.b.c",
                "Bearer \t"
            })
    void authorization_malformed_isRefused(String credentials) {
        Answer answer = raw(ORDERS, "Authorization: " + credentials);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        answer.givesNothingAway();
    }

    /** Some servers answer these themselves, others pass them on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a\0b.c.d",
                "Bearer a.b.c\r\n d",
                "Bearer a\u0001.b.c",
                "Bearer \u00ff\u00fe",
                "Bearer a.b.c\u007f",
                "Bearer a\u00e9.b.c"
            })
    void authorization_withCharactersOfNoToken_isRefused(String credentials) {
        DecisionRecorder.whoeverRefuses();
        Answer answer = raw(ORDERS, "Authorization: " + credentials);
        answer.isRefusedWith(400, 401);
        // Tomcat's own page repeats the line to whom it came from.
        if (!ServerUnderTest.repeatsHeaderLines()
                || !answer.header("WWW-Authenticate").isEmpty()) {
            answer.saysNothingOf(credentials.replaceFirst("Bearer ", ""));
            answer.saysNothingOf("b.c");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "..",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "a.b.c.d.e",
                "a.b.c.d.e.f",
                "e30.e30.e30",
                "e30.e30.",
                "eyJhbGciOiJFUzI1NiJ9..",
                "eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA",
                "bnVsbA.e30.AA",
                "W10.e30.AA",
                "eyJhbGciOjF9.e30.AA",
                "e30.e30.e30.e30.e30",
                "................................................"
            })
    void token_notOne_isRefused(String token) {
        Answer answer = get(ORDERS, "Authorization", "Bearer " + token);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").toString()).contains("error=\"invalid_token\"");
        answer.givesNothingAway();
    }

    @Test
    void token_withPadding_isRefused() {
        assertRefused(Reason.MALFORMED_TOKEN, bearer(signed() + "="));
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 20_000, 70_000, 1_000_000})
    void token_tooLong_isRefused(int length) {
        if (length > LONGEST_LINE_EVERYWHERE) {
            DecisionRecorder.whoeverRefuses();
        }
        Answer answer = raw(ORDERS, "Authorization: Bearer " + "a".repeat(length));
        // 0: some servers close the connection on a header that they do not care to read.
        answer.isRefusedWith(0, 400, 401, 413, 414, 431);
        answer.saysNothingOf("a".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"\"", "a b", "a.b.c,d"})
    void cookie_malformed_isRefused(String value) {
        raw(ORDERS, "Cookie: token=" + value).isRefusedWith(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Bearer a.b.c", "a b"})
    void namedHeader_malformed_isRefused(String value) {
        raw(ORDERS, "X-Token: " + value).isRefusedWith(400, 401);
    }

    // Claims

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void claims_unacceptable_areRefused(Reason reason, String why, TestTokens claims) {
        assertRefused(reason, bearer(keep(TestIssuer.sign(claims))));
    }

    static Stream<Arguments> claims_unacceptable_areRefused() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of(Reason.EXPIRED, "an hour ago", TestTokens.validAt(Instant.ofEpochSecond(now - 3_900))),
                Arguments.of(Reason.EXPIRED, "a second ago", reader().claim("exp", now - 1)),
                Arguments.of(Reason.EXPIRATION_MISSING, "no exp", reader().without("exp")),
                Arguments.of(Reason.MALFORMED_CLAIMS, "exp is text", reader().claim("exp", "tomorrow")),
                Arguments.of(Reason.NOT_YET_VALID, "nbf in an hour", reader().claim("nbf", now + 3_600)),
                Arguments.of(
                        Reason.ISSUED_IN_FUTURE,
                        "iat in an hour",
                        reader().claim("iat", now + 3_600).claim("exp", now + 7_200)),
                Arguments.of(Reason.LIFETIME_TOO_LONG, "a year", reader().claim("exp", now + 31_536_000)),
                Arguments.of(Reason.ISSUER_NOT_ACCEPTED, "another", reader().claim("iss", "https://evil.example")),
                Arguments.of(Reason.ISSUER_NOT_ACCEPTED, "slash", reader().claim("iss", TestTokens.ISSUER + "/")),
                Arguments.of(Reason.ISSUER_NOT_ACCEPTED, "none", reader().without("iss")),
                Arguments.of(Reason.AUDIENCE_NOT_ACCEPTED, "another", reader().claim("aud", "api://other")),
                Arguments.of(Reason.AUDIENCE_NOT_ACCEPTED, "none", reader().without("aud")),
                Arguments.of(Reason.AUDIENCE_NOT_ACCEPTED, "others", reader().claim("aud", List.of("a", "b"))),
                Arguments.of(Reason.TYPE_NOT_ACCEPTED, "ID token", reader().header("typ", "dpop+jwt")),
                Arguments.of(Reason.PROOF_REQUIRED, "cnf", reader().claim("cnf", Map.of("jkt", "x"))),
                Arguments.of(
                        Reason.MALFORMED_CLAIMS, "no object", TestTokens.valid().payload("[]")),
                Arguments.of(
                        Reason.MALFORMED_CLAIMS, "twice", TestTokens.valid().payload("{\"sub\":\"a\",\"sub\":\"b\"}")),
                Arguments.of(
                        Reason.MALFORMED_CLAIMS,
                        "trailing comma",
                        TestTokens.valid().payload("{\"sub\":\"a\",}")));
    }
}
