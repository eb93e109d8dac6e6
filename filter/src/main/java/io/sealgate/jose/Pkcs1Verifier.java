package io.sealgate.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/**
 * Verifies RSASSA-PKCS1-v1_5 with the JDK's RSA as RFC 8017 section 8.2.2 says: what the key must have been applied to is made and compared, and nothing that comes out of a
 * signature is parsed. The JDK's own {@link Signature} compares twice, without algorithm parameters too, and takes longer (decision record 37). For one thread at a time.
 */
final class Pkcs1Verifier {
    private static final String RSA = "RSA/ECB/NoPadding";

    private final MessageDigest digest;
    private final Cipher rsa;

    /** EM of RFC 8017 section 9.2, of which only the hash at its end ever changes. */
    private final byte[] expected;

    private final int beforeHash;

    /**
     * @param length of the modulus, in bytes
     */
    Pkcs1Verifier(Hash hash, PublicKey key, int length) throws GeneralSecurityException {
        this.digest = MessageDigest.getInstance(hash.digest);
        this.rsa = Cipher.getInstance(RSA);
        this.rsa.init(Cipher.ENCRYPT_MODE, key); // the operation of the public key
        this.beforeHash = length - hash.length;
        this.expected = new byte[length];
        byte[] info = hash.digestInfo();
        Arrays.fill(expected, 1, beforeHash - info.length - 1, (byte) 0xff);
        expected[1] = 1;
        System.arraycopy(info, 0, expected, beforeHash - info.length, info.length);
    }

    /** Whether the JDK's own RSA is what would verify: who has put another provider before it wants that one. */
    static boolean suits(Hash hash) {
        try {
            return Signature.getInstance(hash.signature).getProvider().getName().equals("SunRsaSign")
                    && Cipher.getInstance(RSA).getProvider().getName().equals("SunJCE");
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether this is the signature of the first {@code length} bytes. */
    boolean verify(byte[] input, int length, byte[] signature) throws SignatureException {
        try {
            digest.update(input, 0, length);
            digest.digest(expected, beforeHash, expected.length - beforeHash);
            return Arrays.equals(expected, rsa.doFinal(signature)); // both of which anybody can compute
        } catch (BadPaddingException e) {
            // The number is not below the modulus (RFC 8017 section 5.2.2). Whoever sends that costs no instance.
            return false;
        } catch (GeneralSecurityException e) {
            throw new SignatureException(e);
        }
    }

    /** A hash, and what RFC 8017 section 9.2, note 1 puts before it. */
    enum Hash {
        SHA256("SHA-256", "SHA256withRSA", 32, 1),
        SHA384("SHA-384", "SHA384withRSA", 48, 2),
        SHA512("SHA-512", "SHA512withRSA", 64, 3);

        /** The name of JCA's {@link Signature} with this hash. */
        final String signature;

        private final String digest;
        private final int length;
        private final int identifier;

        /**
         * @param identifier the last arc of the hash's object identifier, 2.16.840.1.101.3.4.2
         */
        Hash(String digest, String signature, int length, int identifier) {
            this.digest = digest;
            this.signature = signature;
            this.length = length;
            this.identifier = identifier;
        }

        /** The DER of a DigestInfo, but for the hash at its end: the algorithm with its parameters, which are NULL, and the length of the hash. */
        private byte[] digestInfo() {
            return HexFormat.of()
                    .parseHex("30%02x300d060960864801650304020%x050004%02x".formatted(17 + length, identifier, length));
        }
    }
}
