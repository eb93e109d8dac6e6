package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestKeys;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EdECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.NamedParameterSpec;
import java.util.Random;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bound of each check. The keys are of our own making, for the JDK's factories refuse some of them before we could. */
@SuppressWarnings("serial") // keys are serializable, points are not; nobody serializes these
class KeyChecksTest {

    /** A modulus that is no power of 65537 by any of the small primes. */
    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    /** What nobody asks of these keys. */
    private interface PublicHalf extends PublicKey {
        @Override
        default String getFormat() {
            return "X.509";
        }

        @Override
        default byte[] getEncoded() {
            return new byte[0];
        }
    }

    private record Rsa(BigInteger getModulus, BigInteger getPublicExponent) implements RSAPublicKey, PublicHalf {
        @Override
        public BigInteger getModulus() {
            return getModulus;
        }

        @Override
        public BigInteger getPublicExponent() {
            return getPublicExponent;
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }
    }

    private record Ec(ECParameterSpec getParams, ECPoint getW) implements ECPublicKey, PublicHalf {
        @Override
        public ECPoint getW() {
            return getW;
        }

        @Override
        public ECParameterSpec getParams() {
            return getParams;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }
    }

    private record Ed(NamedParameterSpec getParams, BigInteger y) implements EdECPublicKey, PublicHalf {
        @Override
        public NamedParameterSpec getParams() {
            return getParams;
        }

        @Override
        public EdECPoint getPoint() {
            return new EdECPoint(false, y);
        }

        @Override
        public String getAlgorithm() {
            return "EdDSA";
        }
    }

    private record Xec(AlgorithmParameterSpec getParams, BigInteger getU) implements XECPublicKey, PublicHalf {
        @Override
        public AlgorithmParameterSpec getParams() {
            return getParams;
        }

        @Override
        public BigInteger getU() {
            return getU;
        }

        @Override
        public String getAlgorithm() {
            return "XDH";
        }
    }

    @Nested
    class RsaKeys {

        @ParameterizedTest
        @CsvSource({"2048, true", "2047, false", "2049, true", "8192, true", "8193, false", "1024, false"})
        void check_lengthOfTheModulus_hasBounds(int bits, boolean good) {
            assertThat(KeyChecks.check(new Rsa(modulus(bits), BigInteger.valueOf(65537)))
                            .isEmpty())
                    .isEqualTo(good);
            if (!good) {
                assertThat(KeyChecks.check(new Rsa(modulus(bits), BigInteger.valueOf(65537)))
                                .orElseThrow())
                        .contains("has " + bits + " bits");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "1, false",
            "2, false",
            "3, true",
            "4, false",
            "5, true",
            "65536, false",
            "65537, true",
            "18446744073709551615, true",
            "18446744073709551617, false",
            "-3, false",
            "0, false"
        })
        void check_exponent_isOddAndHasBounds(BigInteger exponent, boolean good) {
            assertThat(KeyChecks.check(new Rsa(modulus(2048), exponent)).isEmpty())
                    .isEqualTo(good);
        }

        @Test
        void check_evenModulus_isRefused() {
            assertThat(KeyChecks.check(new Rsa(modulus(2048).clearBit(0), BigInteger.valueOf(3)))
                            .orElseThrow())
                    .contains("even");
        }

        @Test
        void check_powerOf65537ByEveryPrime_isRefusedAsTheFlawedGenerators() {
            BigInteger product = BigInteger.ONE;
            for (int prime : new int[] {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157}) {
                product = product.multiply(BigInteger.valueOf(prime));
            }
            for (int power : new int[] {0, 1, 2, 5, 41}) {
                BigInteger flawed = BigInteger.valueOf(65537)
                        .modPow(BigInteger.valueOf(power), product)
                        .add(product.multiply(BigInteger.ONE.shiftLeft(2048 - product.bitLength())));
                flawed = flawed.testBit(0) ? flawed : flawed.add(product);
                assertThat(KeyChecks.check(new Rsa(flawed, BigInteger.valueOf(65537)))
                                .orElse(""))
                        .as("65537 to the power of %s", power)
                        .contains("ROCA");
                // Another remainder by one prime alone acquits it.
                assertThat(KeyChecks.check(new Rsa(
                                flawed.add(BigInteger.TWO.multiply(product.divide(BigInteger.valueOf(11)))),
                                BigInteger.valueOf(65537))))
                        .as("65537 to the power of %s, but for one prime", power)
                        .satisfies(result -> assertThat(result.orElse("")).doesNotContain("bits"));
            }
        }
    }

