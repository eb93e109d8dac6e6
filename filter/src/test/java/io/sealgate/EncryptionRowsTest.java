package io.sealgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.servlet.Refusal;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the requirements ask of encrypted tokens. */
class EncryptionRowsTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("s1");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("e1");
    private static final ComparedValidator VALIDATOR = validator(TestKeys.privateJwk(RECIPIENT, ""));

    private static ComparedValidator validator(String decryptionKeys) {
        return ComparedValidator.of(TestConfigs.nested(TestKeys.publicJwk(SIGNER, "ES256"), decryptionKeys));
    }

    private static Rejection rejection(ValidationResult result) {
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).rejection();
    }

    private static void assertRejected(ValidationResult result, RejectionReason reason) {
        assertThat(rejection(result).reason()).as("%s", result).isEqualTo(reason);
    }

    private static String signed() {
        return TestTokens.valid().signedWith(SIGNER, "ES256");
    }

    private static String encrypted(String plaintext) {
        return TestTokens.encrypt(plaintext, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT"));
    }

    private static String part(String token, int part, byte[] bytes) {
        List<String> parts = new ArrayList<>(List.of(token.split("\\.", -1)));
        parts.set(part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return String.join(".", parts);
    }

    private static byte[] part(String token, int part) {
        return Base64.getUrlDecoder().decode(token.split("\\.", -1)[part]);
    }

    @Nested
    class Inside {
        static Stream<Arguments> asymmetric() {
            return Stream.of(
                            "RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")
                    .map(alg -> Arguments.of(alg, alg.startsWith("RSA") ? TestKeys.rsa2048("e") : RECIPIENT));
        }

        @ParameterizedTest
        @Requirement({37, 77})
        @MethodSource("asymmetric")
        void validate_whatAnybodyCanEncrypt_rejects(String alg, PublicJsonWebKey key) {
            ComparedValidator validator = validator(TestKeys.privateJwk(key, alg));
            String claims = TestTokens.valid().payload();
            String none = TestTokens.encode("{\"alg\":\"none\"}") + "." + TestTokens.encode(claims) + ".";

            assertThat(validator.validate(
                            TestTokens.encrypt(signed(), key, alg, "A128CBC-HS256", Map.of("cty", "JWT"))))
                    .isInstanceOf(Validated.class);
            for (String inside : List.of(
                    claims,
                    none,
                    none + "AAAA",
                    TestTokens.tampered(signed(), 2),
                    TestTokens.valid().signedWith(TestKeys.p256("attacker").getPrivateKey(), "s1", "ES256"))) {
                assertThat(validator.validate(
                                TestTokens.encrypt(inside, key, alg, "A128CBC-HS256", Map.of("cty", "JWT"))))
                        .isInstanceOf(Rejected.class);
            }
        }

        @Test
        @Requirement(81)
        void validate_threeLayers_rejects() {
            assertThat(VALIDATOR.validate(encrypted(signed()))).isInstanceOf(Validated.class);
            assertRejected(VALIDATOR.validate(encrypted(encrypted(signed()))), RejectionReason.NESTING_NOT_ALLOWED);
            assertRejected(
                    VALIDATOR.validate(encrypted(encrypted(encrypted(signed())))), RejectionReason.NESTING_NOT_ALLOWED);
        }

        @ParameterizedTest
        @Requirement({80, 82})
        @ValueSource(strings = {"JWT", "jwt", "application/jwt", "at+jwt"})
        void validate_signedAroundEncrypted_rejects(String contentType) {
            String token = TestTokens.valid()
                    .payload(encrypted(signed()))
                    .header("cty", contentType)
                    .signedWith(SIGNER, "ES256");

            assertRejected(mixed().validate(token), RejectionReason.NESTING_NOT_ALLOWED);
            assertRejected(VALIDATOR.validate(encrypted(token)), RejectionReason.NESTING_NOT_ALLOWED);
            String silent = TestTokens.valid().payload(encrypted(signed())).signedWith(SIGNER, "ES256");
            assertRejected(mixed().validate(silent), RejectionReason.MALFORMED_CLAIMS);
        }

        private ComparedValidator mixed() {
            return ComparedValidator.of(TestConfigs.config(
                    TestConfigs.verifying(TestKeys.publicJwk(SIGNER, "ES256")),
                    Optional.of(TestConfigs.decryption(TestKeys.privateJwk(RECIPIENT, ""), false)),
                    TestConfigs.CLAIMS));
        }

        @ParameterizedTest
        @Requirement(92)
        @ValueSource(strings = {"iss", "sub", "aud", "tenant"})
        void validate_claimReplicatedInHeader_mustAgree(String claim) {
            String jws = TestTokens.valid().claim("tenant", "t1").signedWith(SIGNER, "ES256");
            Map<String, String> inside = Map.of(
                    "iss", TestTokens.ISSUER, "sub", TestTokens.SUBJECT, "aud", TestTokens.AUDIENCE, "tenant", "t1");

            assertThat(VALIDATOR.validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", claim, inside.get(claim)))))
                    .isInstanceOf(Validated.class);
            for (Object other : List.of("other", List.of(inside.get(claim)), 1, true)) {
                assertRejected(
                        VALIDATOR.validate(TestTokens.encrypt(
                                jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", claim, other))),
                        RejectionReason.HEADER_CLAIM_MISMATCH);
            }
        }

        /** Keycloak writes {@code typ} into the claims as well. */
        @Test
        @Requirement(92)
        void validate_claimNamedLikeAHeaderParameter_isNotCompared() {
            String jws = TestTokens.valid().claim("typ", "Bearer").signedWith(SIGNER, "ES256");

            assertThat(VALIDATOR.validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", "typ", "JWT"))))
                    .isInstanceOf(Validated.class);
        }
    }

    @Nested
    class Algorithms {
        @ParameterizedTest
        @Requirement(83)
        @ValueSource(strings = {"A128GCM", "A192GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"})
        void validate_contentEncryptionOffTheList_rejects(String enc) {
            Decryption only = new Decryption(
                    TestConfigs.decryption(TestKeys.privateJwk(RECIPIENT, ""), true)
                            .keys(),
                    Set.of(),
                    Set.of(ContentEncryptionAlgorithm.A256GCM),
                    true);
            ComparedValidator validator = ComparedValidator.of(TestConfigs.config(
                    TestConfigs.verifying(TestKeys.publicJwk(SIGNER, "ES256")), Optional.of(only), TestConfigs.CLAIMS));

            assertThat(validator.validate(encrypted(signed()))).isInstanceOf(Validated.class);
            assertRejected(
                    validator.validate(TestTokens.encrypt(signed(), RECIPIENT, "ECDH-ES", enc, Map.of("cty", "JWT"))),
                    RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @ParameterizedTest
        @Requirement({83, 84, 85})
        @ValueSource(strings = {"RSA1_5", "RSA-OAEP-384", "PBES2-HS256+A128KW", "none", "RSA-OAEP", "rsa-oaep-256"})
        void validate_keyManagementOffTheList_rejects(String alg) {
            PublicJsonWebKey key = TestKeys.rsa2048("e");
            ComparedValidator validator = validator(TestKeys.privateJwk(key, "RSA-OAEP-256"));
            String good = TestTokens.valid().nested(SIGNER, "ES256", key, "RSA-OAEP-256", "A256GCM");
            String header =
                    "{\"alg\":\"" + alg + "\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"e\",\"p2c\":2499999}";

            assertRejected(
                    validator.validate(part(good, 0, header.getBytes(UTF_8))), RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @Test
        @Requirement(91)
        void create_oneKeyToSignAndToEncrypt_fails() {
            SealgateConfig config =
                    TestConfigs.nested(TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.privateJwk(SIGNER, "ECDH-ES"));

            assertThatThrownBy(() -> Sealgate.create(config, Clock.systemUTC()))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("SG-217");
        }
    }

    @Nested
    class Lengths {
        @ParameterizedTest
        @Requirement(87)
        @ValueSource(ints = {1, 8, 16, 24, 40})
        void validate_encryptedKeyWhereNoneBelongs_rejects(int length) {
            String token = encrypted(signed());
            PublicJsonWebKey x25519 = TestKeys.x25519("e2");
            String other = TestTokens.valid().nested(SIGNER, "ES256", x25519, "ECDH-ES", "A256GCM");
            String direct = TestTokens.valid().nested(SIGNER, "ES256", TestKeys.oct(256, "d"), "dir", "A256GCM");

            assertRejected(VALIDATOR.validate(part(token, 1, new byte[length])), RejectionReason.DECRYPTION_FAILED);
            assertRejected(
                    validator(TestKeys.privateJwk(x25519, "ECDH-ES")).validate(part(other, 1, new byte[length])),
                    RejectionReason.DECRYPTION_FAILED);
            assertRejected(
                    validator(TestKeys.octJwk(TestKeys.oct(256, "d"), "dir"))
                            .validate(part(direct, 1, new byte[length])),
                    RejectionReason.DECRYPTION_FAILED);
        }

        /** What RSA encrypts is as long as the modulus (RFC 8017 section 7.1.2), be its first byte zero. The JDK takes it without, too, and one token would have two spellings. */
        @ParameterizedTest
        @Requirement(87)
        @ValueSource(strings = {"RSA-OAEP", "RSA-OAEP-256"})
        void validate_encryptedKeyShorterOrLongerThanTheModulus_rejects(String alg) {
            PublicJsonWebKey rsa = TestKeys.rsa2048("e");
            ComparedValidator validator = validator(TestKeys.privateJwk(rsa, alg));
            String signed = signed();
            String token = Stream.generate(() -> TestTokens.encrypt(signed, rsa, alg, "A256GCM", Map.of("cty", "JWT")))
                    .filter(each -> part(each, 1)[0] == 0)
                    .findFirst()
                    .orElseThrow();
            byte[] whole = part(token, 1);
            byte[] longer = new byte[257];
            System.arraycopy(whole, 0, longer, 1, 256);

            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            for (byte[] other : List.of(Arrays.copyOfRange(whole, 1, 256), longer, Arrays.copyOf(whole, 257))) {
                assertRejected(validator.validate(part(token, 1, other)), RejectionReason.DECRYPTION_FAILED);
            }
        }

        /** GCM takes nonces of any length if asked, so that a token of another length decrypts with a lenient reader. */
        @ParameterizedTest
        @Requirement(88)
        @ValueSource(ints = {0, 1, 8, 11, 13, 16, 32})
        void validate_nonceOfAnotherLength_rejects(int length) throws Exception {
            byte[] key = TestKeys.oct(256, "d").getKey().getEncoded();
            ComparedValidator validator = validator(TestKeys.octJwk(TestKeys.oct(256, "d"), "dir"));

            assertThat(validator.validate(direct(key, new byte[12], 128))).isInstanceOf(Validated.class);
            if (length > 0) {
                assertRejected(
                        validator.validate(direct(key, new byte[length], 128)), RejectionReason.DECRYPTION_FAILED);
            }
            assertRejected(
                    validator.validate(part(direct(key, new byte[12], 128), 2, new byte[length])),
                    RejectionReason.DECRYPTION_FAILED);
        }

        @ParameterizedTest
        @Requirement(88)
        @ValueSource(ints = {96, 104, 112, 120})
        void validate_shorterTag_rejects(int bits) throws Exception {
            byte[] key = TestKeys.oct(256, "d").getKey().getEncoded();

            assertRejected(
                    validator(TestKeys.octJwk(TestKeys.oct(256, "d"), "dir")).validate(direct(key, new byte[12], bits)),
                    RejectionReason.DECRYPTION_FAILED);
        }

        private String direct(byte[] key, byte[] iv, int tagBits) throws Exception {
            String header = TestTokens.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"d\"}");
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    javax.crypto.Cipher.ENCRYPT_MODE,
                    new javax.crypto.spec.SecretKeySpec(key, "AES"),
                    new javax.crypto.spec.GCMParameterSpec(tagBits, iv));
            cipher.updateAAD(header.getBytes(UTF_8));
            byte[] out = cipher.doFinal(signed().getBytes(UTF_8));
            int end = out.length - tagBits / 8;
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return header + ".." + encoder.encodeToString(iv) + "."
                    + encoder.encodeToString(java.util.Arrays.copyOf(out, end)) + "."
                    + encoder.encodeToString(java.util.Arrays.copyOfRange(out, end, out.length));
        }
    }

    @Nested
    class EphemeralKeys {
        private String withEpk(String token, Map<String, Object> epk) throws Exception {
            Map<String, Object> header = new LinkedHashMap<>(JsonUtil.parseJson(new String(part(token, 0), UTF_8)));
            header.put("epk", epk);
            return part(token, 0, JsonUtil.toJson(header).getBytes(UTF_8));
        }

        private Map<String, Object> epk(String token) throws Exception {
            @SuppressWarnings("unchecked") // as the header is written
            Map<String, Object> epk = (Map<String, Object>)
                    JsonUtil.parseJson(new String(part(token, 0), UTF_8)).get("epk");
            return new LinkedHashMap<>(epk);
        }

        @Test
        @Requirement({32, 89})
        void validate_ephemeralKeyOffTheCurve_rejects() throws Exception {
            String token = encrypted(signed());
            List<Map<String, Object>> bad = new ArrayList<>();
            for (Map<String, Object> change : List.<Map<String, Object>>of(
                    Map.of("x", "AA"),
                    Map.of("y", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32])),
                    Map.of("x", epk(token).get("y")),
                    Map.of("crv", "P-384"),
                    Map.of("crv", "secp256k1"),
                    Map.of("crv", "X25519"),
                    Map.of("kty", "OKP"),
                    Map.of("kty", "RSA"),
                    Map.of("kty", "oct"),
                    Map.of("d", "AA"),
                    Map.of("x", 1))) {
                Map<String, Object> epk = epk(token);
                epk.putAll(change);
                bad.add(epk);
            }
            bad.add(Map.of());
            bad.add(TestKeys.p384("x").toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            bad.add(TestKeys.x25519("x").toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            for (Map<String, Object> epk : bad) {
                assertRejected(VALIDATOR.validate(withEpk(token, epk)), RejectionReason.DECRYPTION_FAILED);
            }
        }

        @ParameterizedTest
        @Requirement(89)
        @ValueSource(
                strings = {
                    "0",
                    "1",
                    "325606250916557431795983626356110631294008115727848805560023387167927233504",
                    "39382357235489614581723060781553021112529911719440698176882885853963445705823",
                    "57896044618658097711785492504343953926634992332820282019728792003956564819948",
                    "57896044618658097711785492504343953926634992332820282019728792003956564819949",
                    "57896044618658097711785492504343953926634992332820282019728792003956564819950"
                })
        void validate_ephemeralKeyOfSmallOrder_rejects(String u) throws Exception {
            PublicJsonWebKey key = TestKeys.x25519("e2");
            String token = TestTokens.valid().nested(SIGNER, "ES256", key, "ECDH-ES", "A256GCM");
            byte[] littleEndian = new byte[32];
            for (int i = 0; i < 32; i++) {
                littleEndian[i] = new BigInteger(u).shiftRight(8 * i).byteValue();
            }
            Map<String, Object> epk = epk(token);
            epk.put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(littleEndian));

            assertRejected(
                    validator(TestKeys.privateJwk(key, "ECDH-ES")).validate(withEpk(token, epk)),
                    RejectionReason.DECRYPTION_FAILED);
        }
    }

    /** RFC 7516 section 11.5: who sends garbage must not learn how far it got. */
    @Nested
    class Failures {
        @Test
        @Requirement(90)
        void validate_anyFailureBeforeTheSignatureHolds_looksTheSame() {
            String good = TestTokens.encrypt(
                    signed(), TestKeys.rsa2048("e"), "RSA-OAEP-256", "A128CBC-HS256", Map.of("cty", "JWT"));
            ComparedValidator validator = validator(TestKeys.privateJwk(TestKeys.rsa2048("e"), "RSA-OAEP-256"));
            assertThat(validator.validate(good)).isInstanceOf(Validated.class);
            List<String> bad = new ArrayList<>(List.of(
                    part(good, 1, new byte[256]),
                    part(good, 1, new byte[255]),
                    part(good, 1, new byte[1]),
                    TestTokens.tampered(good, 1),
                    TestTokens.tampered(good, 2),
                    TestTokens.tampered(good, 3),
                    TestTokens.tampered(good, 4),
                    part(good, 2, new byte[15]),
                    part(good, 3, new byte[0]),
                    part(good, 3, new byte[17]),
                    part(good, 4, new byte[15])));
            for (String inside : List.of(
                    "",
                    "no token",
                    "a.b.c",
                    "..",
                    TestTokens.valid().payload(),
                    TestTokens.encode("{\"alg\":\"none\"}") + ".e30.",
                    TestTokens.encode("{\"alg\":\"ES256\",\"zip\":\"DEF\"}") + ".e30.AA",
                    TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"s1\"}") + ".e30.AA",
                    TestTokens.encode("[]") + ".e30.AA",
                    encrypted(signed()),
                    TestTokens.tampered(signed(), 0),
                    TestTokens.tampered(signed(), 1),
                    TestTokens.tampered(signed(), 2))) {
                bad.add(TestTokens.encrypt(
                        inside, TestKeys.rsa2048("e"), "RSA-OAEP-256", "A128CBC-HS256", Map.of("cty", "JWT")));
            }

            Refusal expected = Refusal.of(Rejection.of(RejectionReason.DECRYPTION_FAILED, ""), "shop");
            for (String token : bad) {
                Rejection rejection = rejection(validator.validate(token));
                assertThat(Refusal.of(rejection, "shop")).as("%s", rejection).isEqualTo(expected);
            }
            assertThat(bad.stream()
                            .map(token -> rejection(validator.validate(token)).reason())
                            .distinct())
                    .as("operators see more")
                    .contains(RejectionReason.SIGNATURE_INVALID, RejectionReason.NOT_SIGNED);
        }

        @Test
        @Requirement(90)
        void validate_expiredInside_saysSo() {
            String expired = TestTokens.valid().claim("exp", 1).claim("iat", 0).signedWith(SIGNER, "ES256");

            assertThat(rejection(VALIDATOR.validate(encrypted(expired))).publicReason())
                    .isEqualTo(RejectionReason.EXPIRED);
        }

        /** With no key to decrypt, there is nothing that could have failed. */
        @Test
        @Requirement(79)
        void validate_encryptedWhereNoKeyIsConfigured_isNotEvenDecoded() {
            ComparedValidator validator = ComparedValidator.of(TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256")));

            assertRejected(validator.validate(encrypted(signed())), RejectionReason.ENCRYPTION_NOT_EXPECTED);
            assertRejected(validator.validate("?.?.?.?.?"), RejectionReason.ENCRYPTION_NOT_EXPECTED);
        }
    }
}
