package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.token.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that only who has the private key can make, and which are none all the same. */
class PssVerifierTest {
    private static final byte[] INPUT = "what was signed".getBytes(US_ASCII);
    private static final int LENGTH = 256;
    private static final int HASH = 32;

    private static KeyPair key;

    @BeforeAll
    static void makeKey() throws GeneralSecurityException {
        key = RsaFixtures.pair(LENGTH * 8);
    }

    private static PssVerifier verifier() throws GeneralSecurityException {
        return new PssVerifier(RsaVerifier.Hash.SHA256, key.getPublic(), LENGTH);
    }

    private static boolean verifies(byte[] encoded) throws GeneralSecurityException {
        assertThat(RsaFixtures.isInRange(key, encoded)).isTrue();
        return verifier().verify(INPUT, INPUT.length, RsaFixtures.applyKey(key, encoded));
    }

    private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** EMSA-PSS-ENCODE of RFC 8017 section 9.1.1, with what can be done otherwise as parameters. */
    private record Encoding(
            byte[] zeros, byte[] input, byte[] salt, UnaryOperator<byte[]> block, String maskWith, int trailer) {
        static final Encoding GOOD =
                new Encoding(new byte[8], INPUT, salt(HASH), UnaryOperator.identity(), "SHA-256", 0xbc);

        static byte[] salt(int length) {
            byte[] salt = new byte[length];
            new Random(5).nextBytes(salt);
            return salt;
        }

        Encoding withZeros(int number) {
            return new Encoding(new byte[number], input, salt, block, maskWith, trailer);
        }

        Encoding withInput(byte[] other) {
            return new Encoding(zeros, other, salt, block, maskWith, trailer);
        }

        Encoding withSalt(int length) {
            return new Encoding(zeros, input, salt(length), block, maskWith, trailer);
        }

        /** DB before it is masked. */
        Encoding withBlock(UnaryOperator<byte[]> other) {
            return new Encoding(zeros, input, salt, other, maskWith, trailer);
        }

        Encoding maskedWith(String digest) {
            return new Encoding(zeros, input, salt, block, digest, trailer);
        }

        Encoding withTrailer(int other) {
            return new Encoding(zeros, input, salt, block, maskWith, other);
        }

        byte[] encode() throws GeneralSecurityException {
            byte[] hash = sha256(zeros, sha256(input), salt);
            byte[] data = new byte[LENGTH - HASH - 1];
            data[data.length - salt.length - 1] = 1;
            System.arraycopy(salt, 0, data, data.length - salt.length, salt.length);
            data = block.apply(data);
            byte[] mask = mask(hash, data.length);
            for (int i = 0; i < data.length; i++) {
                data[i] ^= mask[i];
            }
            data[0] &= 0x7f; // for a modulus of 2048 bits
            return ByteBuffer.allocate(LENGTH)
                    .put(data)
                    .put(hash)
                    .put((byte) trailer)
                    .array();
        }

        private byte[] mask(byte[] hash, int length) throws GeneralSecurityException {
            MessageDigest digest = MessageDigest.getInstance(maskWith);
            ByteArrayOutputStream mask = new ByteArrayOutputStream();
            for (int counter = 0; mask.size() < length; counter++) {
                digest.update(hash);
                mask.writeBytes(
                        digest.digest(ByteBuffer.allocate(4).putInt(counter).array()));
            }
            return Arrays.copyOf(mask.toByteArray(), length);
        }
    }