    @Nested
    class EcKeys {
        private final ECPublicKey good = (ECPublicKey) TestKeys.p256("s1").getPublicKey();
        private final BigInteger p =
                ((java.security.spec.ECFieldFp) EllipticCurves.P256.getCurve().getField()).getP();

        private boolean passes(BigInteger x, BigInteger y) {
            return KeyChecks.check(new Ec(EllipticCurves.P256, new ECPoint(x, y)))
                    .isEmpty();
        }

        @Test
        void check_pointOnTheCurve_passes() {
            assertThat(KeyChecks.check(good)).isEmpty();
            assertThat(passes(good.getW().getAffineX(), good.getW().getAffineY()))
                    .isTrue();
            assertThat(passes(good.getW().getAffineX(), p.subtract(good.getW().getAffineY())))
                    .isTrue();
            assertThat(KeyChecks.check(TestKeys.p384("s2").getPublicKey())).isEmpty();
            assertThat(KeyChecks.check(TestKeys.p521("s3").getPublicKey())).isEmpty();
        }

        @Test
        void check_pointElsewhere_isRefused() {
            BigInteger x = good.getW().getAffineX();
            BigInteger y = good.getW().getAffineY();
            assertThat(passes(x, y.add(BigInteger.ONE))).isFalse();
            assertThat(passes(x.add(BigInteger.ONE), y)).isFalse();
            assertThat(passes(BigInteger.ZERO, BigInteger.ZERO)).isFalse();
            assertThat(KeyChecks.check(new Ec(EllipticCurves.P256, ECPoint.POINT_INFINITY)))
                    .isPresent();
            assertThat(KeyChecks.check(new Ec(EllipticCurves.P384, good.getW())).orElseThrow())
                    .contains("P-384");
        }

        @Test
        void check_anotherCurve_isRefused() {
            // On the curve y^2 = x^3 + 7 of secp256k1, which the JDK no longer has.
            BigInteger field = new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
            EllipticCurve curve = new EllipticCurve(new ECFieldFp(field), BigInteger.ZERO, BigInteger.valueOf(7));
            ECPoint point = new ECPoint(
                    new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
                    new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
            ECParameterSpec parameters = new ECParameterSpec(
                    curve,
                    point,
                    new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16),
                    1);
            assertThat(KeyChecks.check(new Ec(parameters, point)).orElseThrow())
                    .isEqualTo("The EC key is on a curve other than P-256, P-384 and P-521.");
        }

        @Test
        void isPair_anotherKeyOrCurve_isFalse() {
            assertThat(KeyChecks.isPair(good, (ECPrivateKey) TestKeys.p256("s1").getPrivateKey()))
                    .isTrue();
            assertThat(KeyChecks.isPair(good, (ECPrivateKey) TestKeys.p256("s2").getPrivateKey()))
                    .isFalse();
            assertThat(KeyChecks.isPair(good, (ECPrivateKey) TestKeys.p521("s3").getPrivateKey()))
                    .isFalse();
            assertThat(KeyChecks.isPair(new Ec(EllipticCurves.P256, ECPoint.POINT_INFINITY), (ECPrivateKey)
                            TestKeys.p256("s1").getPrivateKey()))
                    .isFalse();
        }

        /** The same point in other numbers: it is on the curve, modulo p. */
        @Test
        void check_coordinatesOutsideTheField_areRefused() {
            BigInteger x = good.getW().getAffineX();
            BigInteger y = good.getW().getAffineY();
            assertThat(passes(x.add(p), y)).isFalse();
            assertThat(passes(x, y.add(p))).isFalse();
            assertThat(passes(x.subtract(p), y)).isFalse();
            assertThat(passes(x, y.subtract(p))).isFalse();
            // x = 0 is on the curve; so x = p would be.
            BigInteger root = EllipticCurves.P256
                    .getCurve()
                    .getB()
                    .modPow(p.add(BigInteger.ONE).shiftRight(2), p);
            assertThat(passes(BigInteger.ZERO, root)).isTrue();
            assertThat(passes(p, root)).isFalse();
        }
    }

    @Nested
    class EdwardsKeys {
        private final BigInteger p25519 = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        private final BigInteger p448 =
                BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);
        private final BigInteger order8 =
                new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");

        private String problem(NamedParameterSpec curve, BigInteger y) {
            return KeyChecks.check(new Ed(curve, y)).orElse("");
        }

