package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests pass, how the others are refused, and what the log says of it, over TLS. Each refusal has a path of its own, by which its line in the log
 * is found.
 */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenConformanceIT {
    private static final String CONTEXT = "/tokens";
    private static final String ORDERS = "/api/orders";
    private static final String WHOSE_ORDERS = "SECRET orders of ";

    /** In every token, and never to be seen again. */
    private static final String NOTE = "note-" + UUID.randomUUID();

    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Set<String> TOKENS = ConcurrentHashMap.newKeySet();

    private static ServerLog.Excerpt log;

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts("tokens", "io.sealgate.testsuite.app", TestIssuer.configuration());
    }

    @BeforeAll
    static void beginLog() {
        log = ServerUnderTest.log().fromHere();
    }

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
                "Bearer a\u00e9.b.c"
            })
    void authorization_malformed_isRefused(String credentials) {
        Answer answer = raw(ORDERS, "Authorization: " + credentials);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        answer.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer \t",
                "Bearer a\0b.c.d",
                "Bearer a.b.c\r\n d",
                "Bearer a\u0001.b.c",
                "Bearer \u00ff\u00fe",
                "Bearer a.b.c\u007f"
            })
    void authorization_withControlCharacters_isRefused(String credentials) {
        raw(ORDERS, "Authorization: " + credentials).isRefusedWith(400, 401);
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
        Answer answer = raw(ORDERS, "Authorization: Bearer " + "a".repeat(length));
        // 0: some servers close the connection on a header that they do not care to read.
        answer.isRefusedWith(0, 400, 401, 413, 414, 431);
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

    // Signatures

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void signed_tampered_isRefused(int part) {
        assertRefused(Reason.SIGNATURE_INVALID, bearer(TestTokens.tampered(signed(), part)));
    }

    @Test
    void signed_tamperedHeader_isRefused() {
        Answer answer = get(ORDERS, bearer(TestTokens.tampered(signed(), 0)));
        answer.isRefusal(Reason.MALFORMED_HEADER);
    }

    @Test
    void signed_otherHeader_isRefused() {
        String[] parts = signed().split("\\.", -1);
        String header = TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"ec-1\",\"typ\":\"at+jwt\"}");
        assertRefused(Reason.SIGNATURE_INVALID, bearer(header + "." + parts[1] + "." + parts[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void algorithm_none_isRefused(String none) {
        String header = TestTokens.encode("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}");
        String payload = TestTokens.encode(reader().payload());
        for (String signature : List.of("", "AA", signed().split("\\.", -1)[2])) {
            Answer answer = get(ORDERS, bearer(header + "." + payload + "." + signature));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").toString()).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void algorithm_hmacWithPublicKey_isRefused() {
        byte[] der = TestIssuer.RSA.getPublicKey().getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        String jwk = TestKeys.publicJwk(TestIssuer.RSA, "RS256");
        for (byte[] secret :
                List.of(der, pem.getBytes(StandardCharsets.US_ASCII), jwk.getBytes(StandardCharsets.US_ASCII))) {
            String token = reader().signedWith(new SecretKeySpec(secret, "HmacSHA256"), "rsa-1", "HS256");
            assertRefused(Reason.ALGORITHM_NOT_ALLOWED, bearer(keep(token)));
        }
    }

    @Test
    void algorithm_otherThanTheKeys_isRefused() {
        assertRefused(Reason.ALGORITHM_NOT_ALLOWED, bearer(keep(reader().signedWith(TestIssuer.RSA, "PS256"))));
        assertRefused(Reason.ALGORITHM_NOT_ALLOWED, bearer(keep(reader().signedWith(TestIssuer.RSA, "RS512"))));
    }

    @Test
    void key_unknown_isRefused() {
        assertRefused(Reason.UNKNOWN_KEY, bearer(keep(reader().signedWith(TestKeys.p256("stranger"), "ES256"))));
    }

    @Test
    void key_strangersUnderAKnownName_isRefused() {
        PublicJsonWebKey stranger = TestKeys.p256("stranger");
        assertRefused(
                Reason.SIGNATURE_INVALID, bearer(keep(reader().signedWith(stranger.getPrivateKey(), "ec-1", "ES256"))));
    }

    @Test
    void key_inTheHeader_isNotUsedAndNothingFetched() throws IOException {
        PublicJsonWebKey stranger = TestKeys.p256("stranger");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(300);
            String url = "http://localhost:" + listener.getLocalPort() + "/keys.json";
            for (TestTokens claims : List.of(
                    reader().header("jwk", stranger.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)),
                    reader().header("jku", url),
                    reader().header("x5u", url),
                    reader().header("jku", url.replace("http:", "https:")))) {
                String own = claims.signedWith(stranger, "ES256");
                get(ORDERS, bearer(keep(own))).isRefusal(Reason.UNKNOWN_KEY);
                String foreign = claims.signedWith(stranger.getPrivateKey(), "ec-1", "ES256");
                get(ORDERS, bearer(keep(foreign))).isRefusal(Reason.SIGNATURE_INVALID);
            }
            assertThat(connects(listener))
                    .as("the server connects to what a token names")
                    .isFalse();
        }
    }

    private static boolean connects(ServerSocket listener) throws IOException {
        try {
            listener.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k\r\nX-Injected: yes", "k\"; error=\"none", "../../etc/passwd", "' OR 1=1 --"})
    void keyId_withInjection_changesNoHeader(String keyId) {
        String token = keep(reader().signedWith(TestIssuer.EC.getPrivateKey(), keyId, "ES256"));
        Answer answer = assertRefused(Reason.UNKNOWN_KEY, bearer(token));
        assertThat(answer.header("X-Injected")).isEmpty();
    }

    @Test
    void keyId_withNul_isRefused() {
        String token = keep(reader().signedWith(TestIssuer.EC.getPrivateKey(), "ec-1\u0000", "ES256"));
        assertRefused(Reason.MALFORMED_HEADER, bearer(token));
    }

    // Encryption

    @Test
    void encrypted_merely_isRefused() {
        String token = reader().merelyEncrypted(
                        TestIssuer.ENCRYPTION, TestIssuer.KEY_MANAGEMENT, TestIssuer.CONTENT_ENCRYPTION);
        assertRefused(Reason.DECRYPTION_FAILED, "NOT_SIGNED", bearer(keep(token)));
    }

    @Test
    void encrypted_unsecuredInside_isRefused() {
        String unsecured = TestTokens.encode("{\"alg\":\"none\"}") + "." + TestTokens.encode(reader().payload()) + ".";
        Answer answer = get(ORDERS, bearer(keep(encrypt(unsecured))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @Test
    void encrypted_twice_isRefused() {
        assertRefused(
                Reason.DECRYPTION_FAILED, "NESTING_NOT_ALLOWED", bearer(keep(encrypt(TestIssuer.nest(reader())))));
    }

    @Test
    void encrypted_withinASignature_isRefused() {
        String token = TestTokens.valid()
                .payload(TestIssuer.nest(reader()))
                .header("cty", "JWT")
                .signedWith(TestIssuer.EC, "ES256");
        Answer answer = get(ORDERS, bearer(keep(token)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @Test
    void encrypted_toAnotherKey_isRefused() {
        String token = reader().nested(
                        TestIssuer.EC,
                        "ES256",
                        TestKeys.p256("enc-2"),
                        TestIssuer.KEY_MANAGEMENT,
                        TestIssuer.CONTENT_ENCRYPTION);
        assertRefused(Reason.UNKNOWN_KEY, bearer(keep(token)));
    }

    @Test
    @Requirement(90)
    void encrypted_tampered_isRefusedAlikeWhateverThePart() {
        String token = TestIssuer.nest(reader());
        Set<Object> answers = new HashSet<>();
        // Encrypted key, initialization vector, ciphertext, tag
        for (int part = 1; part <= 4; part++) {
            Answer answer = assertRefused(Reason.DECRYPTION_FAILED, bearer(keep(TestTokens.tampered(token, part))));
            answers.add(List.of(
                    answer.status(),
                    answer.body(),
                    answer.header("WWW-Authenticate"),
                    answer.headers().keySet()));
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void encrypted_forgedSignatureInside_isRefused() {
        assertRefused(
                Reason.DECRYPTION_FAILED, "SIGNATURE_INVALID", bearer(keep(encrypt(TestTokens.tampered(signed(), 2)))));
    }

    @Test
    void encrypted_expiredInside_isRefused() {
        long now = Instant.now().getEpochSecond();
        assertRefused(Reason.EXPIRED, bearer(keep(TestIssuer.nest(reader().claim("exp", now - 1)))));
    }

    // Authorization

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void requirement_fulfilled_passes(String method, String path, TestTokens claims) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(TestIssuer.sign(claims)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).startsWith("SECRET");
    }

    static Stream<Arguments> requirement_fulfilled_passes() {
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "other orders:write")),
                Arguments.of(
                        "DELETE",
                        ORDERS + "/1",
                        TestTokens.valid().claim("scope", "orders:write").claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid().claim("email", "a@example.org")),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:write orders:read")),
                Arguments.of("GET", "/api/claims/pointer", roles("clerk", "guest")),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("auditor", true)),
                Arguments.of(
                        "GET",
                        "/api/audit/approval",
                        TestTokens.valid().claim("auditor", 1).claim("approver", "yes")),
                Arguments.of("GET", "/api/async/stage", reader()),
                Arguments.of("GET", "/api/async/suspended", reader()),
                Arguments.of("GET", "/guarded", reader()),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid().claim("groups", List.of("user"))),
                Arguments.of("GET", "/api/roles/admin", TestTokens.valid().claim("groups", List.of("operator"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @Requirement({103, 104})
    void requirement_notFulfilled_isForbidden(String method, String path, TestTokens claims, Reason reason) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(keep(TestIssuer.sign(claims))));
        answer.isRefusal(reason);
    }

    static Stream<Arguments> requirement_notFulfilled_isForbidden() {
        Reason claim = Reason.CLAIM_REQUIRED;
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid(), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "orders"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "ORDERS:READ"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", null), claim),
                Arguments.of("POST", ORDERS, TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("scope", "orders:write"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("tenant", "acme"), claim),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme2"), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", List.of("acme")), claim),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("GET", "/api/claims/pointer", roles("guest"), claim),
                Arguments.of("GET", "/api/claims/pointer", TestTokens.valid().claim("realm_access", "clerk"), claim),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("auditor", true), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/async/stage", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/async/suspended", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid(), Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/user",
                        TestTokens.valid().claim("groups", List.of("User")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/admin",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/nobody",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ACCESS_DENIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/1",
                "/api/claims/present",
                "/api/claims/equals",
                "/api/claims/all",
                "/api/claims/pointer",
                "/api/audit",
                "/api/audit/approval",
                "/api/async/stage",
                "/api/async/suspended",
                "/api/roles/user",
                "/api/roles/admin",
                "/api/roles/nobody",
                "/api/shared"
            })
    @Requirement(106)
    void requirement_noToken_isUnauthorized(String path) {
        get(path).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void permitAll_inAGuardedClass_passesEverybody() {
        get("/api/roles/everybody").isOk("open to everybody");
        get("/api/roles/everybody", bearer(signed())).isOk("open to everybody");
    }

    @Test
    void bean_calledByAServlet_isGuarded() {
        Answer anonymous = get("/guarded");
        assertThat(anonymous.status()).isEqualTo(401);
        anonymous.givesNothingAway();
        Answer other = get("/guarded", bearer(TestIssuer.sign(TestTokens.valid())));
        assertThat(other.status()).isEqualTo(403);
        other.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer e30.e30.e30"})
    void post_refused_doesNotWaitForTheBody(String credentials) {
        Answer answer = CLIENT.sendRawHead("POST " + CONTEXT + ORDERS + " HTTP/1.1\r\nHost: localhost\r\n"
                + (credentials.isEmpty() ? "" : "Authorization: " + credentials + "\r\n")
                + "Content-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @Test
    void head_noToken_hasNoBody() {
        Answer answer = send("HEAD", ORDERS, "");
        answer.isRefusalWithoutBody(Reason.TOKEN_REQUIRED);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_token_passes() {
        assertThat(send("HEAD", ORDERS, "", bearer(signed())).status()).isEqualTo(200);
    }

    // Transport

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Forwarded-Proto: https",
                "Forwarded: proto=https;for=192.0.2.1",
                "X-Forwarded-Ssl: on",
                "Front-End-Https: on",
                "$WSSC: https",
                "$WSIS: true"
            })
    void plainHttp_token_isRefused(String forwarded) {
        List<String> headers = new ArrayList<>(List.of(bearer(signed())));
        if (!forwarded.isEmpty()) {
            headers.addAll(List.of(forwarded.split(": ", 2)));
        }
        CLIENT.get(ServerUnderTest.http(CONTEXT + ORDERS), headers.toArray(String[]::new))
                .isRefusal(Reason.INSECURE_TRANSPORT);
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/who"), headers.toArray(String[]::new))
                .isRefusal(Reason.INSECURE_TRANSPORT);
    }

    @Test
    void plainHttp_noToken_passesWhatIsOpen() {
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/api/shared/anybody")).isOk("caller=none");
    }

    // Browsers

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/roles/admin", "/api/shared"})
    @Requirement(18)
    void preflight_passesAndShowsNothing(String path) {
        Answer answer = send(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://app.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(answer.status()).as(answer.toString()).isIn(200, 204);
        answer.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void cookiePost_fromElsewhere_isRefused(String header) {
        List<String> headers = new ArrayList<>(List.of("Cookie", "token=" + writer()));
        if (!header.isEmpty()) {
            headers.addAll(List.of(header.split(": ", 2)));
        }
        send("POST", ORDERS, "book", headers.toArray(String[]::new)).isRefusal(Reason.CROSS_SITE_REQUEST);
    }

    @Test
    void cookiePost_fromOwnPages_passes() {
        String origin = "https://localhost:" + ServerUnderTest.httpsPort();
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Origin", origin)
                .isOk("SECRET added book");
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Sec-Fetch-Site", "same-origin")
                .isOk("SECRET added book");
    }

    @Test
    void headerPost_fromElsewhere_passes() {
        send("POST", ORDERS, "book", "Authorization", "Bearer " + writer(), "Origin", "https://app.example")
                .isOk("SECRET added book");
    }

    // Paths and dispatches

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/",
                "/api/orders;x",
                "/api;x/orders",
                "/api/orders;jsessionid=1/7",
                "//api/orders",
                "/api//orders",
                "/api/orders//",
                "/api/./orders",
                "/api/x/../orders",
                "/api/shared/../orders",
                "/api/shared/anybody/../../orders",
                "/api/%6frders",
                "/api%2forders",
                "/api/orders%2f",
                "/api/%2e/orders",
                "/api/shared/%2e%2e/orders",
                "/api/orders%00",
                "/api/orders%0a",
                "/api/orders.json",
                "/api/ORDERS",
                "/API/orders",
                "/api\\orders",
                "/api/orders?",
                "/api/orders#x"
            })
    @Requirement(17)
    void path_variant_neverPasses(String path) {
        Answer answer =
                CLIENT.sendRaw("GET " + CONTEXT + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        answer.isRefusedWith(301, 302, 307, 308, 400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    @Requirement(17)
    void dispatch_noToken_isRefused(String way) {
        get("/dispatch/" + way + "?to=" + ORDERS).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    void dispatch_token_passes(String way) {
        Answer answer = get("/dispatch/" + way + "?to=" + ORDERS, bearer(signed()));
        if (isWithoutRequestScope(way)) {
            assertThat(answer.status()).isEqualTo(500);
        } else {
            answer.isOk(WHOSE_ORDERS + "alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    @Requirement(17)
    void dispatch_toAServlet_isGuardedToo(String way) {
        // The status of a page is not its included resource's to set.
        get("/dispatch/" + way + "?to=/guarded").isRefusedWith(way.equals("include") ? 200 : 401);
        Answer answer = get("/dispatch/" + way + "?to=/guarded", bearer(signed()));
        if (isWithoutRequestScope(way)) {
            answer.isRefusedWith(401);
        } else {
            answer.isOk("SECRET bean");
        }
    }

    private static boolean isWithoutRequestScope(String way) {
        return way.equals("async") && !ServerUnderTest.hasRequestScopeAfterAsyncDispatch();
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    void dispatch_servlet_knowsTheCaller(String way) {
        get("/dispatch/" + way + "?to=/who", bearer(signed())).isOk("caller=alice user=false admin=false secure=true");
        get("/dispatch/" + way + "?to=/who").isOk("caller=none user=false admin=false secure=true");
    }

    @Test
    void errorPage_knowsTheCaller() {
        String token = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
        Answer answer = get("/dispatch/error", bearer(token));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("caller=alice user=true admin=false secure=true");
        assertThat(get("/dispatch/error").body()).isEqualTo("caller=none user=false admin=false secure=true");
    }

    // Many callers

    @Test
    void sharedBean_twoCallersAtOnce_seesEachHisOwn() throws Exception {
        List<String> callers = List.of("alice", "bob");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> requests = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String caller = callers.get(i % 2);
                String token = TestIssuer.sign(TestTokens.valid().claim("sub", caller));
                requests.add(() -> {
                    get("/api/shared", bearer(token)).isOk(String.join(" ", caller, caller, caller, caller));
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(requests)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keptAliveConnection_alternatingCallers_leaksNothing() {
        TestHttpClient oneConnection = new TestHttpClient();
        String user = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
        String admin = TestIssuer.sign(TestTokens.valid().claim("sub", "bob").claim("groups", List.of("admin")));
        for (int i = 0; i < 50; i++) {
            oneConnection.get(https("/who"), bearer(user)).isOk("caller=alice user=true admin=false secure=true");
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
            oneConnection.get(https("/who"), bearer(admin)).isOk("caller=bob user=false admin=true secure=true");
            oneConnection
                    .get(https("/who"), bearer(TestTokens.tampered(user, 2)))
                    .isRefusal(Reason.SIGNATURE_INVALID);
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
        }
    }

    // The log

    @Test
    @Order(Integer.MAX_VALUE)
    void log_afterAll_holdsNothingSecret() {
        String mark = "mark-" + UUID.randomUUID();
        get("/api/log?mark=" + mark).isOk("logged");
        log.await(mark);
        Set<String> parts = new HashSet<>();
        for (String token : TOKENS) {
            for (String part : token.split("\\.", -1)) {
                if (part.length() >= 20) {
                    parts.add(part.substring(0, 20));
                }
            }
        }
        assertThat(parts).hasSizeGreaterThan(20);
        for (ServerLog.Entry each : log.entries()) {
            assertThat(each.text()).doesNotContain(NOTE);
            assertThat(parts.stream().filter(each.text()::contains).toList())
                    .as(each.text())
                    .isEmpty();
            // Servers add traces of their own to what they refuse themselves, and to the failures of others.
            if (each.text().contains("[io.sealgate]") || each.text().contains("Refused")) {
                assertThat(each.hasStackTrace()).as(each.text()).isFalse();
            }
        }
    }

    // How requests are made

    private static Answer assertRefused(Reason reason, String... headers) {
        return assertRefused(reason, reason.name(), headers);
    }

    /**
     * @param logged the reason that the log has where callers are told another: what is inside an encrypted token is not theirs to find out
     */
    private static Answer assertRefused(Reason reason, String logged, String[] headers) {
        String path = ORDERS + "/case-" + COUNTER.incrementAndGet();
        Answer answer = get(path, headers);
        answer.isRefusal(reason);
        String expected = "Refused " + logged + " GET " + CONTEXT + path + " alg=";
        ServerLog.Entry line = log.await(expected);
        assertThat(line.isWarning()).as(line.text()).isTrue();
        assertThat(line.hasStackTrace()).as(line.text()).isFalse();
        assertThat(log.entries().stream().filter(each -> each.text().contains(path + " ")))
                .as("lines in the log for one refusal")
                .hasSize(1);
        return answer;
    }

    private static Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    private static Answer send(String method, String path, String body, String... headers) {
        return CLIENT.send(method, https(path), body, headers);
    }

    private static Answer raw(String path, String header) {
        return CLIENT.sendRaw("GET " + CONTEXT + path + " HTTP/1.1\r\nHost: localhost\r\n" + header
                + "\r\nConnection: close\r\n\r\n");
    }

    private static java.net.URI https(String path) {
        return ServerUnderTest.https(CONTEXT + path);
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static TestTokens reader() {
        return TestIssuer.claims().claim("note", NOTE);
    }

    private static TestTokens roles(String... roles) {
        return TestTokens.valid().claim("realm_access", Map.of("roles", List.of(roles)));
    }

    private static String signed() {
        return keep(TestIssuer.sign(reader()));
    }

    private static String writer() {
        return keep(TestIssuer.sign(TestTokens.valid().claim("scope", "orders:write")));
    }

    private static String encrypt(String plaintext) {
        return TestTokens.encrypt(
                plaintext,
                TestIssuer.ENCRYPTION,
                TestIssuer.KEY_MANAGEMENT,
                TestIssuer.CONTENT_ENCRYPTION,
                Map.of("cty", "JWT"));
    }

    /** Remembers a token, to look for it in the log. */
    private static String keep(String token) {
        TOKENS.add(token);
        return token;
    }
}