    @Test
    void verify_encodingOfTheRfc_isAccepted() throws GeneralSecurityException {
        assertThat(verifies(Encoding.GOOD.encode())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void verify_signatureOfTheJdk_isAcceptedForItsInputAlone(RsaVerifier.Hash hash) throws GeneralSecurityException {
        // Of a modulus of 2049 bits the first byte is no part of the encoding; the smallest has hardly room for
        // SHA-512.
        for (int bits : new int[] {1042, 2047, 2048, 2049, 2050, 2056, 3072}) {
            KeyPair pair = RsaFixtures.pair(bits);
            PssVerifier verifier = new PssVerifier(hash, pair.getPublic(), RsaFixtures.length(pair));
            Signature signer = signer(hash.digest, hash.digest, hash.length, pair.getPrivate());
            RsaFixtures.assertVerifiesItsInputAlone(verifier, signer);
        }
    }

    private static Signature signer(String digest, String maskDigest, int saltLength, PrivateKey with)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance("RSASSA-PSS");
        signer.setParameter(new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(maskDigest), saltLength, PSSParameterSpec.TRAILER_FIELD_BC));
        signer.initSign(with);
        return signer;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 31, 33, 64, LENGTH - HASH - 2})
    void verify_saltOfAnotherLength_isRefused(int length) throws GeneralSecurityException {
        assertThat(verifies(Encoding.GOOD.withSalt(length).encode())).isFalse();

        Signature signer = signer("SHA-256", "SHA-256", length, key.getPrivate());
        signer.update(INPUT);
        assertThat(verifier().verify(INPUT, INPUT.length, signer.sign())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-384", "SHA-512"})
    void verify_maskOfAnotherHash_isRefused(String digest) throws GeneralSecurityException {
        assertThat(verifies(Encoding.GOOD.maskedWith(digest).encode())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xcc, 0xbd, 0x3c, 0})
    void verify_anotherTrailer_isRefused(int trailer) throws GeneralSecurityException {
        assertThat(verifies(Encoding.GOOD.withTrailer(trailer).encode())).isFalse();
    }

    @Test
    void verify_hashOfSomethingElse_isRefused() throws GeneralSecurityException {
        assertThat(verifies(Encoding.GOOD.withZeros(0).encode())).isFalse();
        assertThat(verifies(Encoding.GOOD.withZeros(9).encode())).isFalse();
        assertThat(verifies(Encoding.GOOD.withInput(new byte[0]).encode())).isFalse();
    }

    /** Of the padding each byte matters, and the salt stands behind a one. The first bit of all is not signed. */
    @Test
    void verify_paddingOfAnythingElse_isRefused() throws GeneralSecurityException {
        for (int at = 0; at < LENGTH - 2 * HASH - 1; at++) {
            int changed = at;
            byte[] encoded = Encoding.GOOD
                    .withBlock(data -> {
                        data[changed] ^= (byte) (changed == 0 ? 0x20 : 0x80);
                        return data;
                    })
                    .encode();
            if (RsaFixtures.isInRange(key, encoded)) {
                assertThat(verifies(encoded)).as("byte " + at).isFalse();
            }
        }
    }

    @Test
    void verify_anotherByteAnywhere_isRefused() throws GeneralSecurityException {
        byte[] good = Encoding.GOOD.encode();
        PssVerifier verifier = verifier();
        for (int at = 0; at < LENGTH; at++) {
            for (int bit = 1; bit <= 0x80; bit <<= 1) {
                byte[] other = good.clone();
                other[at] ^= (byte) bit;
                if (RsaFixtures.isInRange(key, other)) {
                    assertThat(verifier.verify(INPUT, INPUT.length, RsaFixtures.applyKey(key, other)))
                            .as("byte %s, bit %s", at, bit)
                            .isFalse();
                }
            }
        }
        assertThat(verifies(good)).isTrue();
    }

    /** What refused them goes on. */
    @Test
    void verify_numberNotBelowTheModulus_isRefusedAtNoCost() throws GeneralSecurityException {
        byte[] good = RsaFixtures.applyKey(key, Encoding.GOOD.encode());
        PssVerifier verifier = verifier();

        for (byte[] bad : RsaFixtures.outOfRange(key)) {
            assertThat(verifier.verify(INPUT, INPUT.length, bad)).isFalse();
            assertThat(verifier.verify(INPUT, INPUT.length, good)).isTrue();
        }
    }

    /** Such a key is for the JDK, which looks at its parameters (RFC 4055 section 3.3). */
    @Test
    void of_keyBoundToAHash_verifiesWithThatAlone() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(new RSAKeyGenParameterSpec(
                2048,
                RSAKeyGenParameterSpec.F4,
                new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)));
        KeyPair bound = generator.generateKeyPair();

        assertThat(SignatureCheck.of(SignatureAlgorithm.PS384, bound.getPublic(), CryptoProvider.DEFAULT))
                .isNotNull();
        assertThatThrownBy(() -> SignatureCheck.of(SignatureAlgorithm.PS256, bound.getPublic(), CryptoProvider.DEFAULT))
                .isInstanceOf(UnusableKeyException.class);
    }

    @Test
    void suits_plainJdk_isSo() {
        assertThat(RsaVerifier.suits("RSASSA-PSS")).isTrue();
        assertThat(RsaVerifier.suits("no such signature")).isFalse();
    }
}
