package io.sealgate.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What makes a text an object with the same tape as one that was read. It has the same length; where a member of that one had a string of plain characters, it has plain
 * characters; where one had an integer, digits behind its first; and everywhere else the very same bytes, be they names, punctuation, fractions, escapes or all that is
 * nested. So whatever {@link JsonReader} asks of a text holds because it held for that one. Immutable.
 */
final class JsonLayout {
    /** The last bytes of a text are looked at as one word. */
    static final int LEAST_LENGTH = Long.BYTES;

    private static final int ROOT = 0;
    private static final byte ALL_BITS = -1;
    private static final long ALL_BYTES = -1;
    private static final byte HIGH_BIT = Byte.MIN_VALUE;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int length;

    /** Where words of eight bytes begin, which together are the text: first those of {@code same}, then those of {@code pattern}. */
    final int[] places;

    /** The words of which each byte must be the same. */
    final long[] same;

    /**
     * Two for each other word. The first has all bits of the bytes that must be the same. The second holds these bytes, and of each other one nothing but whether it must be a
     * digit, in its high bit: what may differ is not kept.
     */
    final long[] pattern;

    private final long[] words;
    private final byte[] slots;

    /**
     * @param expected of each byte, what it must be, or nothing but whether it must be a digit
     * @param mask all bits of the bytes that must be the same
     */
    private JsonLayout(byte[] expected, byte[] mask, long[] words, byte[] slots) {
        this.length = expected.length;
        this.places = new int[length / Long.BYTES + 1];
        int wholes = 0;
        int others = places.length;
        for (int i = 0; i < places.length; i++) {
            int place = Math.min(i * Long.BYTES, length - Long.BYTES);
            boolean whole = (long) LONGS.get(mask, place) == ALL_BYTES;
            places[whole ? wholes++ : --others] = place;
        }
        this.same = new long[wholes];
        for (int i = 0; i < wholes; i++) {
            same[i] = (long) LONGS.get(expected, places[i]);
        }
        this.pattern = new long[2 * (places.length - wholes)];
        for (int i = wholes; i < places.length; i++) {
            pattern[2 * (i - wholes)] = (long) LONGS.get(mask, places[i]);
            pattern[2 * (i - wholes) + 1] = (long) LONGS.get(expected, places[i]);
        }
        this.words = words;
        this.slots = slots;
    }

    /**
     * The layout of the text of a tape, of at least {@link #LEAST_LENGTH} bytes.
     *
     * @param words those of the tape, kept
     * @param slots those of the object, kept
     */
    static JsonLayout of(Tape tape, long[] words, byte[] slots) {
        byte[] expected = tape.text().clone();
        byte[] mask = new byte[expected.length];
        Arrays.fill(mask, ALL_BITS);
        int end = tape.next(ROOT);
        for (int name = ROOT + 2; name < end; name = tape.next(name + 1)) {
            long value = tape.word(name + 1);
            int type = Tape.type(value);
            int from = Tape.start(value);
            if (type == Tape.STRING) {
                Arrays.fill(mask, from, Tape.end(value), (byte) 0);
                Arrays.fill(expected, from, Tape.end(value), (byte) 0);
            } else if (type == Tape.INTEGER && expected[from] != '-') {
                // The first digit must not become 0.
                Arrays.fill(mask, from + 1, Tape.end(value), (byte) 0);
                Arrays.fill(expected, from + 1, Tape.end(value), HIGH_BIT);
            }
        }
        return new JsonLayout(expected, mask, words, slots);
    }

    /** Whether a text is laid out so, and valid therefore. */
    boolean fits(byte[] text) {
        if (text.length != length) {
            return false;
        }
        long different = 0;
        for (int i = 0; i < same.length; i++) {
            different |= (long) LONGS.get(text, places[i]) ^ same[i];
        }
        if (different != 0) {
            return false;
        }
        for (int i = 0; i < pattern.length / 2; i++) {
            if (differs((long) LONGS.get(text, places[same.length + i]), pattern[2 * i], pattern[2 * i + 1])) {
                return false;
            }
        }
        return true;
    }

    private static boolean differs(long word, long mask, long expected) {
        long free = ~mask & HIGH_BITS;
        // Both may see too much in a byte above one that is no plain character or no digit: then the text is read.
        long wrong = (JsonReader.special(word) | (JsonReader.notDigits(word) & expected)) & free;
        return (((word ^ expected) & mask) | wrong) != 0;
    }

    /** The object of a text that {@linkplain #fits fits}. */
    JsonObject object(byte[] text) {
        return JsonObject.root(new Tape(text, words), slots);
    }
}
