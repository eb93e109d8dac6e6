package io.sealgate;

import static io.sealgate.testing.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenValidatorTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("s1");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("e1");

    private static ComparedValidator signed() {
        return validator(TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256")));
    }

    private static ComparedValidator nested() {
        return validator(TestConfigs.nested(TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.privateJwk(RECIPIENT, "")));
    }

    private static ComparedValidator validator(SealgateConfig config) {
        return ComparedValidator.of(config);
    }

    @Nested
    class Signatures {
        static Stream<Arguments> algorithms() {
            return Stream.of(
                    Arguments.of("RS256", TestKeys.rsa2048("k")),
                    Arguments.of("RS384", TestKeys.rsa2048("k")),
                    Arguments.of("RS512", TestKeys.rsa2048("k")),
                    Arguments.of("PS256", TestKeys.rsa2048("k")),
                    Arguments.of("PS384", TestKeys.rsa2048("k")),
                    Arguments.of("PS512", TestKeys.rsa2048("k")),
                    Arguments.of("ES256", TestKeys.p256("k")),
                    Arguments.of("ES384", TestKeys.p384("k")),
                    Arguments.of("ES512", TestKeys.p521("k")),
                    Arguments.of("EdDSA", TestKeys.ed25519("k")),
                    Arguments.of("Ed25519", TestKeys.ed25519("k")),
                    Arguments.of("EdDSA", TestKeys.ed448("k")),
                    Arguments.of("Ed448", TestKeys.ed448("k")));
        }

        @ParameterizedTest
        @Requirement(36)
        @MethodSource("algorithms")
        void validate_signedWithKeyOfThatAlgorithm_accepts(String algorithm, PublicJsonWebKey key) {
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.publicJwk(key, algorithm)));

            assertThat(validator.validate(TestTokens.valid().signedWith(key, algorithm)))
                    .isInstanceOf(Validated.class);
        }

        @ParameterizedTest
        @Requirement({48, 49, 51, 52})
        @MethodSource("algorithms")
        void validate_tamperedAnywhere_rejects(String algorithm, PublicJsonWebKey key) {
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.publicJwk(key, algorithm)));
            String token = TestTokens.valid().signedWith(key, algorithm);

            assertRejected(validator.validate(TestTokens.tampered(token, 1)), RejectionReason.SIGNATURE_INVALID);
            assertRejected(validator.validate(TestTokens.tampered(token, 2)), RejectionReason.SIGNATURE_INVALID);
            assertRejected(validator.validate(token + "AAAA"), RejectionReason.SIGNATURE_INVALID);
            assertRejected(
                    validator.validate(token.substring(0, token.lastIndexOf('.') + 1)),
                    RejectionReason.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @Requirement(53)
        @ValueSource(strings = {"HS256", "HS384", "HS512"})
        void validate_macOfSecret_acceptsAndRejectsTampered(String algorithm) {
            JsonWebKey secret = TestKeys.oct(512, "h1");
            ComparedValidator validator = validator(TestConfigs.secret(TestKeys.octJwk(secret, algorithm)));
            String token = TestTokens.valid().signedWith(secret, algorithm);

            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            assertRejected(validator.validate(TestTokens.tampered(token, 2)), RejectionReason.SIGNATURE_INVALID);
            byte[] mac = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
            String truncated = token.substring(0, token.lastIndexOf('.') + 1)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, mac.length / 2));
            assertRejected(validator.validate(truncated), RejectionReason.SIGNATURE_INVALID);
        }

        @Test
        @Requirement({36, 40})
        void validate_otherAlgorithmOfSameKey_rejects() {
            PublicJsonWebKey key = TestKeys.rsa2048("k");
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.publicJwk(key, "RS256")));

            for (String algorithm : List.of("RS384", "RS512", "PS256")) {
                assertRejected(
                        validator.validate(TestTokens.valid().signedWith(key, algorithm)),
                        RejectionReason.ALGORITHM_NOT_ALLOWED);
            }
        }

        @Test
        @Requirement(40)
        void validate_algorithmOfAnotherKeyInSet_rejects() {
            PublicJsonWebKey one = TestKeys.rsa2048("k1");
            PublicJsonWebKey other = TestKeys.rsa2048("k2");
            ComparedValidator validator = validator(TestConfigs.signed(
                    TestKeys.set(TestKeys.publicJwk(one, "RS256"), TestKeys.publicJwk(other, "PS256"))));

            assertRejected(
                    validator.validate(TestTokens.valid().signedWith(one, "PS256")),
                    RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @ParameterizedTest
        @Requirement({31, 36, 37})
        @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "ES256 ", "es256", "HS256", "RSA1_5", "ES256K"})
        void validate_algNotOfTheKeys_rejects(String algorithm) {
            String good = TestTokens.valid().signedWith(SIGNER, "ES256");
            String header = TestTokens.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"s1\"}");

            assertRejected(
                    signed().validate(header + good.substring(good.indexOf('.'))),
                    RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @Test
        @Requirement(39)
        void validate_macKeyedWithPublicKey_rejects() throws Exception {
            PublicJsonWebKey key = TestKeys.rsa2048("k");
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.publicJwk(key, "RS256")));
            byte[] spki = key.getPublicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(spki) + "\n-----END PUBLIC KEY-----\n";

            for (byte[] secret : List.of(
                    spki,
                    pem.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    key.getPublicKey().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
                String token = TestTokens.valid().signedWith(new org.jose4j.keys.HmacKey(secret), "k", "HS256");
                assertRejected(validator.validate(token), RejectionReason.ALGORITHM_NOT_ALLOWED);
            }
        }

        @Test
        @Requirement(48)
        void validate_ecdsaZeroDerShortAndLong_rejects() {
            String token = TestTokens.valid().signedWith(SIGNER, "ES256");
            String input = token.substring(0, token.lastIndexOf('.') + 1);
            byte[] good = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
            byte[] der = {0x30, 6, 2, 1, 1, 2, 1, 1};

            for (byte[] signature :
                    List.of(new byte[64], der, Arrays.copyOf(good, 63), Arrays.copyOf(good, 65), new byte[0])) {
                assertRejected(
                        signed().validate(input
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature)),
                        RejectionReason.SIGNATURE_INVALID);
            }
        }
    }

    @Nested
    class Keys {
        @Test
        @Requirement(63)
        void validate_unknownKid_rejects() {
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.set(
                    TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.publicJwk(TestKeys.p256("s2"), "ES256"))));

            for (String kid : List.of("s3", "", "S1", "s1\u0000", "../../../dev/null", "s1' OR '1'='1")) {
                ValidationResult result =
                        validator.validate(TestTokens.valid().signedWith(SIGNER.getPrivateKey(), kid, "ES256"));
                assertThat(result).as(kid).isInstanceOf(Rejected.class);
            }
        }

        @Test
        @Requirement(66)
        void validate_noKidAndSeveralKeysOfAlgorithm_rejects() {
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.set(
                    TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.publicJwk(TestKeys.p256("s2"), "ES256"))));

            assertRejected(
                    validator.validate(TestTokens.valid().signedWith(SIGNER.getPrivateKey(), null, "ES256")),
                    RejectionReason.UNKNOWN_KEY);
        }

        @Test
        void validate_noKidAndOneKeyOfAlgorithm_accepts() {
            ComparedValidator validator = validator(TestConfigs.signed(TestKeys.set(
                    TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.publicJwk(TestKeys.rsa2048("r"), "RS256"))));

            assertThat(validator.validate(TestTokens.valid().signedWith(SIGNER.getPrivateKey(), null, "ES256")))
                    .isInstanceOf(Validated.class);
        }

        @Test
        void validate_pemAndTokenWithKid_accepts() {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(SIGNER.getPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----";

            assertThat(validator(TestConfigs.signed(pem))
                            .validate(TestTokens.valid().signedWith(SIGNER, "ES256")))
                    .isInstanceOf(Validated.class);
        }

        @Test
        @Requirement(60)
        void validate_keyInHeader_isIgnored() {
            PublicJsonWebKey attacker = TestKeys.p256("attacker");
            String token = TestTokens.valid()
                    .header("jwk", attacker.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                    .header("kid", "s1")
                    .signedWith(attacker, "ES256");

            assertRejected(signed().validate(token), RejectionReason.SIGNATURE_INVALID);
        }

        @Test
        @Requirement(76)
        void validate_otherCertificateThumbprint_rejects() {
            Map<String, Object> jwk = SIGNER.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
            jwk.put("x5t#S256", "known");
            ComparedValidator validator = validator(TestConfigs.signed(org.jose4j.json.JsonUtil.toJson(jwk)));

            assertRejected(
                    validator.validate(
                            TestTokens.valid().header("x5t#S256", "other").signedWith(SIGNER, "ES256")),
                    RejectionReason.UNKNOWN_KEY);
            assertThat(validator.validate(
                            TestTokens.valid().header("x5t#S256", "known").signedWith(SIGNER, "ES256")))
                    .isInstanceOf(Validated.class);
        }
    }

    @Nested
    class Structure {
        @ParameterizedTest
        @Requirement({15, 22})
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "..",
                    "...",
                    "....",
                    ".....",
                    "a",
                    "a.b",
                    "a.b.c.d",
                    "a.b.c.d.e.f",
                    " ",
                    "\u0000",
                    "é.é.é"
                })
        void validate_notATokenAtAll_rejects(String token) {
            assertThat(signed().validate(token)).isInstanceOf(Rejected.class);
            assertThat(nested().validate(token)).isInstanceOf(Rejected.class);
        }

        @Test
        @Requirement({14, 22})
        void validate_hundredThousandDots_rejects() {
            assertRejected(signed().validate(".".repeat(16_000)), RejectionReason.MALFORMED_TOKEN);
            assertRejected(signed().validate(".".repeat(100_000)), RejectionReason.TOKEN_TOO_LONG);
        }

        @Test
        @Requirement(14)
        void validate_lengthAtAndBeyondBound_rejectsBeyond() {
            String token = TestTokens.valid().claim("fill", "x".repeat(11_000)).signedWith(SIGNER, "ES256");
            assertThat(token.length()).isBetween(14_000, 16_384);

            assertThat(signed().validate(token)).isInstanceOf(Validated.class);
            assertRejected(
                    signed().validate(token + "A".repeat(16_385 - token.length())), RejectionReason.TOKEN_TOO_LONG);
        }

        @ParameterizedTest
        @Requirement({15, 30})
        @ValueSource(strings = {"=", " ", "\n", "\r\n", "+", "/", "\u0141", "\uff21", "%3D", "\t"})
        void validate_foreignCharacterAnywhere_rejects(String character) {
            String token = TestTokens.valid().signedWith(SIGNER, "ES256");
            List<String> spoiled = new ArrayList<>(List.of(token + character, character + token));
            int dot = token.indexOf('.');
            spoiled.add(token.substring(0, dot) + character + token.substring(dot));
            spoiled.add(token.substring(0, dot + 5) + character + token.substring(dot + 5));
            spoiled.add(token.substring(0, dot + 5) + character + token.substring(dot + 6));

            for (String text : spoiled) {
                assertRejected(signed().validate(text), RejectionReason.MALFORMED_TOKEN);
            }
        }

        @Test
        @Requirement(30)
        void validate_spareBitsSet_rejects() {
            // 64 bytes of signature leave two spare characters' bits: 86 characters, the last of which has four of
            // them.
            String token = TestTokens.valid().signedWith(SIGNER, "ES256");
            char last = token.charAt(token.length() - 1);
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            String respelled = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);

            assertRejected(signed().validate(respelled), RejectionReason.MALFORMED_TOKEN);
        }

        @ParameterizedTest
        @Requirement({23, 24, 26, 27, 31, 32})
        @ValueSource(
                strings = {
                    "[]",
                    "\"x\"",
                    "null",
                    "{}",
                    "{\"alg\":1}",
                    "{\"alg\":null}",
                    "{\"alg\":[\"ES256\"]}",
                    "{\"alg\":\"ES256\",\"kid\":1}",
                    "{\"alg\":\"ES256\",\"typ\":1}",
                    "{\"alg\":\"ES256\",\"cty\":{}}",
                    "{\"alg\":\"ES256\",\"alg\":\"ES256\"}",
                    "{\"alg\":\"ES256\",\"\\u0061lg\":\"ES256\"}",
                    "{\"alg\":\"ES256\",}",
                    "\ufeff{\"alg\":\"ES256\"}",
                    "{\"alg\":\"ES256\"}x",
                    "{\"alg\":\"ES256\",\"enc\":\"A256GCM\"}",
                    "{\"alg\":\"ES256\",\"x\":[[[[[[1]]]]]]}"
                })
        void validate_malformedHeader_rejects(String header) {
            String token = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertRejected(
                    signed().validate(TestTokens.encode(header) + token.substring(token.indexOf('.'))),
                    RejectionReason.MALFORMED_HEADER);
        }

        @Test
        @Requirement({55, 56, 57})
        void validate_unsupportedHeaderParameter_rejects() {
            for (Map<String, Object> parameters : List.<Map<String, Object>>of(
                    Map.of("crit", List.of("exp")),
                    Map.of("crit", List.of()),
                    Map.of("crit", List.of("alg")),
                    Map.of("crit", List.of("exp", "exp"), "exp", 1),
                    Map.of("crit", "exp"),
                    Map.of("b64", false),
                    Map.of("b64", true),
                    Map.of("crit", List.of("b64"), "b64", false),
                    Map.of("zip", "DEF"))) {
                TestTokens token = TestTokens.valid();
                parameters.forEach(token::header);
                String header = TestTokens.encode(org.jose4j.json.JsonUtil.toJson(withAlg(parameters)));
                String good = TestTokens.valid().signedWith(SIGNER, "ES256");
                assertRejected(
                        signed().validate(header + good.substring(good.indexOf('.'))),
                        RejectionReason.UNSUPPORTED_HEADER);
            }
        }

        private Map<String, Object> withAlg(Map<String, Object> parameters) {
            Map<String, Object> header = new java.util.LinkedHashMap<>(parameters);
            header.put("alg", "ES256");
            return header;
        }

        @ParameterizedTest
        @Requirement(21)
        @ValueSource(
                strings = {
                    "{\"flattened\":true}",
                    "{\"payload\":\"e30\",\"protected\":\"e30\",\"signature\":\"\"}",
                    "{\"payload\":\"e30\",\"signatures\":[]}"
                })
        void validate_jsonSerialization_rejects(String token) {
            assertRejected(signed().validate(token), RejectionReason.MALFORMED_TOKEN);
        }
    }

    @Nested
    class Payload {
        @ParameterizedTest
        @Requirement({25, 26, 28, 33})
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "null",
                    "\"claims\"",
                    "{\"sub\":\"a\",}",
                    "{\"n\":01}",
                    "{\"sub\":\"a\",\"sub\":\"b\"}",
                    "{\"x\":{\"a\":1,\"a\":2}}",
                    "{\"sub\":\"\\ud800\"}",
                    "{\"sub\":\"a\\u0000b\"}",
                    "{\"n\":1e9999}",
                    "{\"sub\":\"a\"} {}",
                    "{'sub':'a'}",
                    "{\"sub\":NaN}"
                })
        void validate_malformedClaims_rejects(String payload) {
            assertRejected(
                    signed().validate(TestTokens.valid().payload(payload).signedWith(SIGNER, "ES256")),
                    RejectionReason.MALFORMED_CLAIMS);
        }

        @Test
        @Requirement(35)
        void validate_badSignatureOverMalformedPayload_isJudgedBySignature() {
            String token = TestTokens.valid()
                    .payload("[".repeat(5_000))
                    .signedWith(TestKeys.p256("x").getPrivateKey(), "s1", "ES256");

            assertRejected(signed().validate(token), RejectionReason.SIGNATURE_INVALID);
        }

        @Test
        @Requirement(27)
        void validate_depthOfThirtyThree_rejectsThirtyTwoAccepts() {
            assertThat(signed().validate(nestedClaim(31))).isInstanceOf(Validated.class);
            assertRejected(signed().validate(nestedClaim(32)), RejectionReason.MALFORMED_CLAIMS);
        }

        private String nestedClaim(int arrays) {
            String claims = TestTokens.valid().payload();
            return TestTokens.valid()
                    .payload(claims.substring(0, claims.length() - 1) + ",\"deep\":" + "[".repeat(arrays)
                            + "]".repeat(arrays) + "}")
                    .signedWith(SIGNER, "ES256");
        }
    }

    @Nested
    class Encryption {
        static Stream<Arguments> algorithms() {
            List<Arguments> cases = new ArrayList<>();
            for (String enc :
                    List.of("A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512")) {
                for (String alg : List.of("RSA-OAEP", "RSA-OAEP-256")) {
                    cases.add(Arguments.of(alg, enc, TestKeys.rsa2048("e")));
                }
                for (String alg : List.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")) {
                    for (PublicJsonWebKey key :
                            List.of(TestKeys.p256("e"), TestKeys.p384("e"), TestKeys.p521("e"), TestKeys.x25519("e"))) {
                        cases.add(Arguments.of(alg, enc, key));
                    }
                }
                for (int bits : List.of(128, 192, 256)) {
                    cases.add(Arguments.of("A" + bits + "KW", enc, TestKeys.oct(bits, "e")));
                    cases.add(Arguments.of("A" + bits + "GCMKW", enc, TestKeys.oct(bits, "e")));
                }
                int bits = enc.contains("HS")
                        ? 2 * Integer.parseInt(enc.substring(1, 4))
                        : Integer.parseInt(enc.substring(1, 4));
                cases.add(Arguments.of("dir", enc, TestKeys.oct(bits, "d")));
            }
            return cases.stream();
        }

        @ParameterizedTest
        @Requirement({88, 90})
        @MethodSource("algorithms")
        void validate_nested_acceptsAndRejectsTamperedParts(String alg, String enc, JsonWebKey key) {
            String jwk =
                    key instanceof PublicJsonWebKey pair ? TestKeys.privateJwk(pair, alg) : TestKeys.octJwk(key, alg);
            ComparedValidator validator = validator(TestConfigs.nested(TestKeys.publicJwk(SIGNER, "ES256"), jwk));
            String token = TestTokens.valid().nested(SIGNER, "ES256", key, alg, enc);

            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            for (int part = 1; part < 5; part++) {
                if (!token.split("\\.", -1)[part].isEmpty()) {
                    assertRejected(
                            validator.validate(TestTokens.tampered(token, part)), RejectionReason.DECRYPTION_FAILED);
                }
            }
        }

        @Test
        @Requirement(90)
        void validate_keyEncryptedToAnotherKey_looksLikeBadTag() {
            ComparedValidator validator = validator(TestConfigs.nested(
                    TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.privateJwk(TestKeys.rsa2048(""), "")));
            String token =
                    TestTokens.valid().nested(SIGNER, "ES256", TestKeys.rsa2048("other"), "RSA-OAEP-256", "A256GCM");
            String good = TestTokens.valid().nested(SIGNER, "ES256", TestKeys.rsa2048(""), "RSA-OAEP-256", "A256GCM");

            assertRejected(validator.validate(token), RejectionReason.DECRYPTION_FAILED);
            assertRejected(validator.validate(TestTokens.tampered(good, 4)), RejectionReason.DECRYPTION_FAILED);
        }

        @Test
        @Requirement(78)
        void validate_signedOnlyWhereEncryptionIsRequired_rejects() {
            assertRejected(
                    nested().validate(TestTokens.valid().signedWith(SIGNER, "ES256")),
                    RejectionReason.ENCRYPTION_REQUIRED);
        }

        @Test
        @Requirement(79)
        void validate_encryptedWhereNoKeyIsConfigured_rejects() {
            assertRejected(
                    signed().validate(TestTokens.valid().nested(SIGNER, "ES256", RECIPIENT, "ECDH-ES", "A256GCM")),
                    RejectionReason.ENCRYPTION_NOT_EXPECTED);
        }

        @Test
        @Requirement(77)
        void validate_merelyEncrypted_rejects() {
            assertRejected(
                    nested().validate(TestTokens.valid().merelyEncrypted(RECIPIENT, "ECDH-ES", "A256GCM")),
                    RejectionReason.NOT_SIGNED);
        }

        @Test
        @Requirement({37, 77})
        void validate_noneInsideJwe_rejects() {
            String none = TestTokens.encode("{\"alg\":\"none\"}") + "."
                    + TestTokens.encode(TestTokens.valid().payload()) + ".";

            assertRejected(
                    nested().validate(TestTokens.encrypt(none, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT"))),
                    RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @ParameterizedTest
        @Requirement(82)
        @ValueSource(strings = {"json", "", "JWE", "text/plain", "JWT;x=y"})
        void validate_otherContentType_rejects(String contentType) {
            String jws = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertRejected(
                    nested().validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", contentType))),
                    RejectionReason.NOT_SIGNED);
        }

        @ParameterizedTest
        @Requirement(82)
        @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/jwt", "application/at+jwt"})
        void validate_contentTypeOfToken_accepts(String contentType) {
            String jws = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertThat(nested().validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", contentType))))
                    .isInstanceOf(Validated.class);
        }

        @Test
        @Requirement(82)
        void validate_noContentType_rejects() {
            String jws = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertRejected(
                    nested().validate(TestTokens.encrypt(jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of())),
                    RejectionReason.NOT_SIGNED);
        }

        @Test
        @Requirement(81)
        void validate_jweInsideJwe_rejects() {
            String inner = TestTokens.valid().nested(SIGNER, "ES256", RECIPIENT, "ECDH-ES", "A256GCM");

            assertRejected(
                    nested().validate(TestTokens.encrypt(inner, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT"))),
                    RejectionReason.NESTING_NOT_ALLOWED);
        }

        @Test
        @Requirement(80)
        void validate_jweInsideJws_rejectsBeforeVerifying() {
            String jwe = TestTokens.valid().nested(SIGNER, "ES256", RECIPIENT, "ECDH-ES", "A256GCM");
            String token = TestTokens.valid().payload(jwe).header("cty", "JWT").signedWith(SIGNER, "ES256");

            assertRejected(signed().validate(token), RejectionReason.NESTING_NOT_ALLOWED);
        }

        @Test
        @Requirement(86)
        void validate_compressed_rejects() {
            String jws = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertRejected(
                    nested().validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", "zip", "DEF"))),
                    RejectionReason.UNSUPPORTED_HEADER);
        }

        @Test
        @Requirement(87)
        void validate_encryptedKeyWithDirectAgreement_rejects() {
            String token = TestTokens.valid().nested(SIGNER, "ES256", RECIPIENT, "ECDH-ES", "A256GCM");

            assertRejected(
                    nested().validate(token.replaceFirst("\\.\\.", ".AAAA.")), RejectionReason.DECRYPTION_FAILED);
        }

        @Test
        @Requirement(92)
        void validate_claimReplicatedInHeader_mustAgree() {
            String jws = TestTokens.valid().signedWith(SIGNER, "ES256");

            assertRejected(
                    nested().validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", "iss", "https://evil.example"))),
                    RejectionReason.HEADER_CLAIM_MISMATCH);
            assertThat(nested().validate(TestTokens.encrypt(
                            jws, RECIPIENT, "ECDH-ES", "A256GCM", Map.of("cty", "JWT", "iss", TestTokens.ISSUER))))
                    .isInstanceOf(Validated.class);
        }

        @ParameterizedTest
        @Requirement({83, 84, 85})
        @ValueSource(strings = {"RSA1_5", "PBES2-HS256+A128KW", "dir", "A256KW", "RSA-OAEP-512", "ECDH-ES "})
        void validate_algNotOfTheKey_rejects(String alg) {
            String token = TestTokens.valid().nested(SIGNER, "ES256", RECIPIENT, "ECDH-ES", "A256GCM");
            String header = TestTokens.encode(
                    "{\"alg\":\"" + alg + "\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"e1\",\"p2c\":2499999}");

            assertRejected(
                    nested().validate(header + token.substring(token.indexOf('.'))),
                    RejectionReason.ALGORITHM_NOT_ALLOWED);
        }
    }

    @Nested
    class ClaimRules {
        static Stream<Arguments> refusals() {
            return Stream.of(
                    refusal("iss", "https://issuer.example/", RejectionReason.ISSUER_NOT_ACCEPTED),
                    refusal("iss", "https://Issuer.example", RejectionReason.ISSUER_NOT_ACCEPTED),
                    refusal("iss", List.of(TestTokens.ISSUER), RejectionReason.ISSUER_NOT_ACCEPTED),
                    refusal("iss", null, RejectionReason.ISSUER_NOT_ACCEPTED),
                    refusal("aud", "api://order", RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", "API://orders", RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", "api://orders api://x", RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", List.of(), RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", null, RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", 1, RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", List.of("api://orders", 1), RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("aud", Map.of("api://orders", 1), RejectionReason.AUDIENCE_NOT_ACCEPTED),
                    refusal("exp", null, RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", "9999999999", RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", true, RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", List.of(9_999_999_999L), RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", Long.MAX_VALUE, RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", new java.math.BigDecimal("1e400"), RejectionReason.MALFORMED_CLAIMS),
                    refusal("exp", -1, RejectionReason.EXPIRED),
                    refusal("exp", 0, RejectionReason.EXPIRED),
                    refusal("exp", 99_999_999_999L, RejectionReason.LIFETIME_TOO_LONG),
                    refusal("nbf", "0", RejectionReason.MALFORMED_CLAIMS),
                    refusal("nbf", null, RejectionReason.MALFORMED_CLAIMS),
                    refusal("nbf", 99_999_999_999L, RejectionReason.NOT_YET_VALID),
                    refusal("iat", "0", RejectionReason.MALFORMED_CLAIMS),
                    refusal("iat", 99_999_999_999L, RejectionReason.ISSUED_IN_FUTURE),
                    refusal("sub", 1, RejectionReason.MALFORMED_CLAIMS),
                    refusal("sub", null, RejectionReason.MALFORMED_CLAIMS),
                    refusal("sub", "", RejectionReason.CLAIM_MISSING),
                    refusal("jti", 1, RejectionReason.MALFORMED_CLAIMS),
                    refusal("upn", List.of("a"), RejectionReason.MALFORMED_CLAIMS),
                    refusal("cnf", Map.of("jkt", "x"), RejectionReason.PROOF_REQUIRED),
                    refusal("cnf", null, RejectionReason.PROOF_REQUIRED));
        }

        private static Arguments refusal(String claim, Object value, RejectionReason reason) {
            return Arguments.of(claim, value, reason);
        }

        @ParameterizedTest
        @Requirement({34, 93, 94, 96, 97, 98, 99, 100, 108})
        @MethodSource("refusals")
        void validate_claimOfThisValue_rejects(String claim, Object value, RejectionReason reason) {
            assertRejected(
                    signed().validate(TestTokens.valid().claim(claim, value).signedWith(SIGNER, "ES256")), reason);
        }

        @ParameterizedTest
        @Requirement({93, 98, 99, 100})
        @CsvSource({
            "iss, ISSUER_NOT_ACCEPTED",
            "aud, AUDIENCE_NOT_ACCEPTED",
            "exp, EXPIRATION_MISSING",
            "sub, CLAIM_MISSING"
        })
        void validate_claimAbsent_rejects(String claim, RejectionReason reason) {
            assertRejected(signed().validate(TestTokens.valid().without(claim).signedWith(SIGNER, "ES256")), reason);
        }

        @ParameterizedTest
        @Requirement(101)
        @ValueSource(
                strings = {"dpop+jwt", "logout+jwt", "id_token+jwt", "secevent+jwt", "", "JWTx", "application/json"})
        void validate_typeOfAnotherKindOfToken_rejects(String type) {
            assertRejected(
                    signed().validate(TestTokens.valid().header("typ", type).signedWith(SIGNER, "ES256")),
                    RejectionReason.TYPE_NOT_ACCEPTED);
        }

        @ParameterizedTest
        @Requirement(101)
        @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
        void validate_typeOfAccessToken_accepts(String type) {
            assertThat(signed().validate(TestTokens.valid().header("typ", type).signedWith(SIGNER, "ES256")))
                    .isInstanceOf(Validated.class);
        }
    }
}
