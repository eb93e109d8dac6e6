package io.sealgate.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;

/**
 * RSASSA-PSS (RFC 8017 section 8.1.2) with MGF1, the same hash in all places and a salt as long as that (RFC 7518 section 3.5). The mask that hides the salt is made of H,
 * the hash near the end: taking H from the signature shows the salt, and with both the encoding can be made anew.
 */
final class PssVerifier extends RsaVerifier {
    private static final byte TRAILER = (byte) 0xbc;

    /** What M' of section 9.1.1 begins with. */
    private static final int ZEROS = 8;

    /** M': zeros, the hash of what was signed, the salt. */
    private final byte[] salted;

    /** H, and MGF1's counter in four bytes. */
    private final byte[] seed;

    /** Where EM begins: at 0, or at 1 where the modulus has one bit more than full bytes. */
    private final int from;

    /** The bits of the first byte that can be set. */
    private final int firstByte;

    private final int saltFrom;
    private final int hashFrom;

    /**
     * @param key of at least the size of two hashes and two bytes
     * @param length of the modulus, in bytes
     */
    PssVerifier(Hash hash, PublicKey key, int length) throws GeneralSecurityException {
        this(hash, key, length, new byte[ZEROS + 2 * hash.length]);
    }

    private PssVerifier(Hash hash, PublicKey key, int length, byte[] salted) throws GeneralSecurityException {
        super(hash, key, new byte[length], salted, ZEROS);
        int bits = ((RSAKey) key).getModulus().bitLength() - 1;
        int bytes = (bits + 7) / 8;
        this.salted = salted;
        this.seed = new byte[hash.length + Integer.BYTES];
        this.from = length - bytes;
        this.firstByte = 0xff >> (8 * bytes - bits);
        this.hashFrom = length - 1 - hash.length;
        this.saltFrom = hashFrom - hash.length;
        this.expected[length - 1] = TRAILER;
    }

    @Override
    boolean isExpected(byte[] encoded) throws GeneralSecurityException {
        mask(encoded);
        for (int i = 0; i < hash.length; i++) {
            salted[ZEROS + hash.length + i] = (byte) (encoded[saltFrom + i] ^ expected[saltFrom + i]);
        }
        expected[from] &= (byte) firstByte;
        expected[saltFrom - 1] ^= 1; // behind the mask, zeros, and a one before the salt
        digest.update(salted);
        digest.digest(expected, hashFrom, hash.length);
        return Arrays.equals(encoded, 0, saltFrom, expected, 0, saltFrom)
                && Arrays.equals(encoded, hashFrom, encoded.length, expected, hashFrom, expected.length);
    }

    /** MGF1 (section B.2.1) of the hash, over all that comes before it and perhaps some of its place. */
    private void mask(byte[] encoded) throws GeneralSecurityException {
        System.arraycopy(encoded, hashFrom, seed, 0, hash.length);
        byte counter = 0;
        for (int at = from; at < hashFrom; at += hash.length) {
            seed[seed.length - 1] = counter++; // one byte is enough for moduli of up to 65,536 bits
            digest.update(seed);
            digest.digest(expected, at, hash.length);
        }
    }
}
