package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonReader;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySetsTest {
    private static VerificationKey verification(PublicJsonWebKey key, String algorithm) {
        KeyReading<VerificationKey> reading = KeyReader.readPublicKeys(TestKeys.publicJwk(key, algorithm), Set.of());
        assertThat(reading.problems()).isEmpty();
        return reading.keys().get(0);
    }

    private static DecryptionKey decryption(PublicJsonWebKey key, String algorithm) {
        KeyReading<DecryptionKey> reading = KeyReader.readDecryptionKeys(TestKeys.privateJwk(key, algorithm), Set.of());
        assertThat(reading.problems()).isEmpty();
        return reading.keys().get(0);
    }

    @Nested
    class Verification {
        private final VerificationKey a = verification(TestKeys.p256("a"), "");
        private final VerificationKey b = verification(TestKeys.p256("b"), "");
        private final VerificationKey c = verification(TestKeys.p384("c"), "");
        private final VerificationKey unnamed = verification(TestKeys.p256(""), "");
        private final VerificationKey unnamed384 = verification(TestKeys.p384(""), "");
        private final VerificationKey otherUnnamed = verification(TestKeys.ed25519(""), "");

        @Test
        void find_keyId_isTheKeyOfThatName() {
            VerificationKeys keys = VerificationKeys.of(List.of(a, b, c));
            assertThat(keys.find("a", "ES256")).isSameAs(a);
            assertThat(keys.find("b", "ES256")).isSameAs(b);
            assertThat(keys.find("x", "ES256")).isNull();
            assertThat(keys.find("A", "ES256")).isNull();
            assertThat(keys.find("", "ES256")).isNull();
            assertThat(keys.find("a", "ES384"))
                    .as("whose algorithm is checked next")
                    .isSameAs(a);
        }

        @Test
        void find_noKeyId_isTheOnlyKeyOfTheAlgorithm() {
            VerificationKeys keys = VerificationKeys.of(List.of(a, b, c));
            assertThat(keys.find(null, "ES384")).isSameAs(c);
            assertThat(keys.find(null, "ES256")).as("two of them").isNull();
            assertThat(keys.find(null, "ES512")).isNull();
            assertThat(VerificationKeys.of(List.of(a, unnamed)).find(null, "ES256"))
                    .isNull();
        }

        @Test
        void find_unknownKeyId_isTheOnlyKeyWithoutAName() {
            VerificationKeys keys = VerificationKeys.of(List.of(a, unnamed, otherUnnamed, c));
            assertThat(keys.find("x", "ES256")).isSameAs(unnamed);
            assertThat(keys.find("x", "EdDSA")).isSameAs(otherUnnamed);
            assertThat(keys.find("x", "Ed25519")).isSameAs(otherUnnamed);
            assertThat(keys.find("x", "ES384")).as("which has a name").isNull();
            assertThat(VerificationKeys.of(List.of(unnamed, verification(TestKeys.p256(""), "ES256")))
                            .find("x", "ES256"))
                    .isNull();
        }

        @Test
        void accepts_algorithm_asksForAKeyOfIt() {
            VerificationKeys keys = VerificationKeys.of(List.of(a, otherUnnamed));
            assertThat(List.of("ES256", "EdDSA", "Ed25519")).allMatch(keys::accepts);
            assertThat(List.of("ES384", "Ed448", "es256", "none", "", "HS256")).noneMatch(keys::accepts);
            assertThat(keys.algorithms())
                    .containsExactlyInAnyOrder(
                            SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA, SignatureAlgorithm.ED25519);
            assertThat(keys.keys()).containsExactly(a, otherUnnamed);
        }

        @Test
        void accepts_keyOfTwoNames_knowsBoth() {
            assertThat(List.of("EdDSA", "Ed25519")).allMatch(otherUnnamed::accepts);
            assertThat(List.of("Ed448", "ES256", "")).noneMatch(otherUnnamed::accepts);
            assertThat(unnamed384.accepts("ES384")).isTrue();
            assertThat(unnamed384.accepts("ES256")).isFalse();
        }

        @Test
        void unavailable_hasNoKeysAndSaysWhenToComeBack() {
            VerificationKeys none = VerificationKeys.unavailable(java.time.Duration.ofSeconds(7));
            assertThat(none.retryAfter()).hasSeconds(7);
            assertThat(none.keys()).isEmpty();
            assertThat(none.find(null, "ES256")).isNull();
            assertThat(VerificationKeys.of(none.keys()).retryAfter()).isNull();
        }

        @Test
        void of_oneNameTwice_throws() {
            assertThatIllegalArgumentException().isThrownBy(() -> VerificationKeys.of(List.of(a, a)));
            assertThat(VerificationKeys.of(List.of(unnamed, unnamed384)).keys()).hasSize(2);
        }

        @Test
        void toString_anyKey_tellsNameAndAlgorithmAlone() {
            assertThat(a).hasToString("VerificationKey[kid=a, algorithms=[ES256]]");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`{}`, true",
                    "`{\"x5t\":\"one\"}`, true",
                    "`{\"x5t#S256\":\"two\"}`, true",
                    "`{\"x5t\":\"one\",\"x5t#S256\":\"two\"}`, true",
                    "`{\"x5t\":\"two\"}`, false",
                    "`{\"x5t#S256\":\"one\"}`, false",
                    "`{\"x5t\":\"one\",\"x5t#S256\":\"x\"}`, false",
                    "`{\"x5t\":\"x\",\"x5t#S256\":\"two\"}`, false",
                    "`{\"x5t\":null}`, false",
                    "`{\"x5t#S256\":[\"two\"]}`, false",
                    "`{\"x5t\":\"\"}`, false"
                })
        void agreeWith_thumbprintsInAHeader_mustBeTheCertificates(String header, boolean expected) {
            JsonReader reader = new JsonReader(header.getBytes(StandardCharsets.UTF_8), JsonLimits.HEADER);
            assertThat(reader.read()).isNull();
            JsonObject json = reader.object();
            assertThat(new VerificationKey.Thumbprints("one", "two").agreeWith(json))
                    .isEqualTo(expected);
            assertThat(VerificationKey.Thumbprints.UNKNOWN.agreeWith(json)).isTrue();
        }
    }

    @Nested
    class Decryption {
        private final DecryptionKey a = decryption(TestKeys.p256("a"), "");
        private final DecryptionKey b = decryption(TestKeys.p256("b"), "ECDH-ES");
        private final DecryptionKey rsa = decryption(TestKeys.rsa2048("r"), "");
        private final DecryptionKey unnamed = decryption(TestKeys.p256(""), "");
        private final DecryptionKey unnamedRsa = decryption(TestKeys.rsa2048(""), "");

        @Test
        void find_keyId_isTheKeyOfThatName() {
            DecryptionKeys keys = DecryptionKeys.of(List.of(a, b, rsa));
            assertThat(keys.find("b", KeyManagementAlgorithm.ECDH_ES)).isSameAs(b);
            assertThat(keys.find("x", KeyManagementAlgorithm.ECDH_ES)).isNull();
            assertThat(keys.find("a", KeyManagementAlgorithm.RSA_OAEP)).isSameAs(a);
        }

        @Test
        void find_noKeyId_isTheOnlyKeyOfTheAlgorithm() {
            DecryptionKeys keys = DecryptionKeys.of(List.of(a, b, rsa));
            assertThat(keys.find(null, KeyManagementAlgorithm.ECDH_ES)).isNull();
            assertThat(keys.find(null, KeyManagementAlgorithm.ECDH_ES_A128KW)).isSameAs(a);
            assertThat(keys.find(null, KeyManagementAlgorithm.RSA_OAEP_256)).isSameAs(rsa);
            assertThat(keys.find(null, KeyManagementAlgorithm.DIR)).isNull();
        }

        @Test
        void find_unknownKeyId_isTheOnlyKeyWithoutAName() {
            DecryptionKeys keys = DecryptionKeys.of(List.of(a, unnamed, rsa, unnamedRsa));
            assertThat(keys.find("x", KeyManagementAlgorithm.ECDH_ES)).isSameAs(unnamed);
            assertThat(keys.find("x", KeyManagementAlgorithm.RSA_OAEP)).isSameAs(unnamedRsa);
            assertThat(DecryptionKeys.of(List.of(a, rsa)).find("x", KeyManagementAlgorithm.ECDH_ES))
                    .isNull();
        }

        @Test
        void accepts_algorithm_asksForAKeyOfIt() {
            DecryptionKeys keys = DecryptionKeys.of(List.of(a, b));
            assertThat(keys.accepts(KeyManagementAlgorithm.ECDH_ES)).isTrue();
            assertThat(keys.accepts(KeyManagementAlgorithm.ECDH_ES_A256KW)).isTrue();
            assertThat(keys.accepts(KeyManagementAlgorithm.RSA_OAEP)).isFalse();
            assertThat(keys.accepts(KeyManagementAlgorithm.DIR)).isFalse();
            assertThat(keys.keys()).containsExactly(a, b);
        }

        @Test
        void of_oneNameTwice_throws() {
            assertThatIllegalArgumentException().isThrownBy(() -> DecryptionKeys.of(List.of(a, a)));
        }

        @Test
        void toString_anyKey_tellsNameAndAlgorithmsAlone() {
            assertThat(b).hasToString("DecryptionKey[kid=b, algorithms=[ECDH_ES]]");
        }

        @Test
        void isSameKeyAs_anotherKey_isFalse() {
            assertThat(verification(TestKeys.p256("a"), "").isSameKeyAs(a)).isTrue();
            assertThat(verification(TestKeys.p256("a"), "").isSameKeyAs(b)).isFalse();
            assertThat(verification(TestKeys.rsa2048("r"), "RS256").isSameKeyAs(rsa))
                    .isTrue();
            assertThat(verification(TestKeys.rsa2048("r"), "RS256").isSameKeyAs(unnamedRsa))
                    .isFalse();
            assertThat(verification(TestKeys.rsa2048("r"), "RS256").isSameKeyAs(a))
                    .isFalse();
        }
    }
}
