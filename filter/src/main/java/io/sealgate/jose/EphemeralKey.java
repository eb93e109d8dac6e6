package io.sealgate.jose;

import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The header parameter {@code epk} (RFC 7518 section 4.6.1.1), read where it lies: it is another one in each token. */
final class EphemeralKey {
    private static final JsonPointer KEY_TYPE = JsonPointer.of("/epk/kty");
    private static final JsonPointer CURVE = JsonPointer.of("/epk/crv");
    private static final JsonPointer X = JsonPointer.of("/epk/x");
    private static final JsonPointer Y = JsonPointer.of("/epk/y");
    private static final JsonPointer PRIVATE = JsonPointer.of("/epk/d");

    private EphemeralKey() {}

    /** Whether it is there, and a public key as far as can be seen without knowing the curve. */
    static boolean isPublicKey(JsonObject header) {
        JsonValue y = header.find(Y);
        return header.find(PRIVATE).isAbsent() && decode(header.find(X)) != null && (y.isAbsent() || decode(y) != null);
    }

    /** Whether it is of this type and on this curve. */
    static boolean is(JsonObject header, String keyType, String curve) {
        return header.find(KEY_TYPE).isString(keyType) && header.find(CURVE).isString(curve);
    }

    /** The first coordinate, if it has this length in bytes (RFC 7518 section 6.2.1.2, RFC 8037 section 2); null if not. */
    static byte @Nullable [] x(JsonObject header, int length) {
        return ofLength(decode(header.find(X)), length);
    }

    /** As {@link #x}, the second one. */
    static byte @Nullable [] y(JsonObject header, int length) {
        return ofLength(decode(header.find(Y)), length);
    }

    private static byte @Nullable [] ofLength(byte @Nullable [] bytes, int length) {
        return bytes != null && bytes.length == length ? bytes : null;
    }

    private static byte @Nullable [] decode(JsonValue value) {
        return value.get() instanceof String text ? Base64Url.decode(text) : null;
    }
}
