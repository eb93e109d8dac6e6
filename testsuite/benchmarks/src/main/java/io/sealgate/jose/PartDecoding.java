package io.sealgate.jose;

import java.util.Objects;

/** Lends a step of the verifier to the benchmarks, as it is within it; that is why this lies in its package. */
public final class PartDecoding {
    private PartDecoding() {}

    /** Decodes a signature into an array of its length. */
    public static void decodeSignature(byte[] token, int from, int to, byte[] signature) {
        if (!Base64Url.decode(token, from, to, signature)) {
            throw new IllegalStateException("not base64url");
        }
    }

    /** Decodes the payload of a token as before verifying it with this key. */
    public static byte[] decode(VerificationKey key, byte[] token, int from, int to) {
        return Objects.requireNonNull(key.decode(token, from, to));
    }
}
