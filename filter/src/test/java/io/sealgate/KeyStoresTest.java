package io.sealgate;

import static io.sealgate.testing.Refusals.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.Reading;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.TestHsm;
import io.sealgate.testing.TestKeyStores;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestReadings;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens verified by the certificates and decrypted by the keys of real keystores. */
class KeyStoresTest {
    private static final String VERIFY = "sealgate.verify.keystore.";
    private static final String DECRYPT = "sealgate.decrypt.keystore.";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "BCFKS"})
    void validate_certificatesOfEachType_verifyByAlias(String type) throws Exception {
        Path store = TestKeyStores.certificates(directory, type, "ec", "rsa");
        try (Sealgate sealgate = create(Map.of(
                VERIFY + "location",
                store.toString(),
                VERIFY + "type",
                type,
                VERIFY + "password",
                TestKeyStores.PASSWORD))) {
            assertThat(validate(sealgate, signed("ec", "ec", "ES256"))).isInstanceOf(Validated.class);
            assertThat(validate(sealgate, signed("rsa", "rsa", "RS256"))).isInstanceOf(Validated.class);
            assertThat(reason(validate(sealgate, signed("ec2", "ec2", "ES256"))))
                    .isEqualTo(RejectionReason.UNKNOWN_KEY);
            assertThat(reason(validate(sealgate, signed("ec2", "ec", "ES256"))))
                    .isEqualTo(RejectionReason.SIGNATURE_INVALID);
        }
    }

    @Test
    void validate_aliasesWithNames_verifyByThoseAlone() throws Exception {
        Path store = TestKeyStores.certificates(directory, "PKCS12", "ec", "ec2", "weak");
        try (Sealgate sealgate = create(Map.of(
                VERIFY + "location",
                store.toString(),
                VERIFY + "password",
                TestKeyStores.PASSWORD,
                VERIFY + "aliases",
                "ec=Key-7"))) {
            assertThat(validate(sealgate, signed("ec", "Key-7", "ES256"))).isInstanceOf(Validated.class);
            assertThat(reason(validate(sealgate, signed("ec", "ec", "ES256")))).isEqualTo(RejectionReason.UNKNOWN_KEY);
            assertThat(reason(validate(sealgate, signed("ec2", "ec2", "ES256"))))
                    .isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
    }

    @Test
    void validate_thumbprintOfAnotherCertificate_isRefused() throws Exception {
        Path store = TestKeyStores.certificates(directory, "PKCS12", "ec");
        try (Sealgate sealgate =
                create(Map.of(VERIFY + "location", store.toString(), VERIFY + "password", TestKeyStores.PASSWORD))) {
            assertThat(validate(sealgate, withThumbprint("ec"))).isInstanceOf(Validated.class);
            assertThat(reason(validate(sealgate, withThumbprint("ec2")))).isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "BCFKS"})
    void validate_keysOfEachType_decryptByAlias(String type) throws Exception {
        Path store = TestKeyStores.file(directory, type, "ec", "rsa");
        PublicJsonWebKey signer = TestKeys.p256("signer");
        Path password = Files.writeString(directory.resolve("password"), TestKeyStores.PASSWORD + "\n");
        try (Sealgate sealgate = create(Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(signer, "ES256"),
                DECRYPT + "location",
                store.toString(),
                DECRYPT + "type",
                type,
                DECRYPT + "password.location",
                password.toString()))) {
            assertThat(validate(sealgate, nested(signer, "ec", "ECDH-ES+A256KW")))
                    .isInstanceOf(Validated.class);
            assertThat(validate(sealgate, nested(signer, "rsa", "RSA-OAEP-256")))
                    .isInstanceOf(Validated.class);
            assertThat(reason(validate(sealgate, nested(signer, "ec2", "ECDH-ES+A256KW"))))
                    .isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
    }

    @Test
    void validate_keysThatNeverShowThemselves_decryptInTheirOwnWays() throws Exception {
        PublicJsonWebKey signer = TestKeys.p256("signer");
        Provider provider = TestHsm.provider();
        Security.addProvider(provider);
        try (Sealgate sealgate = create(Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(signer, "ES256"),
                DECRYPT + "location",
                "source:hsm",
                DECRYPT + "aliases",
                "ec,rsa=Kms-1"))) {
            int before = TestHsm.UNWRAPPED.get();

            assertThat(validate(sealgate, nested(signer, "ec", "ECDH-ES+A256KW")))
                    .isInstanceOf(Validated.class);
            assertThat(TestHsm.UNWRAPPED.get()).isEqualTo(before);
            for (String algorithm : List.of("RSA-OAEP", "RSA-OAEP-256")) {
                String token = nested(signer, "rsa", "Kms-1", algorithm);
                assertThat(validate(sealgate, token)).isInstanceOf(Validated.class);
                assertThat(reason(validate(sealgate, TestTokens.tampered(token, 1))))
                        .isEqualTo(RejectionReason.DECRYPTION_FAILED);
                String[] parts = token.split("\\.", -1);
                parts[1] = parts[1].substring(0, 340);
                assertThat(reason(validate(sealgate, String.join(".", parts))))
                        .as("an encrypted key of 255 bytes, which costs no call of the KMS")
                        .isEqualTo(RejectionReason.DECRYPTION_FAILED);
            }
            assertThat(TestHsm.UNWRAPPED.get()).isEqualTo(before + 4);
            assertThat(reason(validate(sealgate, nested(signer, "ec2", "ec", "ECDH-ES+A256KW"))))
                    .isEqualTo(RejectionReason.DECRYPTION_FAILED);
        } finally {
            Security.removeProvider(provider.getName());
        }
    }

    @Test
    void problems_keyThatNoProviderTakes_areFound() throws Exception {
        assertThat(problems(Map.of(
                        "mp.jwt.verify.publickey",
                        TestKeys.publicJwk(TestKeys.p256("signer"), "ES256"),
                        DECRYPT + "location",
                        "source:hsm",
                        DECRYPT + "aliases",
                        "ec")))
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("SG-218", DECRYPT + "location"));
    }

    @Test
    void problems_privateKeyAmongCertificates_isFound() throws Exception {
        Path store = TestKeyStores.file(directory, "PKCS12", "ec");

        assertThat(problems(Map.of(VERIFY + "location", store.toString(), VERIFY + "password", TestKeyStores.PASSWORD)))
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("SG-203", VERIFY + "location"));
    }

    @Test
    void problems_weakKeysAndCertificates_areFound() throws Exception {
        Path certificates = TestKeyStores.certificates(directory, "PKCS12", "weak");
        Path keys = TestKeyStores.file(directory, "PKCS12", "weak");

        assertThat(problems(Map.of(
                        VERIFY + "location",
                        certificates.toString(),
                        VERIFY + "password",
                        TestKeyStores.PASSWORD,
                        DECRYPT + "location",
                        keys.toString(),
                        DECRYPT + "password",
                        TestKeyStores.PASSWORD)))
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("SG-208", VERIFY + "location"),
                        org.assertj.core.groups.Tuple.tuple("SG-208", DECRYPT + "location"));
    }

    @Test
    void problems_oneKeyForBothPurposes_isFound() throws Exception {
        Path certificates = TestKeyStores.certificates(directory, "PKCS12", "ec");
        Path keys = TestKeyStores.file(directory, "JKS", "ec");

        assertThat(problems(Map.of(
                        VERIFY + "location",
                        certificates.toString(),
                        VERIFY + "password",
                        TestKeyStores.PASSWORD,
                        DECRYPT + "location",
                        keys.toString(),
                        DECRYPT + "type",
                        "JKS",
                        DECRYPT + "password",
                        TestKeyStores.PASSWORD)))
                .extracting(ConfigProblem::code)
                .containsExactly("SG-217");
    }

    @Test
    void problems_wrongPasswords_showNone() throws Exception {
        Path store = TestKeyStores.certificates(directory, "PKCS12", "ec");
        Reading reading = read(Map.of(VERIFY + "location", store.toString(), VERIFY + "password", "not-the-password"));

        assertThat(Sealgate.problems(reading))
                .hasSize(1)
                .allSatisfy(problem ->
                        assertThat(problem.toString()).startsWith("SG-146").doesNotContain("not-the-password"));
        assertThat(reading.toString()).doesNotContain("not-the-password");
    }

    @Test
    void read_keysThatEverybodyCanRead_areWarnedAbout() throws Exception {
        Path key = Files.writeString(
                directory.resolve("key.json"), TestKeys.privateJwk(TestKeys.p256("d1"), "ECDH-ES+A256KW"));
        Map<String, String> properties = Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(TestKeys.p256("signer"), "ES256"),
                "mp.jwt.decrypt.key.location",
                key.toString());

        assertThat(warnings(key, "rw-r--r--", properties))
                .singleElement()
                .asString()
                .contains("mp.jwt.decrypt.key.location", "chmod 400", key.toString());
        assertThat(warnings(key, "rw-r-----", properties)).isEmpty();
    }

    private List<String> warnings(Path key, String permissions, Map<String, String> properties) throws IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
        try (CapturedLog log = CapturedLog.open()) {
            assertThat(problems(properties)).isEmpty();
            return log.warnings();
        }
    }

    private static String signed(String key, String keyId, String algorithm) {
        return TestTokens.valid().signedWith(TestKeyStores.key(key).getPrivateKey(), keyId, algorithm);
    }

    private static String withThumbprint(String certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(TestKeyStores.certificate(certificate).getEncoded());
        return TestTokens.valid()
                .header("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .signedWith(TestKeyStores.key("ec").getPrivateKey(), "ec", "ES256");
    }

    private static String nested(PublicJsonWebKey signer, String recipient, String algorithm) throws Exception {
        return nested(signer, recipient, recipient, algorithm);
    }

    private static String nested(PublicJsonWebKey signer, String recipient, String keyId, String algorithm)
            throws Exception {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(
                TestKeyStores.certificate(recipient).getPublicKey());
        key.setKeyId(keyId);
        return TestTokens.valid().nested(signer, "ES256", key, algorithm, "A256GCM");
    }

    private static ValidationResult validate(Sealgate sealgate, String token) {
        return sealgate.tokenValidator().validate(token);
    }

    private List<ConfigProblem> problems(Map<String, String> properties) throws IOException {
        return Sealgate.problems(read(properties));
    }

    private Sealgate create(Map<String, String> properties) throws IOException {
        return Sealgate.create(read(properties));
    }

    private Reading read(Map<String, String> more) throws IOException {
        return TestReadings.of(directory, more);
    }
}
