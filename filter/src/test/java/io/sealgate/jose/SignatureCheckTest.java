package io.sealgate.jose;

import static io.sealgate.jose.JoseFixtures.verifies;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Seen from the provider's side: how often it is asked for an instance, and for what. */
class SignatureCheckTest {
    private static final String NAME = "Observed";

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void remove() {
        Security.removeProvider(NAME);
    }

    private static VerificationKey key(SignatureAlgorithm algorithm, Key key) {
        return new VerificationKey("k", key, EnumSet.of(algorithm), VerificationKey.Thumbprints.UNKNOWN, null);
    }

    private static VerificationKey observed(SignatureAlgorithm algorithm, Key key) {
        return key(algorithm, key).verifiedBy(CryptoProvider.find(NAME).orElseThrow());
    }

    /** The JDK's own instances, counted. */
    private void offer(String type, String algorithm) {
        Provider.Service real = Arrays.stream(Security.getProviders())
                .map(provider -> provider.getService(type, algorithm))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        Security.addProvider(new OneService(type, algorithm, () -> {
            made.incrementAndGet();
            return real.newInstance(null);
        }));
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of(SignatureAlgorithm.HS256, TestKeys.oct(256, "k"), "Mac", "HmacSHA256"),
                Arguments.of(SignatureAlgorithm.RS256, TestKeys.rsa2048("k"), "Signature", "SHA256withRSA"),
                Arguments.of(SignatureAlgorithm.PS256, TestKeys.rsa2048("k"), "Signature", "RSASSA-PSS"),
                Arguments.of(SignatureAlgorithm.ES256, TestKeys.p256("k"), "Signature", "SHA256withECDSAinP1363Format"),
                Arguments.of(SignatureAlgorithm.ED25519, TestKeys.ed25519("k"), "Signature", "Ed25519"));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void verify_manyTokensInTurn_usesOneInstance(
            SignatureAlgorithm algorithm, JsonWebKey jwk, String type, String name) {
        offer(type, name);
        VerificationKey key =
                observed(algorithm, jwk instanceof PublicJsonWebKey pair ? pair.getPublicKey() : jwk.getKey());
        String token = TestTokens.valid().signedWith(jwk, algorithm.identifier());
        byte[] input = token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        byte[] other = signature.clone();
        other[0] ^= 1;
        other[other.length - 1] ^= 1;

        for (int i = 0; i < 20; i++) {
            assertThat(verifies(key, input, input.length, signature)).isTrue();
            assertThat(verifies(key, input, input.length - 1, signature)).isFalse();
            verifies(key, input, input.length, other);
            assertThat(verdict(key, token.substring(0, token.length() - 4) + "AA*A"))
                    .isEqualTo(SignatureCheck.Verdict.NOT_BASE64URL);
        }
        // One that cannot even be decoded may cost its instance.
        assertThat(made.get()).isBetween(1, algorithm == SignatureAlgorithm.ED25519 ? 21 : 1);
    }

