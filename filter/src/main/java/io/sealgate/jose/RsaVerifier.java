package io.sealgate.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/**
 * Verifies RSA signatures (RFC 8017 section 8) with the JDK's RSA: the whole encoding that the private key must have been applied to is made and compared, and nothing that comes out of a
 * signature is taken apart to be judged by its parts. Faster than the JDK's own {@link Signature}, and of PKCS #1 stricter (decision record 37). For one thread at a time.
 */
abstract class RsaVerifier {
    private static final String RSA = "RSA/ECB/NoPadding";

    final Hash hash;
    final MessageDigest digest;

    /** EM of RFC 8017 section 9, with zero bytes before it where it is shorter than the modulus. */
    final byte[] expected;

    private final Cipher rsa;
    private final byte[] hashed;
    private final int hashedFrom;

    /**
     * @param expected as long as the modulus
     * @param hashed where the hash of what was signed belongs, from {@code hashedFrom} on
     */
    RsaVerifier(Hash hash, PublicKey key, byte[] expected, byte[] hashed, int hashedFrom)
            throws GeneralSecurityException {
        this.hash = hash;
        this.digest = MessageDigest.getInstance(hash.digest);
        this.rsa = Cipher.getInstance(RSA);
        this.rsa.init(Cipher.ENCRYPT_MODE, key); // the operation of the public key
        this.expected = expected;
        this.hashed = hashed;
        this.hashedFrom = hashedFrom;
    }

    /** Whether the JDK's own RSA is what would verify: who has put another provider before it wants that one. */
    static boolean suits(String signature) {
        try {
            return Signature.getInstance(signature).getProvider().getName().equals("SunRsaSign")
                    && Cipher.getInstance(RSA).getProvider().getName().equals("SunJCE");
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether this is the signature of the first {@code length} bytes. */
    final boolean verify(byte[] input, int length, byte[] signature) throws SignatureException {
        try {
            digest.update(input, 0, length);
            digest.digest(hashed, hashedFrom, hash.length);
            return isExpected(rsa.doFinal(signature));
        } catch (BadPaddingException e) {
            // The number is not below the modulus (RFC 8017 section 5.2.2). Whoever sends that costs no instance.
            return false;
        } catch (GeneralSecurityException e) {
            throw new SignatureException(e);
        }
    }

    /**
     * Whether this is the encoding of what was hashed. It may be compared in any time: anybody can compute both.
     *
     * @param encoded what the public key made of a signature; as long as the modulus
     */
    abstract boolean isExpected(byte[] encoded) throws GeneralSecurityException;

    enum Hash {
        SHA256("SHA-256", "SHA256withRSA", 32, 1),
        SHA384("SHA-384", "SHA384withRSA", 48, 2),
        SHA512("SHA-512", "SHA512withRSA", 64, 3);

        /** The name of JCA's {@link MessageDigest}. */
        final String digest;

        /** The name of JCA's {@link Signature} of RSASSA-PKCS1-v1_5 with this hash. */
        final String pkcs1;

        /** In bytes. */
        final int length;

        /** The last arc of the object identifier, 2.16.840.1.101.3.4.2. */
        final int identifier;

        Hash(String digest, String pkcs1, int length, int identifier) {
            this.digest = digest;
            this.pkcs1 = pkcs1;
            this.length = length;
            this.identifier = identifier;
        }
    }
}
