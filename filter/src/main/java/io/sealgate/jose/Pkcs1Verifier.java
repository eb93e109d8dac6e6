package io.sealgate.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2): in the encoding, the hash at the end alone depends on what was signed. */
final class Pkcs1Verifier extends RsaVerifier {
    /**
     * @param length of the modulus, in bytes
     */
    Pkcs1Verifier(Hash hash, PublicKey key, int length) throws GeneralSecurityException {
        this(hash, key, encoding(hash, length));
    }

    private Pkcs1Verifier(Hash hash, PublicKey key, byte[] expected) throws GeneralSecurityException {
        super(hash, key, expected, expected, expected.length - hash.length);
    }

    @Override
    boolean isExpected(byte[] encoded) {
        return Arrays.equals(expected, encoded);
    }

    /** EMSA-PKCS1-v1_5 (section 9.2), without the hash. */
    private static byte[] encoding(Hash hash, int length) {
        byte[] info = digestInfo(hash);
        int infoFrom = length - hash.length - info.length;
        byte[] encoding = new byte[length];
        Arrays.fill(encoding, 1, infoFrom - 1, (byte) 0xff);
        encoding[1] = 1;
        System.arraycopy(info, 0, encoding, infoFrom, info.length);
        return encoding;
    }

    /** The DER of a DigestInfo, but for the hash at its end: the algorithm with its parameters, which are NULL, and the length of the hash. */
    private static byte[] digestInfo(Hash hash) {
        return HexFormat.of()
                .parseHex("30%02x300d060960864801650304020%x050004%02x"
                        .formatted(17 + hash.length, hash.identifier, hash.length));
    }
}
