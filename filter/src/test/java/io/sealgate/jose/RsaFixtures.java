package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;

/** What only who has the private key can do: sign what is no encoding at all. */
final class RsaFixtures {
    private RsaFixtures() {}

    static KeyPair pair(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    static BigInteger modulus(KeyPair pair) {
        return ((RSAPublicKey) pair.getPublic()).getModulus();
    }

    /** Of the modulus, in bytes. */
    static int length(KeyPair pair) {
        return (modulus(pair).bitLength() + 7) / 8;
    }

    /** What the private key makes of any encoded message of its length. */
    static byte[] applyKey(KeyPair pair, byte[] encoded) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
        rsa.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        return rsa.doFinal(encoded);
    }

    /** Whether the number is below the modulus: no other can be signed. */
    static boolean isInRange(KeyPair pair, byte[] encoded) {
        return new BigInteger(1, encoded).compareTo(modulus(pair)) < 0;
    }

    /** Whether what the JDK signs is the signature of that, however long, and of nothing else. */
    static void assertVerifiesItsInputAlone(RsaVerifier verifier, Signature signer) throws SignatureException {
        byte[] input = "what was signed".getBytes(US_ASCII);
        for (int end = 0; end <= input.length; end++) {
            signer.update(input, 0, end);
            byte[] signature = signer.sign();
            assertThat(verifier.verify(input, end, signature)).isTrue();
            assertThat(verifier.verify(input, end == 0 ? 1 : end - 1, signature))
                    .isFalse();
        }
    }

    /** Numbers that are no signatures (RFC 8017 section 5.2.2), or of nothing: the modulus, the largest of its length, zero. */
    static byte[][] outOfRange(KeyPair pair) {
        int length = length(pair);
        byte[] largest = new byte[length];
        Arrays.fill(largest, (byte) 0xff);
        byte[] itself = modulus(pair).toByteArray();
        return new byte[][] {
            largest, Arrays.copyOfRange(itself, itself.length - length, itself.length), new byte[length]
        };
    }
}
