package io.sealgate.jose;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a key pair can be recognized by in either half: the members {@code n} and {@code x} of a JWK (RFC 7518 sections 6.2.1.2 and 6.3.1.1). */
final class PublicPart {
    private PublicPart() {}

    /** Null where the key does not show it. */
    static @Nullable String of(Key key) {
        if (key instanceof RSAKey rsa) {
            BigInteger modulus = rsa.getModulus();
            return encode(modulus, (modulus.bitLength() + 7) / 8);
        } else if (key instanceof ECPublicKey ec) {
            return encode(
                    ec.getW().getAffineX(),
                    (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8);
        }
        return null;
    }

    private static String encode(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int significant = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - significant, padded, length - significant, significant);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
