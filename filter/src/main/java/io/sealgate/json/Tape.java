package io.sealgate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A valid JSON text and where its values lie. The tape holds, in the order of the text, one word for each value and each member name: its type, the half-open
 * range of its bytes (without the quotes of a string) and, of a string without escapes, a {@linkplain #sketch(long) sketch}. A container has a second word: the index of what follows it.
 */
final class Tape {
    static final int NULL = 0;
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int INTEGER = 3;
    static final int DECIMAL = 4;
    static final int STRING = 5;
    /** A string with escapes or characters beyond ASCII: its bytes are not its characters. */
    static final int COMPLEX_STRING = 6;

    static final int ARRAY = 7;
    static final int OBJECT = 8;

    /** The longest text that a tape is for, in bytes. */
    static final int LONGEST_TEXT = (1 << 27) - 1;

    private static final int LONGEST_CERTAIN_LONG = 18;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] text;
    private final long[] words;

    /**
     * @param text the whole text
     * @param words may be longer than what was written to it
     */
    Tape(byte[] text, long[] words) {
        this.text = text;
        this.words = words;
    }

    static long entry(int type, int start, int end) {
        return ((long) type << 60) | ((long) start << 27) | end;
    }

    /** The word of a string without escapes and without characters beyond ASCII. */
    static long plainString(byte[] text, int start, int end) {
        int sketch = end == start ? 0 : sketch(end - start, text[start], text[end - 1]);
        return entry(STRING, start, end) | ((long) sketch << 54);
    }

    static int type(long word) {
        return (int) (word >>> 60);
    }

    static int start(long word) {
        return (int) (word >>> 27) & LONGEST_TEXT;
    }

    static int end(long word) {
        return (int) word & LONGEST_TEXT;
    }

    static boolean isContainer(int type) {
        return type >= ARRAY;
    }

    /** The index of what follows the value at an index. */
    static int next(long[] words, int index) {
        return isContainer(type(words[index])) ? (int) words[index + 1] : index + 1;
    }

    byte[] text() {
        return text;
    }

    long[] words() {
        return words;
    }

    long word(int index) {
        return words[index];
    }

    int type(int index) {
        return type(words[index]);
    }

    int next(int index) {
        return next(words, index);
    }

    /** Six bits that are alike for equal strings without escapes, and mostly differ for others. */
    static int sketch(long word) {
        return (int) (word >>> 54) & 63;
    }

    /** As {@link #sketch(long)}. */
    static int sketch(String string) {
        int length = string.length();
        return length == 0 ? 0 : sketch(length, string.charAt(0), string.charAt(length - 1));
    }

    private static int sketch(int length, int first, int last) {
        return (length * 7 + first * 5 + last) & 63;
    }

    boolean isString(int index) {
        int type = type(words[index]);
        return type == STRING || type == COMPLEX_STRING;
    }

    /** Whether the string at an index is this one. */
    boolean isString(int index, String string) {
        long word = words[index];
        if (type(word) == STRING && end(word) - start(word) != string.length()) {
            return false;
        }
        return isString(index, KnownStrings.of(string));
    }

    /** As {@link #isString(int, String)}. */
    boolean isString(int index, KnownStrings.Known known) {
        long word = words[index];
        int start = start(word);
        int end = end(word);
        return type(word) == STRING ? known.isIn(text, start, end) : isComplex(start, end, known.string());
    }

    /** Whether the value at an index is this very string, or an array of strings alone that holds it. */
    boolean holdsString(int index, String string) {
        if (isString(index)) {
            return isString(index, string);
        }
        if (type(index) != ARRAY) {
            return false;
        }
        boolean found = false;
        int end = next(index);
        for (int element = index + 2; element < end; element = next(element)) {
            if (!isString(element)) {
                return false;
            }
            found = found || isString(element, string);
        }
        return found;
    }

    /** Whether the value at an index is a string, or an array of strings alone. */
    boolean isStrings(int index) {
        if (type(index) != ARRAY) {
            return isString(index);
        }
        int end = next(index);
        for (int element = index + 2; element < end; element = next(element)) {
            if (!isString(element)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the string at an index holds this word, which ends where the string does or at a space. */
    boolean holdsWord(int index, String word) {
        long entry = words[index];
        if (type(entry) != STRING) {
            return Arrays.asList(string(index).split(" ", -1)).contains(word);
        }
        byte[] bytes = KnownStrings.of(word).utf8();
        int end = end(entry);
        int from = start(entry);
        while (true) {
            int to = from;
            while (to < end && text[to] != ' ') {
                to++;
            }
            if (to - from == bytes.length && Arrays.equals(text, from, to, bytes, 0, bytes.length)) {
                return true;
            }
            if (to == end) {
                return false;
            }
            from = to + 1;
        }
    }

    private boolean isComplex(int start, int end, String string) {
        int at = start;
        int i = 0;
        while (at < end && i < string.length()) {
            long character = character(at);
            if (codePoint(character) != string.codePointAt(i)) {
                return false;
            }
            i += Character.charCount(codePoint(character));
            at = after(character);
        }
        return at == end && i == string.length();
    }

    /** Whether the strings at two indices are the same, escapes resolved; makes nothing, for an attacker chooses how often it is asked. */
    boolean sameString(int index, int other) {
        int at = start(words[index]);
        int end = end(words[index]);
        int otherAt = start(words[other]);
        int otherEnd = end(words[other]);
        while (at < end && otherAt < otherEnd) {
            long character = character(at);
            long otherCharacter = character(otherAt);
            if (codePoint(character) != codePoint(otherCharacter)) {
                return false;
            }
            at = after(character);
            otherAt = after(otherCharacter);
        }
        return at == end && otherAt == otherEnd;
    }

    /** The character at a position within a string, escapes resolved: its code point and where the next one starts. */
    long character(int at) {
        byte first = text[at];
        if (first == '\\') {
            return escaped(at + 1);
        }
        if (first >= 0) {
            return character(first, at + 1);
        }
        int length = Utf8.sequenceLength(text, at);
        int codePoint = first & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            codePoint = (codePoint << 6) | (text[at + i] & 0x3f);
        }
        return character(codePoint, at + length);
    }

    private long escaped(int at) {
        byte c = text[at];
        return switch (c) {
            case 'b' -> character('\b', at + 1);
            case 'f' -> character('\f', at + 1);
            case 'n' -> character('\n', at + 1);
            case 'r' -> character('\r', at + 1);
            case 't' -> character('\t', at + 1);
            case 'u' -> {
                char unit = (char) Utf8.hex4(text, at + 1);
                // The reader has seen that a low surrogate follows each high one.
                yield Character.isHighSurrogate(unit)
                        ? character(Character.toCodePoint(unit, (char) Utf8.hex4(text, at + 7)), at + 11)
                        : character(unit, at + 5);
            }
            default -> character(c, at + 1);
        };
    }

    private static long character(int codePoint, int after) {
        return ((long) codePoint << 32) | after;
    }

    static int codePoint(long character) {
        return (int) (character >>> 32);
    }

    static int after(long character) {
        return (int) character;
    }

    /** The string at an index, escapes resolved. */
    String string(int index) {
        long word = words[index];
        int start = start(word);
        int end = end(word);
        return type(word) == STRING ? new String(text, start, end - start, ISO_8859_1) : unescape(start, end);
    }

    /** As {@link #string(int)}, for the name of a member. */
    String name(int index) {
        long word = words[index];
        return type(word) == STRING ? KnownStrings.name(text, start(word), end(word)) : string(index);
    }

    private String unescape(int start, int end) {
        int length = 0;
        for (int at = start; at < end; at = after(character(at))) {
            length += Character.charCount(codePoint(character(at)));
        }
        char[] out = new char[length];
        int written = 0;
        int at = start;
        while (at < end) {
            long character = character(at);
            written += Character.toChars(codePoint(character), out, written);
            at = after(character);
        }
        return new String(out);
    }

    /** The value at an index: null, Boolean, Long, BigDecimal, String, or an unmodifiable List or Map. Not recursive. */
    @Nullable Object value(int index) {
        return isContainer(type(index)) ? ContainerBuilder.build(this, index) : scalar(index);
    }

    /** As {@link #value}, of what is no container. */
    @Nullable Object scalar(int index) {
        long word = words[index];
        return switch (type(word)) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case INTEGER, DECIMAL -> number(word);
            default -> string(index);
        };
    }

    private Number number(long word) {
        int start = start(word);
        int length = end(word) - start;
        if (type(word) == INTEGER && length <= LONGEST_CERTAIN_LONG) {
            return smallInteger(start, start + length);
        }
        String digits = new String(text, start, length, ISO_8859_1);
        if (type(word) == INTEGER) {
            BigDecimal value = new BigDecimal(digits);
            return value.toBigInteger().bitLength() < Long.SIZE ? (Number) value.longValueExact() : value;
        }
        return new BigDecimal(digits);
    }

    /** The number at an index, rounded down; something else if it is no number, or does not fit. */
    long floor(int index, long otherwise) {
        long word = words[index];
        int type = type(word);
        if (type == INTEGER && end(word) - start(word) <= LONGEST_CERTAIN_LONG) {
            return smallInteger(start(word), end(word));
        }
        if (type != INTEGER && type != DECIMAL) {
            return otherwise;
        }
        BigDecimal whole = new BigDecimal(number(word).toString()).setScale(0, RoundingMode.FLOOR);
        return whole.toBigInteger().bitLength() < Long.SIZE ? whole.longValueExact() : otherwise;
    }

    boolean isNumber(int index) {
        int type = type(index);
        return type == INTEGER || type == DECIMAL;
    }

    /** As {@link Comparable#compareTo}, the number at an index with another; makes nothing of an integer that fits. */
    int compare(int index, long number) {
        long word = words[index];
        if (type(word) == INTEGER && end(word) - start(word) <= LONGEST_CERTAIN_LONG) {
            return Long.compare(smallInteger(start(word), end(word)), number);
        }
        return new BigDecimal(number(word).toString()).compareTo(BigDecimal.valueOf(number));
    }

    private long smallInteger(int start, int end) {
        boolean negative = text[start] == '-';
        int at = negative ? start + 1 : start;
        long value = 0;
        if (end - at >= Long.BYTES) {
            value = eightDigits((long) LONGS.get(text, at));
            at += Long.BYTES;
        }
        for (; at < end; at++) {
            value = value * 10 + (text[at] - '0');
        }
        return negative ? -value : value;
    }

    /** The number of eight digits, of which the first is the low byte: pairs, then fours, then all of them are added up at once. */
    private static long eightDigits(long digits) {
        long pairs = ((digits & 0x0f0f_0f0f_0f0f_0f0fL) * (10 * (1L << 8) + 1)) >>> 8;
        long fours = ((pairs & 0x00ff_00ff_00ff_00ffL) * (100 * (1L << 16) + 1)) >>> 16;
        return ((fours & 0x0000_ffff_0000_ffffL) * (10_000 * (1L << 32) + 1)) >>> 32;
    }
}
