package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a key may be written, and what is said of the others. */
class KeyFormsTest {
    private static final PublicJsonWebKey RSA = TestKeys.rsa2048("r1");
    private static final PublicJsonWebKey EC = TestKeys.p256("s1");

    private static KeyReading<VerificationKey> publicKeys(String text) {
        return KeyReader.readPublicKeys(text, Set.of());
    }

    private static KeyReading<DecryptionKey> decryptionKeys(String text) {
        return KeyReader.readDecryptionKeys(text, Set.of());
    }

    private static void assertProblem(KeyReading<?> reading, String code, String cause) {
        assertThat(reading.keys()).isEmpty();
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.cause()).contains(cause).endsWith(".");
            assertThat(problem.mend()).isNotEmpty();
        });
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static String pem(Key key) {
        return pem(key instanceof java.security.PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY", key.getEncoded());
    }

    @Nested
    class PemBlocks {
        static Stream<Arguments> publicKeyTypes() {
            return Stream.of(
                    Arguments.of(RSA, "RS256"),
                    Arguments.of(EC, "ES256"),
                    Arguments.of(TestKeys.p384("s2"), "ES384"),
                    Arguments.of(TestKeys.p521("s3"), "ES512"),
                    Arguments.of(TestKeys.ed25519("d1"), "Ed25519"),
                    Arguments.of(TestKeys.ed448("d2"), "Ed448"));
        }

        @ParameterizedTest
        @MethodSource("publicKeyTypes")
        void readPublicKeys_publicKey_reads(PublicJsonWebKey key, String algorithm) {
            KeyReading<VerificationKey> reading = publicKeys("\n  " + pem(key.getPublicKey()) + " ");
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.keys()).singleElement().satisfies(read -> {
                assertThat(read.keyId()).isNull();
                assertThat(read.accepts(algorithm)).isTrue();
            });
        }

        @ParameterizedTest
        @CsvSource({"RSA-OAEP-256", "ECDH-ES"})
        void readDecryptionKeys_privateKey_reads(String algorithm) {
            PublicJsonWebKey key = algorithm.startsWith("RSA") ? RSA : EC;
            KeyReading<DecryptionKey> reading = decryptionKeys(pem(key.getPrivateKey()));
            assertThat(reading.keys())
                    .singleElement()
                    .satisfies(read -> assertThat(read.algorithms())
                            .contains(KeyManagementAlgorithm.of(algorithm).orElseThrow()));
            assertThat(decryptionKeys(pem(TestKeys.x25519("x").getPrivateKey())).keys())
                    .hasSize(1);
        }

        @Test
        void readPublicKeys_severalBlocks_areASet() {
            KeyReading<VerificationKey> reading = publicKeys(pem(RSA.getPublicKey()) + "\n\n" + pem(EC.getPublicKey()));
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.keys()).hasSize(2);
            assertThat(publicKeys(pem(RSA.getPublicKey()) + pem(EC.getPrivateKey()))
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.cause()).startsWith("Key 2 of the set: "));
        }

        @Test
        void readDecryptionKeys_parametersOfACurveBeforeTheKey_areSkipped() {
            String text = pem("EC PARAMETERS", new byte[] {6, 8, 42}) + pem(EC.getPrivateKey());
            assertThat(decryptionKeys(text).keys()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({
            "RSA PRIVATE KEY, is not PKCS#8", "EC PRIVATE KEY, is not PKCS#8",
                    "RSA PUBLIC KEY, is not a SubjectPublicKeyInfo",
            "ENCRYPTED PRIVATE KEY, encrypted with a password", "DSA PRIVATE KEY, cannot be read",
                    "OPENSSH PRIVATE KEY, cannot be read",
            "CERTIFICATE, cannot be read", "PUBLIC KEY, cannot be read", "PRIVATE KEY, cannot be read"
        })
        void read_anotherBlock_saysWhatToDo(String label, String cause) {
            assertProblem(publicKeys(pem(label, new byte[] {1, 2, 3})), "SG-201", cause);
            assertProblem(decryptionKeys(pem(label, new byte[] {1, 2, 3})), "SG-201", cause);
        }

        @Test
        void read_brokenBlock_refuses() {
            String good = pem(EC.getPublicKey());
            for (String text : List.of(
                    good + "x",
                    good + "x" + good,
                    good.replace("-----END PUBLIC KEY-----", "-----END PRIVATE KEY-----"),
                    good.replace("-----END PUBLIC KEY-----", ""),
                    good.replace("\n-----END", "!\n-----END"),
                    good.replace("\n-----END", "=\n-----END"),
                    "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                    "-----BEGIN public key-----\nAAAA\n-----END public key-----",
                    "-----BEGIN PUBLIC KEY-----",
                    "-----BEGIN",
                    pem("EC PARAMETERS", new byte[] {6, 8, 42}))) {
                assertProblem(publicKeys(text), "SG-201", "The PEM cannot be read");
            }
        }

        @Test
        void readPublicKeys_wrongHalf_refuses() {
            assertProblem(publicKeys(pem(RSA.getPrivateKey())), "SG-203", "private key where a public one");
            assertProblem(decryptionKeys(pem(RSA.getPublicKey())), "SG-206", "public key where a private one");
        }

        @Test
        void isSameKeyAs_pemOfOnePair_isTrue() {
            VerificationKey verification =
                    publicKeys(pem(RSA.getPublicKey())).keys().get(0);
            assertThat(verification.isSameKeyAs(
                            decryptionKeys(pem(RSA.getPrivateKey())).keys().get(0)))
                    .isTrue();
            assertThat(verification.isSameKeyAs(
                            decryptionKeys(TestKeys.privateJwk(RSA, "")).keys().get(0)))
                    .isTrue();
            assertThat(verification.isSameKeyAs(
                            decryptionKeys(pem(TestKeys.rsa2048("other").getPrivateKey()))
                                    .keys()
                                    .get(0)))
                    .isFalse();
        }

        /** What a PEM does not tell must not be taken for something that two keys have in common. */
        @Test
        void isSameKeyAs_pemsOfTwoKeys_isFalse() {
            VerificationKey verification =
                    publicKeys(pem(EC.getPublicKey())).keys().get(0);
            for (PublicJsonWebKey other : List.of(TestKeys.p256("other"), TestKeys.p384("o"), TestKeys.x25519("x"))) {
                assertThat(verification.isSameKeyAs(decryptionKeys(pem(other.getPrivateKey()))
                                .keys()
                                .get(0)))
                        .isFalse();
            }
            assertThat(verification.isSameKeyAs(
                            decryptionKeys(pem(EC.getPrivateKey())).keys().get(0)))
                    .isTrue();
        }

        @Test
        void read_oneBlock_isNoSet() {
            assertThat(publicKeys(pem(EC.getPrivateKey())).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.cause()).startsWith("It holds a private key"));
        }

        @Test
        void readDecryptionKeys_weakKey_refuses() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            assertProblem(
                    decryptionKeys(pem(generator.generateKeyPair().getPrivate())),
                    "SG-208",
                    "The RSA key has 1024 bits; 2048 are the least.");
        }

        @Test
        void readPublicKeys_keyForPssAlone_verifiesNothingElse() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
            generator.initialize(2048);
            String pem = pem(generator.generateKeyPair().getPublic());

            assertThat(publicKeys(pem).keys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.algorithms()).containsExactly(SignatureAlgorithm.PS256));
            assertThat(KeyReader.readPublicKeys(pem, Set.of(SignatureAlgorithm.RS384, SignatureAlgorithm.PS384))
                            .keys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.algorithms()).containsExactly(SignatureAlgorithm.PS384));
            assertProblem(
                    KeyReader.readPublicKeys(pem, Set.of(SignatureAlgorithm.RS256)),
                    "SG-210",
                    "verifies none of the configured algorithms");
        }

        @Test
        void readPublicKeys_certificate_readsKeyAndThumbprints() throws Exception {
            byte[] certificate = certificate();
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            String sha1 =
                    encoder.encodeToString(MessageDigest.getInstance("SHA-1").digest(certificate));
            String sha256 =
                    encoder.encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate));
            PublicJsonWebKey signer = TestKeys.ed25519("d1");
            KeyReading<VerificationKey> reading = publicKeys(pem("CERTIFICATE", certificate));

            assertThat(reading.problems()).isEmpty();
            assertThat(JoseFixtures.verifies(
                            reading,
                            TestTokens.valid()
                                    .header("x5t", sha1)
                                    .header("x5t#S256", sha256)
                                    .signedWith(signer, "EdDSA")))
                    .isTrue();
            for (String name : List.of("x5t", "x5t#S256")) {
                for (String other : List.of("", sha1 + sha256, "AAAA")) {
                    assertThat(JoseFixtures.verifies(
                                    reading,
                                    TestTokens.valid().header(name, other).signedWith(signer, "EdDSA")))
                            .isFalse();
                }
            }
        }

        /** A certificate of this run, as short as one can be. */
        private static byte[] certificate() throws Exception {
            byte[] algorithm = der(0x30, der(0x06, new byte[] {0x2b, 0x65, 0x70}));
            byte[] name = der(
                    0x30, der(0x31, der(0x30, der(0x06, new byte[] {0x55, 4, 3}), der(0x0c, "test".getBytes(UTF_8)))));
            byte[] validity =
                    der(0x30, der(0x17, "260101000000Z".getBytes(UTF_8)), der(0x17, "460101000000Z".getBytes(UTF_8)));
            PublicJsonWebKey key = TestKeys.ed25519("d1");
            byte[] body = der(
                    0x30,
                    der(0x02, new byte[] {1}),
                    algorithm,
                    name,
                    validity,
                    name,
                    key.getPublicKey().getEncoded());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivateKey());
            signature.update(body);
            return der(0x30, body, algorithm, der(0x03, new byte[] {0}, signature.sign()));
        }

        private static byte[] der(int tag, byte[]... parts) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                content.writeBytes(part);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(tag);
            if (content.size() > 127) {
                out.write(0x81);
            }
            if (content.size() > 255) {
                throw new IllegalArgumentException("too long for this");
            }
            out.write(content.size());
            out.writeBytes(content.toByteArray());
            return out.toByteArray();
        }
    }

    @Nested
    class Json {

        @Test
        void readPublicKeys_base64OfJson_reads() {
            String jwk = TestKeys.publicJwk(EC, "");
            String set = TestKeys.set(jwk, TestKeys.publicJwk(RSA, "RS256"));
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getUrlEncoder().withoutPadding(),
                    Base64.getMimeEncoder())) {
                assertThat(publicKeys(encoder.encodeToString(jwk.getBytes(UTF_8)))
                                .keys())
                        .hasSize(1);
                assertThat(publicKeys(" " + encoder.encodeToString((" " + set + "\n").getBytes(UTF_8)) + "\n")
                                .keys())
                        .hasSize(2);
                // Characters beyond ASCII make both "-" and "_" appear.
                String odd = jwk.replace("{", "{\"x-odd\":\"\u00ff\u00fe\u00fb\u00ef~~~???>>>\",");
                assertThat(publicKeys(encoder.encodeToString(odd.getBytes(UTF_8)))
                                .keys())
                        .hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "x",
                    "https://issuer.example/jwks",
                    "!!!!",
                    "AAAA",
                    "W10=",
                    "[]",
                    "null",
                    "-_",
                    "BEGIN PUBLIC KEY"
                })
        void read_noKeyAtAll_saysWhatIsExpected(String text) {
            assertProblem(publicKeys(text), "SG-201", "It is no key in a form that is known");
            assertProblem(KeyReader.readSecrets(text, Set.of()), "SG-201", "It is no key in a form that is known");
            assertThat(publicKeys(text).problems().get(0).mend()).contains("BEGIN PUBLIC KEY");
            assertThat(decryptionKeys(text).problems().get(0).mend()).contains("BEGIN PRIVATE KEY");
            assertThat(KeyReader.readSecrets(text, Set.of()).problems().get(0).mend())
                    .contains("\"kty\":\"oct\"")
                    .doesNotContain("PEM");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"kty\":\"EC\",\"kty\":\"EC\"}", "{\"kty\":\"EC\",}", "{}x"})
        void read_brokenJson_saysSo(String text) {
            assertProblem(publicKeys(text), "SG-201", "The JWK or JWK Set cannot be read: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":\"\"}"})
        void read_setWithoutKeys_saysSo(String text) {
            assertProblem(publicKeys(text), "SG-202", "holds no keys");
        }

        @Test
        void read_elementThatIsNoKey_isNamedByItsPosition() {
            String jwk = TestKeys.publicJwk(EC, "");
            assertProblem(publicKeys("{\"keys\":[" + jwk + ",7]}"), "SG-201", "Key 2 of the set");
            assertProblem(publicKeys("{\"keys\":[null," + jwk + "]}"), "SG-201", "Key 1 of the set");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"kty\":\"DSA\"}",
                    "{\"kty\":7}",
                    "{\"kty\":null}",
                    "{\"kty\":\"EC\"}",
                    "{\"kty\":\"EC\",\"crv\":\"secp256k1\"}",
                    "{\"kty\":\"EC\",\"crv\":\"Ed25519\"}",
                    "{\"kty\":\"OKP\",\"crv\":\"P-256\"}",
                    "{\"kty\":\"OKP\",\"crv\":\"X448\"}",
                    "{\"kty\":\"EC\",\"crv\":7}",
                    "{\"kty\":\"ec\",\"crv\":\"P-256\"}"
                })
        void read_unknownType_refusesItAloneAndSkipsItInASet(String jwk) {
            assertProblem(publicKeys(jwk), "SG-212", "missing or not supported");
            assertThat(publicKeys(TestKeys.set(jwk, TestKeys.publicJwk(EC, ""))).keys())
                    .hasSize(1);
            assertProblem(publicKeys(TestKeys.set(jwk)), "SG-215", "no key for this purpose");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`{\"kty\":\"EC\",\"crv\":\"P-256\"}`", "`{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"}`",
                            "`{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":7}`",
                    "`{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AB\",\"y\":\"AA\"}`", "`{\"kty\":\"RSA\"}`",
                            "`{\"kty\":\"RSA\",\"n\":\"AQ\"}`",
                    "`{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"AQAB\"}`", "`{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}`",
                            "`{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":null}`",
                    "`{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA==\"}`"
                })
        void read_membersThatMakeNoKey_refuses(String jwk) {
            assertThat(publicKeys(jwk).keys()).isEmpty();
            assertThat(publicKeys(jwk).problems()).hasSize(1);
        }

        @Test
        void read_coordinatesLongerThanTheCurve_refuses() {
            String x = "f".repeat(92);
            assertProblem(
                    publicKeys("{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"" + x + "\",\"y\":\"" + x + "\"}"),
                    "SG-201",
                    "its members do not make a key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"kid", "alg", "use", "x5t", "x5t#S256"})
        void read_memberThatIsNoString_refuses(String member) {
            String jwk = TestKeys.publicJwk(TestKeys.p256(""), "").replace("{", "{\"" + member + "\":7,");
            assertProblem(publicKeys(jwk), "SG-201", "its \"" + member + "\" is not a string");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`\"verify\"`, not an array",
                    "`[7]`, distinct strings",
                    "`[\"verify\",\"verify\"]`, distinct strings",
                    "`{}`, not an array"
                })
        void read_brokenOperations_refuses(String operations, String cause) {
            String jwk = TestKeys.publicJwk(EC, "").replace("{", "{\"key_ops\":" + operations + ",");
            assertProblem(publicKeys(jwk), "SG-201", cause);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`[\"verify\"]`, true",
                    "`[\"sign\",\"verify\"]`, true",
                    "`null`, true",
                    "`[]`, false",
                    "`[\"sign\"]`, false",
                    "`[\"encrypt\"]`, false"
                })
        void read_operations_areHonoured(String operations, boolean accepted) {
            String jwk = TestKeys.publicJwk(EC, "").replace("{", "{\"key_ops\":" + operations + ",");
            if (accepted) {
                assertThat(publicKeys(jwk).problems()).isEmpty();
            } else {
                assertProblem(publicKeys(jwk), "SG-213", "\"key_ops\" hold none of [verify]");
            }
        }

        @Test
        void readPublicKeys_thumbprintOfAnotherCertificate_isNotTheKeys() {
            String jwk = TestKeys.publicJwk(EC, "").replace("{", "{\"x5t\":\"abc\",");
            assertThat(publicKeys(jwk).problems()).isEmpty();
        }
    }

    /** A problem names the type of key, so that one knows which of several it is. */
    @Nested
    class Descriptions {
        static Stream<Arguments> misfits() {
            return Stream.of(
                    Arguments.of(TestKeys.publicJwk(RSA, "ES256"), "RSA 2048"),
                    Arguments.of(TestKeys.publicJwk(EC, "RS256"), "EC P-256"),
                    Arguments.of(TestKeys.publicJwk(TestKeys.p521("s3"), "ES256"), "EC P-521"),
                    Arguments.of(TestKeys.publicJwk(TestKeys.ed25519("d1"), "ES256"), "Ed25519"),
                    Arguments.of(TestKeys.publicJwk(TestKeys.ed448("d2"), "Ed25519"), "Ed448"));
        }

        @ParameterizedTest
        @MethodSource("misfits")
        void readPublicKeys_algorithmOfAnotherType_namesTheType(String jwk, String type) {
            assertProblem(publicKeys(jwk), "SG-209", "a key of type " + type);
        }

        @Test
        void readPublicKeys_keyThatCannotVerify_namesTheType() {
            assertProblem(
                    publicKeys(TestKeys.publicJwk(TestKeys.x25519("x"), "")), "SG-212", "type X25519 cannot verify");
            assertProblem(publicKeys(pem(x448().getPublic())), "SG-212", "type X448 cannot verify");
        }

        private static java.security.KeyPair x448() {
            try {
                return java.security.KeyPairGenerator.getInstance("X448").generateKeyPair();
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void readDecryptionKeys_keyThatCannotDecrypt_namesTheType() {
            assertProblem(
                    decryptionKeys(TestKeys.octJwk(TestKeys.oct(160, "o"), "")),
                    "SG-212",
                    "type oct with 20 bytes cannot decrypt");
            assertProblem(
                    decryptionKeys(pem(TestKeys.ed448("d2").getPrivateKey())), "SG-212", "type Ed448 cannot decrypt");
            assertProblem(decryptionKeys(pem(x448().getPrivate())), "SG-212", "type X448 cannot decrypt");
        }

        @Test
        void readDecryptionKeys_noneOfTheConfigured_namesTheType() {
            assertProblem(
                    KeyReader.readDecryptionKeys(
                            TestKeys.privateJwk(EC, ""), Set.of(KeyManagementAlgorithm.RSA_OAEP_256)),
                    "SG-210",
                    "A key of type EC P-256 decrypts none");
            assertThat(KeyReader.readDecryptionKeys(
                                    TestKeys.privateJwk(EC, ""),
                                    Set.of(KeyManagementAlgorithm.RSA_OAEP_256, KeyManagementAlgorithm.ECDH_ES))
                            .keys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.algorithms()).containsExactly(KeyManagementAlgorithm.ECDH_ES));
        }

        /** Some write the content encryption into a symmetric key's "alg": RFC 7520 section 5.6. */
        @ParameterizedTest
        @CsvSource({
            "128, A128GCM, true",
            "128, A256GCM, false",
            "256, A256GCM, true",
            "256, A128CBC-HS256, true",
            "256, A128GCM, false",
            "512, A256CBC-HS512, true"
        })
        void readDecryptionKeys_contentEncryptionAsAlg_isForDirectUseAlone(int bits, String algorithm, boolean fits) {
            KeyReading<DecryptionKey> reading = decryptionKeys(TestKeys.octJwk(TestKeys.oct(bits, "o"), algorithm));
            if (fits) {
                assertThat(reading.keys())
                        .singleElement()
                        .satisfies(key -> assertThat(key.algorithms()).containsExactly(KeyManagementAlgorithm.DIR));
            } else {
                assertProblem(reading, "SG-209", "does not fit a key of type oct with " + bits / 8 + " bytes");
            }
            assertProblem(
                    decryptionKeys(TestKeys.privateJwk(RSA, algorithm)),
                    "SG-209",
                    "does not fit a key of type RSA 2048");
        }

        @Test
        void read_severalThatFit_listsThem() {
            assertThat(KeyReader.readPublicKeys(
                                    TestKeys.publicJwk(RSA, ""),
                                    Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256))
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.cause()).contains("RS256, PS256"));
            assertProblem(
                    decryptionKeys(TestKeys.octJwk(TestKeys.oct(256, "o"), "")), "SG-211", "A256KW, A256GCMKW, dir");
        }

        @ParameterizedTest
        @CsvSource({
            "128, A128KW, true",
            "128, A128GCMKW, true",
            "128, dir, true",
            "128, A192KW, false",
            "192, A192KW, true",
            "192, A192GCMKW, true",
            "192, dir, true",
            "256, A256KW, true",
            "256, A256GCMKW, true",
            "256, A128KW, false",
            "384, dir, true",
            "384, A256KW, false",
            "512, dir, true",
            "448, dir, false"
        })
        void readDecryptionKeys_symmetricKey_fitsAlgorithmsOfItsLength(int bits, String algorithm, boolean fits) {
            KeyReading<DecryptionKey> reading = decryptionKeys(TestKeys.octJwk(TestKeys.oct(bits, "o"), algorithm));
            assertThat(reading.keys().size()).isEqualTo(fits ? 1 : 0);
            assertThat(reading.problems().size()).isEqualTo(fits ? 0 : 1);
        }
    }
}
