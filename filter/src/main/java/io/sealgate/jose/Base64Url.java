package io.sealgate.jose;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Canonical base64url without padding (RFC 7515 section 2, RFC 4648 sections 3.5 and 5): one text for each value, so that a token cannot be respelled.
 */
final class Base64Url {
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Url() {}

    static byte @Nullable [] decode(String text) {
        return decode(text, 0, text.length());
    }

    /** Decodes a range of a text; null if it holds any other character, is of an impossible length, or has spare bits that are not zero. */
    static byte @Nullable [] decode(String text, int from, int to) {
        int length = to - from;
        int rest = length & 3;
        if (rest == 1) {
            return null;
        }
        byte[] out = new byte[(int) ((length * 3L) >> 2)];
        int at = from;
        int written = 0;
        int last = to - rest;
        while (at < last) {
            int bits = (value(text.charAt(at)) << 18)
                    | (value(text.charAt(at + 1)) << 12)
                    | (value(text.charAt(at + 2)) << 6)
                    | value(text.charAt(at + 3));
            if (bits < 0) {
                return null;
            }
            out[written] = (byte) (bits >> 16);
            out[written + 1] = (byte) (bits >> 8);
            out[written + 2] = (byte) bits;
            written += 3;
            at += 4;
        }
        if (rest != 0) {
            int bits = (value(text.charAt(at)) << 12)
                    | (value(text.charAt(at + 1)) << 6)
                    | (rest == 3 ? value(text.charAt(at + 2)) : 0);
            int spare = rest == 3 ? 0b11 : 0b1111_11_1111;
            if (bits < 0 || (bits & spare) != 0) {
                return null;
            }
            out[written] = (byte) (bits >> 10);
            if (rest == 3) {
                out[written + 1] = (byte) (bits >> 2);
            }
        }
        return out;
    }

    /** The six bits of a character, or -1, which makes negative whatever it is combined with. */
    private static int value(char c) {
        return c < 128 ? VALUES[c] : -1;
    }
}
