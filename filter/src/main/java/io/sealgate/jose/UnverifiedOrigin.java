package io.sealgate.jose;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, before anything is verified, about whose policy it is to be judged by: of a signed one the {@code iss}, of an encrypted one the header. It is good for choosing among
 * policies and for nothing else; the policy that is chosen verifies the token by its own keys, and then asks for the very same {@code iss} among the claims.
 *
 * <p>The payload is gone through character by character up to its first {@code iss}, without being decoded elsewhere, so that what is made on the way is bounded by the longest {@code iss}, not by
 * the token. What is not well-formed there is found out by the strict reader once the signature holds, a second {@code iss} as well.
 */
public final class UnverifiedOrigin {
    /** Bytes, as they are written. */
    static final int LONGEST_ISSUER = 1024;

    private static final byte[] PREFIX = "{\"iss\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUFFIX = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final UnverifiedOrigin NOTHING = new UnverifiedOrigin(null, null, null);

    private final @Nullable String issuer;
    private final @Nullable ProtectedHeader encryption;
    private final @Nullable Rejected refusal;

    private UnverifiedOrigin(
            @Nullable String issuer, @Nullable ProtectedHeader encryption, @Nullable Rejected refusal) {
        this.issuer = issuer;
        this.encryption = encryption;
        this.refusal = refusal;
    }

    /** The {@code iss} of a signed token; null if it is another token, or has none that is a string of up to 1,024 bytes under a name without escapes. */
    public @Nullable String issuer() {
        return issuer;
    }

    /** The header of an encrypted token; null if it is another token. */
    public @Nullable ProtectedHeader encryption() {
        return encryption;
    }

    /** Why the token can be refused as it is; null if it cannot. */
    public @Nullable Rejected refusal() {
        return refusal;
    }

    /**
     * Reads what a token says.
     *
     * @param maxLength the longest token accepted, in characters
     */
    public static UnverifiedOrigin read(String token, int maxLength) {
        if (token.length() > maxLength) {
            return new UnverifiedOrigin(null, null, JoseTokenVerifier.tooLong(maxLength));
        }
        int first = token.indexOf('.');
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        if (second < 0) {
            return new UnverifiedOrigin(null, null, JoseTokenVerifier.NOT_COMPACT);
        }
        if (token.indexOf('.', second + 1) >= 0) {
            return ofEncrypted(token, first);
        }
        String issuer = new Payload(token, first + 1, second).issuer();
        return issuer == null ? NOTHING : new UnverifiedOrigin(issuer, null, null);
    }

    private static UnverifiedOrigin ofEncrypted(String token, int first) {
        if (first > JoseHeader.MAX_ENCODED_LENGTH) {
            return new UnverifiedOrigin(null, null, JoseTokenVerifier.HEADER_TOO_LONG);
        }
        byte[] header = Base64Url.decode(token.substring(0, first));
        if (header == null) {
            return new UnverifiedOrigin(null, null, JoseTokenVerifier.NOT_BASE64URL);
        }
        JoseHeader.Reading reading = JoseHeader.read(header);
        return reading.header() == null
                ? new UnverifiedOrigin(null, null, reading.rejected())
                : new UnverifiedOrigin(null, reading.header().parameters(), null);
    }

    /** Goes through the encoded JSON of a payload. Once something is out of order it only ever says that there is no issuer. */
    private static final class Payload {
        private static final int END = -1;

        private final String token;
        private final int end;
        private int at;
        private int bits;
        private int ready;

        Payload(String token, int from, int to) {
            this.token = token;
            this.at = from;
            this.end = to;
        }

        @Nullable String issuer() {
            if (afterSpace(next()) != '{') {
                return null;
            }
            int c;
            do {
                if (afterSpace(next()) != '"') {
                    return null;
                }
                boolean found = isIssuerName();
                if (afterSpace(next()) != ':') {
                    return null;
                }
                c = afterSpace(next());
                if (found) {
                    return c == '"' ? text() : null;
                }
                c = afterSpace(skipValue(c));
            } while (c == ',');
            return null;
        }

        /** The next byte; {@link #END} where there is none, or none that base64url can stand for. */
        private int next() {
            if (ready == 0) {
                int count = Math.min(4, end - at);
                if (count < 2) {
                    return END;
                }
                int group = 0;
                for (int i = 0; i < count; i++) {
                    char c = token.charAt(at++);
                    group = (group << 6) | (c > 0x7f ? -1 : Base64Url.value((byte) c));
                }
                if (group < 0) {
                    at = end;
                    return END;
                }
                ready = count - 1;
                bits = group >> (count == 4 ? 0 : count == 3 ? 2 : 4);
            }
            ready--;
            return (bits >> (Byte.SIZE * ready)) & 0xff;
        }

        private int afterSpace(int c) {
            int current = c;
            while (current == ' ' || current == '\n' || current == '\r' || current == '\t') {
                current = next();
            }
            return current;
        }

        /** Reads a name to its end. */
        private boolean isIssuerName() {
            int c = next();
            if (c == 'i') {
                c = next();
                if (c == 's') {
                    c = next();
                    if (c == 's') {
                        c = next();
                        if (c == '"') {
                            return true;
                        }
                    }
                }
            }
            skipText(c);
            return false;
        }

        /** Goes past the quote that ends a text of which this is the next byte. */
        private void skipText(int next) {
            int c = next;
            while (c != '"' && c != END) {
                if (c == '\\') {
                    next();
                }
                c = next();
            }
        }

        /**
         * Goes past the value that begins with this byte.
         *
         * @return the byte after it
         */
        private int skipValue(int begin) {
            int c = begin;
            int depth = 0;
            do {
                if (c == '"') {
                    skipText(next());
                } else if (c == '{' || c == '[') {
                    depth++;
                } else if (c == '}' || c == ']') {
                    depth--;
                }
                c = next();
            } while (c != END && (depth > 0 || (c != ',' && c != '}')));
            return c;
        }

        /** Reads a text to its end. */
        private @Nullable String text() {
            byte[] text = new byte[128];
            int length = 0;
            boolean plain = true;
            for (int c = next(); c != '"'; c = next()) {
                if (c == END || length == LONGEST_ISSUER) {
                    return null;
                }
                if (length == text.length) {
                    text = Arrays.copyOf(text, 2 * length);
                }
                text[length++] = (byte) c;
                plain &= c >= ' ' && c <= '~' && c != '\\';
                if (c == '\\') {
                    int escaped = next();
                    if (escaped == END || length == LONGEST_ISSUER) {
                        return null;
                    }
                    if (length == text.length) {
                        text = Arrays.copyOf(text, 2 * length);
                    }
                    text[length++] = (byte) escaped;
                }
            }
            return plain ? new String(text, 0, length, StandardCharsets.ISO_8859_1) : strictly(text, length);
        }

        /** What a text stands for that has escapes, or more than ASCII. */
        private static @Nullable String strictly(byte[] text, int length) {
            byte[] json = Arrays.copyOf(PREFIX, PREFIX.length + length + SUFFIX.length);
            System.arraycopy(text, 0, json, PREFIX.length, length);
            System.arraycopy(SUFFIX, 0, json, PREFIX.length + length, SUFFIX.length);
            JsonReader reader = new JsonReader(json, JsonLimits.HEADER);
            return reader.read() == null ? reader.object().string("iss") : null;
        }
    }
}
