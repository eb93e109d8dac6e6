package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.fuzz.Cost;
import io.sealgate.fuzz.FuzzReport;
import io.sealgate.testing.TestKeys;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FuzzReport.class)
class KeyReaderFuzzTest {
    /** One byte that was signed, and a signature of 64 bytes, encoded. */
    private static final byte[] ZEROS = ("." + "A".repeat(86)).getBytes(UTF_8);

    static Stream<byte[]> seeds() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"\"}]}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\",\"y\":\"\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"" + "f".repeat(90) + "\",\"y\":\"f\"}",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----",
                TestKeys.octJwk(TestKeys.oct(256, "h1"), "HS256")));
        for (PublicJsonWebKey key : List.of(
                TestKeys.rsa2048("r1"),
                TestKeys.p256("s1"),
                TestKeys.p384("s2"),
                TestKeys.p521("s3"),
                TestKeys.ed25519("d1"),
                TestKeys.ed448("d2"),
                TestKeys.x25519("x1"))) {
            texts.add(TestKeys.publicJwk(key, ""));
            texts.add(TestKeys.set(TestKeys.privateJwk(key, "")));
            texts.add(pem("PUBLIC KEY", key.getPublicKey()));
            texts.add(pem("PRIVATE KEY", key.getPrivateKey()));
        }
        return texts.stream().map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] input) {
        FuzzReport.input();
        String text = new String(input, UTF_8);
        // Key factories are the JDK's; what they cost is not ours to bound tightly.
        Cost cost = new Cost(Duration.ofSeconds(5), 64L << 20);
        assertExplained(cost.of(() -> KeyReader.readPublicKeys(text, Set.of())));
        assertExplained(cost.of(() -> KeyReader.readSecrets(text, Set.of())));
        assertExplained(cost.of(() -> KeyReader.readDecryptionKeys(text, Set.of())));
        assertExplained(
                cost.of(() -> KeyReader.readPublicKeys(text, EnumSet.of(io.sealgate.token.SignatureAlgorithm.PS256))));
    }

    private static void assertExplained(KeyReading<?> reading) {
        assertThat(reading.keys().isEmpty() && reading.problems().isEmpty()).isFalse();
        if (reading.keys().stream().anyMatch(VerificationKey.class::isInstance)) {
            for (Object key : reading.keys()) {
                VerificationKey verificationKey = (VerificationKey) key;
                assertThat(verificationKey.algorithms()).isNotEmpty();
                assertThat(verificationKey.verify(ZEROS, 1, 1, ZEROS.length))
                        .isNotEqualTo(SignatureCheck.Verdict.HOLDS);
            }
        }
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + label
                + "-----\n";
    }
}
