package io.sealgate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of strings that each token is asked for: names of claims, the issuer, an audience. Comparing bytes takes a few nanoseconds, comparing them with the characters of a string ten times as
 * long. A string that is the very object is found fastest, as constants and what comes from the configuration are; one of other characters takes the place of one. Thread-safe: what a race loses
 * is made anew.
 */
final class KnownStrings {
    private static final int SIZE = 256;

    /** Longer names are made anew: nobody uses them often, and they would keep memory. */
    private static final int LONGEST_NAME = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final @Nullable Known[] SLOTS = new Known[SIZE];
    private static final @Nullable Known[] NAMES = new Known[SIZE];

    /** No string of valid UTF-8 has this byte. */
    private static final byte[] NEVER = {(byte) 0xff};

    private KnownStrings() {}

    /** What is known of a string. */
    static Known of(String string) {
        int slot = string.hashCode() & (SIZE - 1);
        Known known = SLOTS[slot];
        if (known == null || !known.string.equals(string)) {
            known = Known.of(string);
            SLOTS[slot] = known;
        }
        return known;
    }

    /** The string of these bytes, which are ASCII and the name of a member: issuers write the same few again and again. */
    static String name(byte[] text, int start, int end) {
        int length = end - start;
        if (length == 0 || length > LONGEST_NAME) {
            return new String(text, start, length, ISO_8859_1);
        }
        int slot = ((length * 31 + text[start]) * 31 + text[end - 1]) * 31 + text[start + length / 2] & (SIZE - 1);
        Known known = NAMES[slot];
        if (known == null || !known.isIn(text, start, end)) {
            known = Known.of(new String(text, start, length, ISO_8859_1));
            NAMES[slot] = known;
        }
        return known.string;
    }

    /**
     * A string and what it is compared by. A record, because the fields of one that is a constant are constants to the compiler.
     *
     * @param utf8 not to be changed
     * @param first the first eight bytes, or as many as there are
     * @param mask the bits of {@code first} that count
     * @param last the last eight bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody asks whether two are equal
    record Known(String string, byte[] utf8, int sketch, long first, long mask, long last) {
        static Known of(String string) {
            byte[] utf8 = utf8(string);
            byte[] padded = Arrays.copyOf(utf8, Math.max(utf8.length, Long.BYTES));
            return new Known(
                    string,
                    utf8,
                    Tape.sketch(string),
                    (long) LONGS.get(padded, 0),
                    utf8.length >= Long.BYTES ? -1L : (1L << (utf8.length * Byte.SIZE)) - 1,
                    (long) LONGS.get(padded, padded.length - Long.BYTES));
        }

        /** Half of a surrogate pair would become a question mark; no text holds one, so such a string must equal nothing. */
        private static byte[] utf8(String string) {
            byte[] utf8 = string.getBytes(UTF_8);
            for (int i = 0; i < string.length(); i++) {
                if (Character.isSurrogate(string.charAt(i))) {
                    return string.equals(new String(utf8, UTF_8)) ? utf8 : NEVER;
                }
            }
            return utf8;
        }

        /** Whether these are its bytes. */
        boolean isIn(byte[] text, int start, int end) {
            int length = utf8.length;
            if (end - start != length) {
                return false;
            }
            if (text.length - start >= Long.BYTES) {
                if ((((long) LONGS.get(text, start) ^ first) & mask) != 0) {
                    return false;
                }
                if (length <= Long.BYTES) {
                    return true; // as most names are, which spares them what follows
                }
                if ((long) LONGS.get(text, end - Long.BYTES) != last) {
                    return false;
                }
                if (length <= 2 * Long.BYTES) {
                    return true;
                }
            }
            return Arrays.equals(text, start, end, utf8, 0, length);
        }
    }
}
