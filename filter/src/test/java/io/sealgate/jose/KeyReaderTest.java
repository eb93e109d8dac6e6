package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {
    private static void assertProblem(KeyReading<?> reading, String code) {
        assertThat(reading.problems()).extracting(KeyProblem::code).containsExactly(code);
        assertThat(reading.keys()).isEmpty();
    }

    private static KeyReading<VerificationKey> publicKeys(String text) {
        return KeyReader.readPublicKeys(text, Set.of());
    }

    private static KeyReading<VerificationKey> secrets(String text) {
        return KeyReader.readSecrets(text, Set.of());
    }

    private static KeyReading<DecryptionKey> decryptionKeys(String text) {
        return KeyReader.readDecryptionKeys(text, Set.of());
    }

    private static String with(PublicJsonWebKey key, String member, Object value) {
        Map<String, Object> members = key.toParams(OutputControlLevel.PUBLIC_ONLY);
        members.put(member, value);
        return JsonUtil.toJson(members);
    }

    private static String okp(String curve, byte[] x) {
        return "{\"kty\":\"OKP\",\"crv\":\"" + curve + "\",\"x\":\"" + encode(x) + "\"}";
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A number as RFC 7748 and RFC 8032 write it: the least significant byte first. */
    private static byte[] littleEndian(BigInteger value, int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = value.shiftRight(8 * i).byteValue();
        }
        return out;
    }

    @Nested
    class Rsa {
        private String rsa(int bits, long exponent) {
            BigInteger modulus =
                    new BigInteger(bits, new Random(1)).setBit(bits - 1).setBit(0);
            return rsa(modulus, BigInteger.valueOf(exponent));
        }

        private String rsa(BigInteger modulus, BigInteger exponent) {
            return "{\"kty\":\"RSA\",\"n\":\"" + encode(unsigned(modulus)) + "\",\"e\":\"" + encode(unsigned(exponent))
                    + "\"}";
        }

        private byte[] unsigned(BigInteger value) {
            byte[] bytes = value.toByteArray();
            return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        }

        @ParameterizedTest
        @Requirement(42)
        @ValueSource(ints = {512, 1024, 2047})
        void readPublicKeys_modulusTooShort_refuses(int bits) {
            assertProblem(publicKeys(rsa(bits, 65_537)), "SG-208");
        }

        @ParameterizedTest
        @Requirement(43)
        @ValueSource(ints = {8193, 16_384})
        void readPublicKeys_modulusTooLong_refuses(int bits) {
            assertProblem(publicKeys(rsa(bits, 65_537)), "SG-208");
        }

        @ParameterizedTest
        @Requirement({42, 43})
        @ValueSource(ints = {2048, 8192})
        void readPublicKeys_modulusAtTheBounds_reads(int bits) {
            assertThat(publicKeys(rsa(bits, 3)).problems()).isEmpty();
        }

        @ParameterizedTest
        @Requirement(43)
        @ValueSource(longs = {1, 2, 65_536})
        void readPublicKeys_exponentOutOfBounds_refuses(long exponent) {
            assertThat(publicKeys(rsa(2048, exponent)).keys()).isEmpty();
        }

        @Test
        @Requirement(43)
        void readPublicKeys_exponentOf65Bits_refuses() {
            BigInteger modulus =
                    new BigInteger(2048, new Random(1)).setBit(2047).setBit(0);

            assertThat(publicKeys(rsa(modulus, BigInteger.ONE.shiftLeft(64).setBit(0)))
                            .keys())
                    .isEmpty();
        }

        @Test
        @Requirement(43)
        void readPublicKeys_evenModulus_refuses() {
            BigInteger modulus =
                    new BigInteger(2048, new Random(1)).setBit(2047).clearBit(0);

            assertProblem(publicKeys(rsa(modulus, BigInteger.valueOf(65_537))), "SG-208");
        }

        /** The flawed generator makes primes k * M + (65537^a mod M), M being a product of small primes. */
        @Test
        @Requirement(44)
        void readPublicKeys_modulusOfTheFlawedGenerator_refuses() {
            BigInteger product = Stream.of(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)
                    .map(BigInteger::valueOf)
                    .reduce(BigInteger.ONE, BigInteger::multiply);
            for (int prime :
                    new int[] {73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157}) {
                product = product.multiply(BigInteger.valueOf(prime));
            }
            BigInteger residue = BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(987_654_321), product);
            BigInteger modulus = product.multiply(new BigInteger(2048 - product.bitLength(), new Random(1))
                            .setBit(2047 - product.bitLength()))
                    .add(residue);
            if (!modulus.testBit(0)) {
                modulus = modulus.add(product);
            }

            assertThat(modulus.bitLength()).isBetween(2048, 2049);
            assertProblem(publicKeys(rsa(modulus, BigInteger.valueOf(65_537))), "SG-208");
        }
    }

    @Nested
    class Algorithms {
        static Stream<Arguments> misfits() {
            return Stream.of(
                    Arguments.of(TestKeys.rsa2048("k"), "ES256"),
                    Arguments.of(TestKeys.rsa2048("k"), "HS256"),
                    Arguments.of(TestKeys.rsa2048("k"), "none"),
                    Arguments.of(TestKeys.rsa2048("k"), "RSA-OAEP"),
                    Arguments.of(TestKeys.rsa2048("k"), "rs256"),
                    Arguments.of(TestKeys.rsa2048("k"), ""),
                    Arguments.of(TestKeys.p256("k"), "ES384"),
                    Arguments.of(TestKeys.p384("k"), "ES256"),
                    Arguments.of(TestKeys.p521("k"), "ES256K"),
                    Arguments.of(TestKeys.p256("k"), "ES256K"),
                    Arguments.of(TestKeys.ed25519("k"), "Ed448"),
                    Arguments.of(TestKeys.ed448("k"), "Ed25519"),
                    Arguments.of(TestKeys.ed25519("k"), "ES256"));
        }

        @ParameterizedTest
        @Requirement({38, 40, 47, 59})
        @MethodSource("misfits")
        void readPublicKeys_ownAlgorithmThatDoesNotFit_refuses(PublicJsonWebKey key, String algorithm) {
            assertProblem(publicKeys(with(key, "alg", algorithm)), "SG-209");
        }

        @Test
        @Requirement(40)
        void readPublicKeys_ownAlgorithmOffTheList_refuses() {
            assertProblem(
                    KeyReader.readPublicKeys(
                            TestKeys.publicJwk(TestKeys.rsa2048("k"), "RS512"), Set.of(SignatureAlgorithm.RS256)),
                    "SG-210");
        }

        @Test
        @Requirement(40)
        void readPublicKeys_severalAlgorithmsFit_refuses() {
            assertProblem(
                    KeyReader.readPublicKeys(
                            TestKeys.publicJwk(TestKeys.rsa2048("k"), ""),
                            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256)),
                    "SG-211");
        }

        @Test
        @Requirement(54)
        void readPublicKeys_listOfAHighSecurityProfile_leavesNoOtherKey() {
            Set<SignatureAlgorithm> profile = Set.of(
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.EDDSA,
                    SignatureAlgorithm.ED25519);

            assertProblem(
                    KeyReader.readPublicKeys(TestKeys.publicJwk(TestKeys.rsa2048("k"), "RS256"), profile), "SG-210");
            assertProblem(KeyReader.readSecrets(TestKeys.octJwk(TestKeys.oct(256, "k"), "HS256"), profile), "SG-210");
            assertThat(KeyReader.readPublicKeys(TestKeys.publicJwk(TestKeys.rsa2048("k"), ""), profile)
                            .keys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.algorithms()).containsExactly(SignatureAlgorithm.PS256));
        }

        @ParameterizedTest
        @Requirement({47, 59})
        @ValueSource(strings = {"P-192", "P-224", "secp256k1", "p-256", "Ed25519", ""})
        void readPublicKeys_otherCurve_refuses(String curve) {
            assertProblem(publicKeys(with(TestKeys.p256("k"), "crv", curve)), "SG-212");
        }

        @Test
        @Requirement(47)
        void readPublicKeys_pointOffItsCurve_refuses() {
            assertThat(publicKeys(with(TestKeys.p256("k"), "crv", "P-384")).keys())
                    .isEmpty();
            assertThat(publicKeys(with(TestKeys.p256("k"), "x", encode(new byte[32])))
                            .keys())
                    .isEmpty();
        }
    }

    @Nested
    class Purposes {
        @ParameterizedTest
        @Requirement(41)
        @CsvSource(
                delimiter = '|',
                value = {
                    "use | \"enc\"",
                    "use | \"Sig\"",
                    "use | \"\"",
                    "key_ops | [\"sign\"]",
                    "key_ops | []",
                    "key_ops | [\"encrypt\",\"wrapKey\"]"
                })
        void readPublicKeys_keyForAnotherPurpose_refuses(String member, String json) throws Exception {
            Object value = JsonUtil.parseJson("{\"v\":" + json + "}").get("v");

            assertProblem(publicKeys(with(TestKeys.p256("k"), member, value)), "SG-213");
        }

        @ParameterizedTest
        @Requirement(41)
        @CsvSource(
                delimiter = '|',
                value = {"use | 1", "key_ops | \"verify\"", "key_ops | [1]", "key_ops | [\"verify\",\"verify\"]"})
        void readPublicKeys_purposeOfAnotherType_refuses(String member, String json) throws Exception {
            Object value = JsonUtil.parseJson("{\"v\":" + json + "}").get("v");

            assertProblem(publicKeys(with(TestKeys.p256("k"), member, value)), "SG-201");
        }

        @Test
        @Requirement(41)
        void readPublicKeys_setWithKeyToEncrypt_leavesItOut() {
            KeyReading<VerificationKey> reading = publicKeys(TestKeys.set(
                    with(TestKeys.rsa2048("enc"), "use", "enc"), with(TestKeys.p256("sig"), "use", "sig")));

            assertThat(reading.problems()).isEmpty();
            assertThat(reading.keys()).extracting(VerificationKey::keyId).containsExactly("sig");
        }

        @Test
        @Requirement(91)
        void readDecryptionKeys_keyToSign_refuses() {
            Map<String, Object> members = TestKeys.p256("k").toParams(OutputControlLevel.INCLUDE_PRIVATE);
            members.put("use", "sig");

            assertProblem(decryptionKeys(JsonUtil.toJson(members)), "SG-213");
        }

        @Test
        @Requirement(91)
        void readDecryptionKeys_edwardsKeyOrPublicKey_refuses() {
            assertProblem(decryptionKeys(TestKeys.privateJwk(TestKeys.ed25519("k"), "")), "SG-212");
            assertProblem(decryptionKeys(TestKeys.publicJwk(TestKeys.p256("k"), "")), "SG-206");
        }

        @Test
        @Requirement(91)
        void isSameKeyAs_inEveryForm_tellsThePairs() {
            PublicJsonWebKey ec = TestKeys.p256("one");
            PublicJsonWebKey rsa = TestKeys.rsa2048("one");
            for (PublicJsonWebKey key : List.of(ec, rsa)) {
                PublicJsonWebKey other = key == ec ? TestKeys.p256("two") : TestKeys.rsa2048("two");
                String pkcs8 = pem("PRIVATE KEY", key.getPrivateKey().getEncoded());
                String spki = pem("PUBLIC KEY", key.getPublicKey().getEncoded());
                for (String publicKey : List.of(TestKeys.publicJwk(key, ""), spki)) {
                    VerificationKey verification = publicKeys(publicKey).keys().get(0);
                    for (String privateKey : List.of(TestKeys.privateJwk(key, ""), pkcs8)) {
                        assertThat(verification.isSameKeyAs(
                                        decryptionKeys(privateKey).keys().get(0)))
                                .as(publicKey)
                                .isTrue();
                    }
                    assertThat(verification.isSameKeyAs(decryptionKeys(TestKeys.privateJwk(other, ""))
                                    .keys()
                                    .get(0)))
                            .isFalse();
                }
            }
        }

        /** Zeros before a number change nothing of the key, and must not hide which it is. */
        @Test
        @Requirement(91)
        void isSameKeyAs_numbersWithZerosBefore_tellsThePairs() {
            PublicJsonWebKey rsa = TestKeys.rsa2048("one");
            String publicJwk = TestKeys.publicJwk(rsa, "");
            String privateJwk = TestKeys.privateJwk(rsa, "");
            String modulus =
                    encode(((RSAPublicKey) rsa.getPublicKey()).getModulus().toByteArray());
            String canonical =
                    (String) rsa.toParams(OutputControlLevel.PUBLIC_ONLY).get("n");
            for (String publicKey : List.of(publicJwk, publicJwk.replace(canonical, modulus))) {
                for (String privateKey : List.of(privateJwk, privateJwk.replace(canonical, modulus))) {
                    assertThat(publicKeys(publicKey)
                                    .keys()
                                    .get(0)
                                    .isSameKeyAs(
                                            decryptionKeys(privateKey).keys().get(0)))
                            .isTrue();
                }
            }
        }

        @Test
        @Requirement(91)
        void isSameKeyAs_secret_tellsTheSame() {
            VerificationKey secret = secrets(TestKeys.octJwk(TestKeys.oct(256, "k"), "HS256"))
                    .keys()
                    .get(0);

            assertThat(secret.isSameKeyAs(decryptionKeys(TestKeys.octJwk(TestKeys.oct(256, "k"), "A256KW"))
                            .keys()
                            .get(0)))
                    .isTrue();
            assertThat(secret.isSameKeyAs(decryptionKeys(TestKeys.octJwk(TestKeys.oct(256, "l"), "A256KW"))
                            .keys()
                            .get(0)))
                    .isFalse();
        }

        private String pem(String label, byte[] der) {
            return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                    + label + "-----\n";
        }

        @Test
        @Requirement(39)
        void readPublicKeys_secretAmongThem_refuses() {
            assertThat(publicKeys(TestKeys.set(
                                    TestKeys.publicJwk(TestKeys.p256("p"), "ES256"),
                                    TestKeys.octJwk(TestKeys.oct(256, "s"), "HS256")))
                            .problems())
                    .extracting(KeyProblem::code)
                    .containsExactly("SG-204");
        }

        @Test
        @Requirement(39)
        void readSecrets_publicKeyAmongThem_refuses() {
            assertThat(secrets(TestKeys.set(
                                    TestKeys.publicJwk(TestKeys.p256("p"), "ES256"),
                                    TestKeys.octJwk(TestKeys.oct(256, "s"), "HS256")))
                            .problems())
                    .extracting(KeyProblem::code)
                    .containsExactly("SG-205");
        }

        @Test
        @Requirement(65)
        void readPublicKeys_twoKeysOfOneName_refuses() {
            KeyReading<VerificationKey> reading = publicKeys(TestKeys.set(
                    TestKeys.publicJwk(TestKeys.p256("k"), ""), TestKeys.publicJwk(TestKeys.p384("k"), "")));

            assertThat(reading.problems()).extracting(KeyProblem::code).containsExactly("SG-214");
            List<VerificationKey> one =
                    publicKeys(TestKeys.publicJwk(TestKeys.p256("k"), "")).keys();
            assertThatThrownBy(() -> VerificationKeys.of(List.of(one.get(0), one.get(0))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Secrets {
        private String oct(byte[] secret, String algorithm) {
            return "{\"kty\":\"oct\",\"alg\":\"" + algorithm + "\",\"k\":\"" + encode(secret) + "\"}";
        }

        private byte[] random(int length) {
            byte[] bytes = new byte[length];
            new Random(7).nextBytes(bytes);
            return bytes;
        }

        @ParameterizedTest
        @Requirement(45)
        @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
        void readSecrets_shorterThanTheHash_refuses(String algorithm, int length) {
            assertThat(secrets(oct(random(length), algorithm)).problems()).isEmpty();
            assertProblem(secrets(oct(random(length - 1), algorithm)), "SG-207");
            assertThat(secrets(oct(random(16), algorithm)).keys()).isEmpty();
        }

        @Test
        void readSecrets_tooShortForAnyAlgorithmAndNoneNamed_saysThatItIsTooShort() {
            String mute = "{\"kty\":\"oct\",\"k\":\"%s\"}";
            assertProblem(secrets(mute.formatted(encode(random(31)))), "SG-207");
            assertProblem(secrets(mute.formatted(encode(random(32)))), "SG-211");
        }

        @ParameterizedTest
        @Requirement(46)
        @ValueSource(
                strings = {
                    "\0",
                    "a",
                    "0123456789",
                    "secret",
                    "Secret-",
                    "your-256-bit-secret-",
                    "correct horse battery staple ",
                    "changeme-"
                })
        void readSecrets_wordOverAndOver_refuses(String word) {
            byte[] secret = Arrays.copyOf(word.repeat(64).getBytes(US_ASCII), 64);

            assertProblem(secrets(oct(secret, "HS256")), "SG-208");
        }

        @ParameterizedTest
        @Requirement(46)
        @ValueSource(
                strings = {
                    "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
                    "a-string-secret-at-least-256-bits-long"
                })
        void readSecrets_publishedSecret_refuses(String secret) {
            assertProblem(secrets(oct(secret.getBytes(US_ASCII), "HS256")), "SG-208");
        }

        @Test
        @Requirement(46)
        void readSecrets_bytesOfPublishedHexadecimal_refuses() {
            byte[] secret = java.util.HexFormat.of()
                    .parseHex("404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970");

            assertProblem(secrets(oct(secret, "HS256")), "SG-208");
        }

        @Test
        @Requirement(46)
        void readSecrets_randomText_reads() {
            byte[] secret = "q2vYd0Zx7Lk4Wb9RfN1sTgH6mJ8cPu3A".getBytes(US_ASCII);

            assertThat(secrets(oct(secret, "HS256")).problems()).isEmpty();
        }
    }

    @Nested
    class Curve25519 {
        private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

        /** y coordinates of the points of order 1, 2, 4 and 8. */
        static Stream<BigInteger> smallEd25519() {
            BigInteger order8 =
                    new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");
            return Stream.of(BigInteger.ONE, P.subtract(BigInteger.ONE), BigInteger.ZERO, order8, P.subtract(order8));
        }

        @ParameterizedTest
        @Requirement(50)
        @MethodSource("smallEd25519")
        void readPublicKeys_ed25519OfSmallOrder_refuses(BigInteger y) {
            assertThat(publicKeys(okp("Ed25519", littleEndian(y, 32))).keys()).isEmpty();
            byte[] negative = littleEndian(y, 32);
            negative[31] |= (byte) 0x80;
            assertThat(publicKeys(okp("Ed25519", negative)).keys()).isEmpty();
        }

        @Test
        @Requirement(50)
        void readPublicKeys_ed25519InASecondForm_refuses() {
            for (BigInteger y : List.of(P, P.add(BigInteger.ONE), P.add(BigInteger.valueOf(3)))) {
                assertThat(publicKeys(okp("Ed25519", littleEndian(y, 32))).keys())
                        .isEmpty();
            }
        }

        @Test
        @Requirement(50)
        void readPublicKeys_ed448OfSmallOrder_refuses() {
            BigInteger p =
                    BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);
            for (BigInteger y : List.of(BigInteger.ONE, BigInteger.ZERO, p.subtract(BigInteger.ONE), p)) {
                assertThat(publicKeys(okp("Ed448", littleEndian(y, 57))).keys()).isEmpty();
            }
        }

        @ParameterizedTest
        @Requirement(50)
        @ValueSource(
                strings = {
                    "0",
                    "1",
                    "325606250916557431795983626356110631294008115727848805560023387167927233504",
                    "39382357235489614581723060781553021112529911719440698176882885853963445705823",
                    "57896044618658097711785492504343953926634992332820282019728792003956564819948"
                })
        void readDecryptionKeys_x25519OfSmallOrder_refuses(String u) {
            Map<String, Object> jwk = new HashMap<>(TestKeys.x25519("k").toParams(OutputControlLevel.INCLUDE_PRIVATE));
            assertThat(decryptionKeys(JsonUtil.toJson(jwk)).problems()).isEmpty();

            jwk.put("x", encode(littleEndian(new BigInteger(u), 32)));
            assertProblem(decryptionKeys(JsonUtil.toJson(jwk)), "SG-208");
        }

        /** Some that are too short are points of the curve by chance. */
        @ParameterizedTest
        @Requirement(50)
        @CsvSource({"Ed25519, 0", "Ed25519, 31", "Ed25519, 33", "Ed25519, 57", "Ed448, 32", "Ed448, 56", "Ed448, 58"})
        void readPublicKeys_edwardsKeyOfAnotherLength_refuses(String curve, int length) {
            for (byte first = 0; first < 8; first++) {
                byte[] x = new byte[length];
                if (length > 0) {
                    x[0] = first;
                }
                assertProblem(publicKeys(okp(curve, x)), "SG-201");
            }
        }

        @ParameterizedTest
        @Requirement(50)
        @CsvSource({"x, 31", "x, 33", "x, 0", "d, 31", "d, 33", "d, 0"})
        void readDecryptionKeys_x25519OfAnotherLength_refuses(String member, int length) {
            Map<String, Object> jwk = new HashMap<>(TestKeys.x25519("k").toParams(OutputControlLevel.INCLUDE_PRIVATE));
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 7);
            jwk.put(member, encode(bytes));

            assertProblem(decryptionKeys(JsonUtil.toJson(jwk)), "SG-201");
        }

        /** RFC 7748 section 5 has the last bit ignored, so that each key has a second form. */
        @Test
        @Requirement(50)
        void readDecryptionKeys_x25519InASecondForm_refuses() {
            Map<String, Object> jwk = new HashMap<>(TestKeys.x25519("k").toParams(OutputControlLevel.INCLUDE_PRIVATE));
            byte[] x = Base64.getUrlDecoder().decode((String) jwk.get("x"));
            x[31] |= (byte) 0x80;
            jwk.put("x", encode(x));

            assertProblem(decryptionKeys(JsonUtil.toJson(jwk)), "SG-201");
        }

        @ParameterizedTest
        @Requirement({47, 59})
        @ValueSource(strings = {"X448", "Ed25519ph", "ed25519"})
        void readPublicKeys_otherCurve_refuses(String curve) {
            assertProblem(publicKeys(okp(curve, new byte[32])), "SG-212");
        }
    }
}