        @Test
        void check_smallOrder_isRefused() {
            for (BigInteger y : new BigInteger[] {
                BigInteger.ZERO, BigInteger.ONE, p25519.subtract(BigInteger.ONE), order8, p25519.subtract(order8)
            }) {
                assertThat(problem(NamedParameterSpec.ED25519, y)).contains("small order");
            }
            for (BigInteger y : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, p448.subtract(BigInteger.ONE)}) {
                assertThat(problem(NamedParameterSpec.ED448, y)).contains("small order");
            }
        }

        @Test
        void check_secondForm_isRefused() {
            assertThat(problem(NamedParameterSpec.ED25519, p25519)).contains("canonical");
            assertThat(problem(NamedParameterSpec.ED25519, p25519.add(BigInteger.TWO)))
                    .contains("canonical");
            assertThat(problem(NamedParameterSpec.ED448, p448)).contains("canonical");
        }

        @Test
        void check_anyOtherPoint_passes() {
            assertThat(problem(NamedParameterSpec.ED25519, BigInteger.TWO)).isEmpty();
            assertThat(problem(NamedParameterSpec.ED25519, p25519.subtract(BigInteger.TWO)))
                    .isEmpty();
            assertThat(problem(NamedParameterSpec.ED448, BigInteger.TWO)).isEmpty();
            assertThat(problem(NamedParameterSpec.ED448, p25519)).isEmpty();
            assertThat(problem(NamedParameterSpec.ED448, order8)).isEmpty();
            assertThat(problem(NamedParameterSpec.ED448, p448.subtract(order8))).isEmpty();
        }

        @Test
        void check_montgomeryPoint_hasTheSameBounds() {
            for (BigInteger u : new BigInteger[] {
                BigInteger.ZERO,
                BigInteger.ONE,
                p25519.subtract(BigInteger.ONE),
                new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
                new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823")
            }) {
                assertThat(KeyChecks.check(new Xec(NamedParameterSpec.X25519, u))
                                .orElse(""))
                        .contains("small order");
            }
            assertThat(KeyChecks.check(new Xec(NamedParameterSpec.X25519, p25519))
                            .orElse(""))
                    .contains("canonical");
            assertThat(KeyChecks.check(new Xec(NamedParameterSpec.X25519, BigInteger.valueOf(-1)))
                            .orElse(""))
                    .contains("canonical");
            assertThat(KeyChecks.check(new Xec(NamedParameterSpec.X25519, BigInteger.valueOf(9))))
                    .isEmpty();
            assertThat(KeyChecks.check(new Xec(NamedParameterSpec.X448, p25519)))
                    .isEmpty();
        }
    }

    @Nested
    class Secrets {

        private static byte[] distinct(int count, int length) {
            byte[] secret = new byte[length];
            for (int i = 0; i < length; i++) {
                secret[i] = (byte) (0x80 + i % count);
            }
            return secret;
        }

        @ParameterizedTest
        @CsvSource({
            "9, 32, false",
            "10, 32, true",
            "9, 64, false",
            "10, 64, true",
            "1, 32, false",
            "5, 10, true",
            "4, 10, false",
            "9, 18, true",
            "8, 18, false"
        })
        void checkSecret_distinctBytes_haveABound(int count, int length, boolean good) {
            assertThat(KeyChecks.checkSecret(distinct(count, length)).isEmpty()).isEqualTo(good);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "my-SECRET-0123456789-abcdefghijklm",
                    "0123456789 bcdefghijklmnopqrstuvw",
                    "~!@#$%^&*()_+ }{:?><abcdefghijkl",
                    " 123456789bcdefghijklmnopqrstuvw"
                })
        void checkSecret_textOfAPerson_isRefused(String text) {
            assertThat(KeyChecks.checkSecret(text.getBytes(ISO_8859_1)).orElse(""))
                    .contains("dictionary");
        }

        /** A byte that is no printable character shows that no person wrote it, whatever words are in it. */
        @ParameterizedTest
        @ValueSource(ints = {0x00, 0x1f, 0x7f, 0x80, 0xff})
        void checkSecret_wordAmongOtherBytes_passes(int other) {
            String text = "secret password 0123456789" + (char) other;
            assertThat(KeyChecks.checkSecret(text.getBytes(ISO_8859_1))).isEmpty();
        }

        @Test
        void checkSecret_randomText_passes() {
            assertThat(KeyChecks.checkSecret("7f9Kq2~XvB4mZ8wR1!nL6tY3^hG5dS0c".getBytes(ISO_8859_1)))
                    .isEmpty();
        }
    }
}