    @Test
    void verify_goodTokens_usesTheInstanceThatWasMadeAtTheStart() {
        offer("Signature", "Ed25519");
        PublicJsonWebKey jwk = TestKeys.ed25519("k");
        VerificationKey key = observed(SignatureAlgorithm.ED25519, jwk.getPublicKey());
        assertThat(made).hasValue(1);
        String token = TestTokens.valid().signedWith(jwk, "Ed25519");
        byte[] input = token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));

        for (int i = 0; i < 20; i++) {
            assertThat(verifies(key, input, input.length, signature)).isTrue();
        }
        assertThat(made).hasValue(1);
    }

    /** Who has put another provider before the JDK's own wants that one to verify, not the JDK's RSA. */
    @ParameterizedTest
    @CsvSource({"RS256, SHA256withRSA", "PS256, RSASSA-PSS"})
    void verify_anotherProviderIsPreferred_asksIt(SignatureAlgorithm algorithm, String name) {
        Security.insertProviderAt(
                new OneService("Signature", name, () -> new CryptoProviderTest.Anything() {
                    @Override
                    protected boolean engineVerify(byte[] signature) {
                        asked.incrementAndGet();
                        return true;
                    }
                }),
                1);
        VerificationKey key = key(algorithm, TestKeys.rsa2048("k").getPublicKey());

        assertThat(verifies(key, new byte[1], 1, new byte[256])).isTrue();
        assertThat(asked).hasValue(1);
    }

    /** Whatever state it is in, it must not judge the next signature. */
    @Test
    void verify_instanceThatThrew_isReplaced() {
        Security.addProvider(new OneService("Signature", "SHA256withRSA", () -> {
            made.incrementAndGet();
            return new CryptoProviderTest.Anything() {
                @Override
                protected boolean engineVerify(byte[] signature) throws SignatureException {
                    if (signature[0] == 0) {
                        throw new SignatureException();
                    }
                    return true;
                }
            };
        }));
        VerificationKey key =
                observed(SignatureAlgorithm.RS256, TestKeys.rsa2048("k").getPublicKey());
        byte[] good = new byte[256];
        good[0] = 1;

        assertThat(verifies(key, new byte[1], 1, new byte[256])).isFalse();
        assertThat(made).hasValue(1);
        assertThat(verifies(key, new byte[1], 1, good)).isTrue();
        assertThat(verifies(key, new byte[1], 1, good)).isTrue();
        assertThat(made).hasValue(2);
    }

    /** Decoded into an array that is kept, so nothing of one signature may be left when the next is judged. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void verify_anythingInBetween_isJudgedByItself(SignatureAlgorithm algorithm, JsonWebKey jwk) {
        VerificationKey key = key(algorithm, jwk instanceof PublicJsonWebKey pair ? pair.getPublicKey() : jwk.getKey());
        String good = TestTokens.valid().signedWith(jwk, algorithm.identifier());
        int dot = good.lastIndexOf('.');
        int middle = (dot + good.length()) / 2;
        assertThat(verdict(key, good)).isEqualTo(SignatureCheck.Verdict.HOLDS);
        for (String foreign : List.of("=", ".", "+", "\u00e9")) {
            String token = good.substring(0, middle) + foreign + good.substring(middle + 1);
            assertThat(verdict(key, token)).isEqualTo(SignatureCheck.Verdict.NOT_BASE64URL);
            assertThat(verdict(key, good)).isEqualTo(SignatureCheck.Verdict.HOLDS);
        }
        assertThat(verdict(key, good.substring(0, good.length() - 4) + "AA*A"))
                .isEqualTo(SignatureCheck.Verdict.NOT_BASE64URL);
        for (String shorter : List.of("", "AAAA", good.substring(dot + 1, dot + 29))) {
            assertThat(verdict(key, good.substring(0, dot + 1) + shorter))
                    .isEqualTo(SignatureCheck.Verdict.DOES_NOT_HOLD);
            assertThat(verdict(key, good.substring(0, dot + 1) + shorter + "*AAA"))
                    .isEqualTo(SignatureCheck.Verdict.NOT_BASE64URL);
        }
        assertThat(verdict(key, good + "AAAA")).isNotEqualTo(SignatureCheck.Verdict.HOLDS);
        assertThat(verdict(key, good)).isEqualTo(SignatureCheck.Verdict.HOLDS);
    }

    private static SignatureCheck.Verdict verdict(VerificationKey key, String token) {
        byte[] bytes = token.getBytes(ISO_8859_1);
        int dot = token.lastIndexOf('.', token.indexOf('.', token.indexOf('.') + 1));
        return key.verify(bytes, dot, dot + 1, bytes.length);
    }

    /** CVE-2022-21449: a JDK that did not look at the range took zeros for a signature of anything. */
    @ParameterizedTest
    @Requirement(48)
    @CsvSource({"ES256", "ES384", "ES512"})
    void verify_numbersOutOfRange_neverReachTheProvider(String name) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(name).orElseThrow();
        Security.addProvider(new OneService(
                "Signature",
                "SHA" + name.substring(2) + "withECDSAinP1363Format",
                () -> new CryptoProviderTest.Anything() {
                    @Override
                    protected boolean engineVerify(byte[] signature) {
                        asked.incrementAndGet();
                        return true;
                    }
                }));
        PublicKey publicKey = switch (algorithm) {
            case ES256 -> TestKeys.p256("k").getPublicKey();
            case ES384 -> TestKeys.p384("k").getPublicKey();
            default -> TestKeys.p521("k").getPublicKey();
        };
        VerificationKey key = observed(algorithm, publicKey);
        BigInteger order = ((ECKey) publicKey).getParams().getOrder();
        int half = (order.bitLength() + 7) / 8;
        List<BigInteger> bad = List.of(
                BigInteger.ZERO,
                order,
                order.add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(8 * half).subtract(BigInteger.ONE));

        for (BigInteger number : bad) {
            assertThat(verifies(key, new byte[1], 1, signature(number, BigInteger.ONE, half)))
                    .isFalse();
            assertThat(verifies(key, new byte[1], 1, signature(BigInteger.ONE, number, half)))
                    .isFalse();
        }
        assertThat(asked).hasValue(0);
        BigInteger last = order.subtract(BigInteger.ONE);
        assertThat(verifies(key, new byte[1], 1, signature(BigInteger.ONE, last, half)))
                .isTrue();
        assertThat(verifies(key, new byte[1], 1, signature(last, BigInteger.ONE, half)))
                .isTrue();
        assertThat(asked).hasValue(2);
        assertThat(verifies(key, new byte[1], 1, new byte[2 * half - 1])).isFalse();
        assertThat(verifies(key, new byte[1], 1, new byte[2 * half + 1])).isFalse();
        assertThat(asked).hasValue(2);
    }

    private static byte[] signature(BigInteger r, BigInteger s, int half) {
        byte[] signature = new byte[2 * half];
        put(r, signature, half);
        put(s, signature, 2 * half);
        return signature;
    }

    private static void put(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        System.arraycopy(bytes, from, into, end - bytes.length + from, bytes.length - from);
    }

    @Test
    void verifiedBy_providerThatCannotUseTheKey_fallsBackAndSaysSoOnce() {
        Security.addProvider(new OneService("Signature", "Ed25519", () -> new CryptoProviderTest.Anything() {
            @Override
            protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
                throw new InvalidKeyException();
            }
        }));
        CryptoProvider provider = CryptoProvider.find(NAME).orElseThrow();
        PublicJsonWebKey jwk = TestKeys.ed25519("k");
        try (CapturedLog log = CapturedLog.open()) {
            for (int i = 0; i < 3; i++) {
                VerificationKey key =
                        key(SignatureAlgorithm.ED25519, jwk.getPublicKey()).verifiedBy(provider);
                assertThat(verifies(key, new byte[1], 1, new byte[64])).isFalse();
            }
            CryptoProvider.DEFAULT.lacks("anything");

            assertThat(log.lines())
                    .containsExactly(
                            "WARNING The provider Observed (sealgate.crypto.provider) cannot be used for Ed25519; the JDK's own is.");
        }
    }

    @Test
    @Requirement(45)
    void create_secretShorterThanTheHash_throws() {
        assertThatThrownBy(() -> key(SignatureAlgorithm.HS512, new SecretKeySpec(new byte[32], "HmacSHA512")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("HS512");
    }

    /** A key in a device has no bytes; the JDK says so when it is first used. */
    @Test
    @Requirement(59)
    void create_keyThatTheJdkCannotUse_throwsAtOnce() {
        SecretKey elsewhere = new SecretKey() {
            private static final long serialVersionUID = 1;

            @Override
            public String getAlgorithm() {
                return "HmacSHA256";
            }

            @Override
            @SuppressWarnings("NullAway") // as the interface allows
            public String getFormat() {
                return null;
            }

            @Override
            @SuppressWarnings("NullAway") // as the interface allows
            public byte[] getEncoded() {
                return null;
            }
        };
        assertThatThrownBy(() -> key(SignatureAlgorithm.HS256, elsewhere)).isInstanceOf(UnusableKeyException.class);
    }

    /** Makes what a provider is asked for. */
    @FunctionalInterface
    interface Maker {
        Object make() throws NoSuchAlgorithmException;
    }

    /** A provider of one thing, or more if they are added. */
    static final class OneService extends Provider {
        private static final long serialVersionUID = 1;

        OneService(String type, String algorithm, Maker maker) {
            super(NAME, "1", "for tests");
            and(type, algorithm, maker);
        }

        OneService and(String type, String algorithm, Maker maker) {
            putService(new Service(this, type, algorithm, "none", null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return maker.make();
                }

                @Override
                public boolean supportsParameter(Object parameter) {
                    return true;
                }
            });
            return this;
        }

        static Optional<CryptoProvider> find() {
            return CryptoProvider.find(NAME);
        }
    }
}
