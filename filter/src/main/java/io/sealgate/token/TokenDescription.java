package io.sealgate.token;

import org.jspecify.annotations.Nullable;

/**
 * The four things about a token that may be logged: {@code alg}, {@code kid}, {@code iss} and {@code jti}. Each is null
 * where the token has none or was refused before it was read; {@code jti} is known only once the signature holds, and so is {@code iss}, unless the token is refused for it before the signature
 * is looked at. The accessors return raw values that a caller chose; {@link #toString()} is safe to log.
 */
public record TokenDescription(
        @Nullable String algorithm,
        @Nullable String keyId,
        @Nullable String issuer,
        @Nullable String tokenId) {

    /** The description of a token of which nothing could be read, or of no token at all. */
    public static final TokenDescription NONE = new TokenDescription(null, null, null, null);

    private static final int MAX_LENGTH = 64;

    /** {@code alg=ES256 kid=k1 iss=https://… jti=…}, each value cut to 64 characters and escaped to printable ASCII. */
    @Override
    public String toString() {
        return "alg=" + printable(algorithm) + " kid=" + printable(keyId) + " iss=" + printable(issuer) + " jti="
                + printable(tokenId);
    }

    private static String printable(@Nullable String value) {
        if (value == null) {
            return "-";
        }
        StringBuilder out = new StringBuilder(Math.min(value.length(), MAX_LENGTH) + 3);
        for (int i = 0; i < value.length() && i < MAX_LENGTH; i++) {
            char c = value.charAt(i);
            // A space or "=" inside a value could forge another field of the log line.
            if (c > ' ' && c < 0x7f && c != '=' && c != '\\' && c != '"') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return value.length() > MAX_LENGTH ? out.append("...").toString() : out.toString();
    }
}
