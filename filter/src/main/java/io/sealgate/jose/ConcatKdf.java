package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** The key derivation function of ECDH-ES: Concat KDF with SHA-256 (RFC 7518 section 4.6.2, NIST SP 800-56A section 5.8.1). */
final class ConcatKdf {
    private ConcatKdf() {}

    /**
     * @param algorithm whose key it will be: an {@code enc}, or, where a key is wrapped, an {@code alg}
     * @param length of the key, in bytes
     */
    static byte[] derive(byte[] secret, String algorithm, byte[] partyU, byte[] partyV, int length)
            throws GeneralSecurityException {
        byte[] algorithmId = algorithm.getBytes(US_ASCII);
        byte[] input = ByteBuffer.allocate(
                        5 * Integer.BYTES + secret.length + algorithmId.length + partyU.length + partyV.length)
                .putInt(0)
                .put(secret)
                .putInt(algorithmId.length)
                .put(algorithmId)
                .putInt(partyU.length)
                .put(partyU)
                .putInt(partyV.length)
                .put(partyV)
                .putInt(length * Byte.SIZE)
                .array();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] key = new byte[0];
        for (int round = 1; key.length < length; round++) {
            byte[] hash = sha256.digest(ByteBuffer.wrap(input).putInt(round).array());
            int done = key.length;
            key = Arrays.copyOf(key, Math.min(length, done + hash.length));
            System.arraycopy(hash, 0, key, done, key.length - done);
        }
        return key;
    }
}
