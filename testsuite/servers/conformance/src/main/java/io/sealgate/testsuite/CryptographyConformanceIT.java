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
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, keys and encryption: what is forged, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CryptographyConformanceIT extends TokenConformance {
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
}
