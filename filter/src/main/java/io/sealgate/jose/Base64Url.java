package io.sealgate.jose;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Canonical base64url without padding (RFC 7515 section 2, RFC 4648 sections 3.5 and 5): one text for each value, so that a token cannot be respelled.
 */
final class Base64Url {
    /** From here on the JDK's decoder, which has machine code of its own, takes so much less time that it is worth what comes with it. */
    private static final int LONG = 4096;

    /** From here on it takes less time. */
    private static final int LONG_BEFORE_MAC = 128;

    private static final VarHandle EIGHT_CHARACTERS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FOUR_CHARACTERS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** The twelve bits of two characters, of which the first is the low byte of the index, or -1: one look for two characters halves the time. */
    private static final short[] PAIRS = new short[1 << Short.SIZE];

    static {
        byte[] values = new byte[1 << Byte.SIZE];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) ((values[i & 0xff] << 6) | values[i >> Byte.SIZE]);
        }
    }

    private Base64Url() {}

    static byte @Nullable [] decode(String text) {
        byte[] ascii =
                text.getBytes(StandardCharsets.US_ASCII); // other characters become "?", which is not in the alphabet
        return decode(ascii, 0, ascii.length);
    }

    /** Decodes a range of a text; null if it holds any other character, is of an impossible length, or has spare bits that are not zero. */
    static byte @Nullable [] decode(byte[] text, int from, int to) {
        return decode(text, from, to, LONG);
    }

    /**
     * As {@link #decode(byte[], int, int)}, for a thread that is not about to compute with large numbers. The JDK decodes with AVX-512 where the processor has it, after which verifying a signature or
     * agreeing on a key takes microseconds longer: many times what decoding saves.
     */
    static byte @Nullable [] decodeBeforeMac(byte[] text, int from, int to) {
        return decode(text, from, to, LONG_BEFORE_MAC);
    }

    private static byte @Nullable [] decode(byte[] text, int from, int to, int longFrom) {
        if (!endsWell(text, from, to)) {
            return null;
        }
        if (to - from >= longFrom) {
            return decodeLong(text, from, to);
        }
        byte[] out = new byte[decodedLength(to - from)];
        return decodeShort(text, from, to, out) ? out : null;
    }

    /**
     * Decodes a range of a text; false if it is not canonical, after which the array holds anything.
     *
     * @param out as long as what so many characters stand for
     */
    static boolean decode(byte[] text, int from, int to, byte[] out) {
        return endsWell(text, from, to) && decodeShort(text, from, to, out);
    }

    private static int decodedLength(int characters) {
        return characters * 3 / 4;
    }

    /** How many characters stand for so many bytes. */
    static int encodedLength(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    private static boolean endsWell(byte[] text, int from, int to) {
        int rest = (to - from) & 3;
        return rest == 0 || (rest != 1 && !hasSpareBits(text[to - 1], rest));
    }

    /** Of the last character of two, four bits are not used, of the last of three, two. A character outside the alphabet has them set. */
    private static boolean hasSpareBits(byte last, int rest) {
        return (value(last) & (rest == 2 ? 0b1111 : 0b11)) != 0;
    }

    private static boolean decodeShort(byte[] text, int from, int to, byte[] out) {
        int at = from;
        int written = 0;
        long all = 0;
        // With two bytes more, over which the next ones are written, and for which eleven characters see that there is
        // room.
        for (int last = to - 11; at <= last; at += 8) {
            long bits = eight((long) EIGHT_CHARACTERS.get(text, at));
            all |= bits;
            EIGHT_BYTES.set(out, written, bits << 16);
            written += 6;
        }
        // As above, with one byte more.
        for (int last = to - 6; at <= last; at += 4) {
            int bits = four((int) FOUR_CHARACTERS.get(text, at));
            all |= bits;
            FOUR_BYTES.set(out, written, bits << 8);
            written += 3;
        }
        int left = to - at;
        if (left > 0) { // two, three or four characters
            int bits = (pair(text[at], text[at + 1]) << 12)
                    | (left > 2 ? value(text[at + 2]) << 6 : 0)
                    | (left > 3 ? value(text[at + 3]) : 0);
            all |= bits;
            out[written] = (byte) (bits >> 16);
            if (left > 2) {
                out[written + 1] = (byte) (bits >> 8);
            }
            if (left > 3) {
                out[written + 2] = (byte) bits;
            }
        }
        return all >= 0;
    }

    /** The 48 bits of eight characters, or less than zero. */
    private static long eight(long characters) {
        return ((long) PAIRS[(int) characters & 0xffff] << 36)
                | ((long) PAIRS[(int) characters >>> 16] << 24)
                | ((long) PAIRS[(int) (characters >>> 32) & 0xffff] << 12)
                | PAIRS[(int) (characters >>> 48)];
    }

    /** The 24 bits of four characters, or less than zero. */
    private static int four(int characters) {
        return (PAIRS[characters & 0xffff] << 12) | PAIRS[characters >>> 16];
    }

    private static byte @Nullable [] decodeLong(byte[] text, int from, int to) {
        if (text[to - 1] == '=') {
            return null; // the JDK would take it for padding, which it refuses anywhere else
        }
        try {
            return Base64.getUrlDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .array();
        } catch (IllegalArgumentException e) {
            return null; // its message quotes the character
        }
    }

    /** The six bits of a character, or -1, which makes negative whatever it is combined with. */
    static int value(byte c) {
        return pair((byte) 'A', c); // A stands for 0
    }

    private static int pair(byte first, byte second) {
        return PAIRS[(first & 0xff) | ((second & 0xff) << Byte.SIZE)];
    }
}
