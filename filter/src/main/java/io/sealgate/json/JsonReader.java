package io.sealgate.json;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) from UTF-8 bytes in a single pass and without recursion. What it finds goes onto a tape, an array of {@code
 * long} in the order of the text; see {@link Tape}. No value is made, and refusing costs no exception.
 *
 * <p>Stricter than the grammar: duplicate member names, lone surrogates and NUL are refused, as are texts beyond the {@link JsonLimits} and
 * numbers of more than {@value #MAX_NUMBER_LENGTH} characters or with an exponent beyond ±{@value #MAX_EXPONENT}.
 *
 * <p>For one use by one thread.
 */
public final class JsonReader {
    /** Numbers longer than this are refused: enough for any double and for a 256-bit integer, too short to cost anything. */
    static final int MAX_NUMBER_LENGTH = 100;

    /** Larger exponents are refused: no claim needs them, and arithmetic on such numbers is an attack. */
    static final int MAX_EXPONENT = 999;

    /** A claims set has a value in every dozen bytes or more; the tape grows if need be. */
    private static final int BYTES_PER_WORD = 13;

    /** A member has a name and a value, and a container two words. */
    private static final int MOST_WORDS = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SECOND_BITS = ONES << 1;
    private static final long AFTER_SPACES = ONES * (' ' + 1);
    private static final long BACKSLASHES = ONES * '\\';
    private static final long ZEROS = ONES * '0';
    private static final long FROM_NINE_TO_HIGH_BIT = ONES * ((1 << 7) - 1 - '9');

    private final byte[] text;
    private final JsonLimits limits;
    /** What was read; null as long as nothing was. */
    private @Nullable JsonObject whole;

    /**
     * @param text not copied; must not change as long as the object that is read from it is in use
     */
    public JsonReader(byte[] text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** Reads the text to its end: null if it is one valid JSON object, else the first problem. To be called once. */
    public @Nullable JsonProblem read() {
        byte[] bytes = text;
        if (bytes.length > Tape.LONGEST_TEXT) {
            return JsonProblem.TOO_LARGE;
        }
        int at = skipWhitespace(bytes, 0);
        if (peek(bytes, at) != '{') {
            return JsonProblem.NOT_AN_OBJECT;
        }
        at = readContainers(at);
        if (at < 0) {
            return problem(at);
        }
        return skipWhitespace(bytes, at) == text.length ? null : JsonProblem.SYNTAX;
    }

    /** What was read; to be called after {@link #read()} returned null. */
    public JsonObject object() {
        return requireNonNull(whole, "whole");
    }

    // Each method below takes the position where it starts to read and returns the one behind what it read, or a
    // problem, which is negative. The
    // position is never a field: this is the hot loop of every request.

    private static int failed(JsonProblem problem) {
        return -problem.code();
    }

    private static JsonProblem problem(int failed) {
        return JsonProblem.of(-failed);
    }

    /** Reads from an opening brace to behind the matching closing one. {@code depth} containers are open; the second word of each holds the index of the one around it. */
    private int readContainers(int from) {
        byte[] bytes = text;
        long[] words = new long[8 + bytes.length / BYTES_PER_WORD];
        int size = 0;
        int at = from;
        int depth = 0;
        int container = 0;
        boolean object = false;
        int count = 0;
        int most = limits.values();
        while (true) {
            // A member or an element starts here.
            if (size + MOST_WORDS > words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
            if (object) {
                // A name is read here and a string below, by the same lines: the processor predicts each place by
                // itself, which is measurably faster.
                if (++count > most) {
                    return failed(JsonProblem.TOO_LARGE);
                }
                if (peek(bytes, at) != '"') {
                    return failed(JsonProblem.SYNTAX);
                }
                int end = skipPlain(bytes, at + 1);
                boolean plain = peek(bytes, end) == '"';
                if (!plain) {
                    end = skipComplex(bytes, end);
                    if (end < 0) {
                        return end;
                    }
                }
                words[size++] =
                        plain ? Tape.plainString(bytes, at + 1, end) : Tape.entry(Tape.COMPLEX_STRING, at + 1, end);
                at = skipWhitespace(bytes, end + 1);
                if (peek(bytes, at) != ':') {
                    return failed(JsonProblem.SYNTAX);
                }
                at = skipWhitespace(bytes, at + 1);
            }
            byte c = peek(bytes, at);
            if (++count > most) {
                boolean tooDeep = (c == '{' || c == '[') && depth == limits.depth();
                return failed(tooDeep ? JsonProblem.TOO_DEEP : JsonProblem.TOO_LARGE);
            }
            if (c == '"') {
                int end = skipPlain(bytes, at + 1);
                boolean plain = peek(bytes, end) == '"';
                if (!plain) {
                    end = skipComplex(bytes, end);
                    if (end < 0) {
                        return end;
                    }
                }
                words[size++] = Tape.entry(plain ? Tape.STRING : Tape.COMPLEX_STRING, at + 1, end);
                at = end + 1;
            } else if (c == '{' || c == '[') {
                if (depth == limits.depth()) {
                    return failed(JsonProblem.TOO_DEEP);
                }
                depth++;
                object = c == '{';
                words[size] = Tape.entry(object ? Tape.OBJECT : Tape.ARRAY, at, 0);
                words[size + 1] = container; // until it is known what follows
                container = size;
                size += 2;
                at = skipWhitespace(bytes, at + 1);
                if (peek(bytes, at) != (object ? '}' : ']')) {
                    continue;
                }
                // An empty one: the loop below closes it.
            } else {
                long scalar = readLiteralOrNumber(at, c);
                if (scalar < 0) {
                    return (int) scalar;
                }
                words[size++] = scalar;
                at = Tape.end(scalar);
            }
            // A value ended here: containers end, or a comma leads to the next value.
            while (true) {
                at = skipWhitespace(bytes, at);
                c = peek(bytes, at);
                if (c == ',') {
                    at = skipWhitespace(bytes, at + 1);
                    break;
                }
                if (c != (object ? '}' : ']')) {
                    return failed(JsonProblem.SYNTAX);
                }
                int around = (int) words[container + 1];
                words[container] |= ++at;
                words[container + 1] = size;
                if (object && hasDuplicates(bytes, words, container)) {
                    return failed(JsonProblem.DUPLICATE_MEMBER);
                }
                if (--depth == 0) {
                    return at;
                }
                container = around;
                object = Tape.type(words[container]) == Tape.OBJECT;
            }
        }
    }

    /** Whether an object that ends has two members of one name. Of the whole one, the same walk over the names makes what {@link #object()} returns. */
    private boolean hasDuplicates(byte[] bytes, long[] words, int container) {
        if (container != 0) {
            return DuplicateNames.in(bytes, words, container);
        }
        byte[] slots = new byte[JsonObject.SLOTS];
        whole = JsonObject.root(new Tape(bytes, words), slots);
        return DuplicateNames.inRoot(bytes, words, slots);
    }

    /** The word of a literal or a number, or a problem. */
    private long readLiteralOrNumber(int from, byte first) {
        return switch (first) {
            case 't' -> readLiteral(from, "true", Tape.TRUE);
            case 'f' -> readLiteral(from, "false", Tape.FALSE);
            case 'n' -> readLiteral(from, "null", Tape.NULL);
            default -> readNumber(from);
        };
    }

    private long readLiteral(int from, String literal, int type) {
        byte[] bytes = text;
        int length = literal.length();
        for (int i = 1; i < length; i++) {
            if (peek(bytes, from + i) != literal.charAt(i)) {
                return failed(JsonProblem.SYNTAX);
            }
        }
        return Tape.entry(type, from, from + length);
    }

    /** Skips the rest of a string, from its first character that is not plain, up to the closing quote. */
    private static int skipComplex(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length) {
            byte c = bytes[at];
            if (c == '"') {
                return at;
            } else if (c == '\\') {
                at = readEscape(bytes, at);
                if (at < 0) {
                    return at;
                }
            } else if (c >= 0) {
                return failed(JsonProblem.INVALID_CHARACTER);
            } else {
                int length = Utf8.sequenceLength(bytes, at);
                if (length == 0) {
                    return failed(JsonProblem.INVALID_UTF8);
                }
                at += length;
            }
            at = skipPlain(bytes, at);
        }
        return failed(JsonProblem.SYNTAX);
    }

    /** Skips printable ASCII but for the quote and the backslash. */
    private static int skipPlain(byte[] bytes, int from) {
        if (bytes.length - from < 4 * Long.BYTES) {
            return skipPlainBytes(bytes, from);
        }
        // Unrolled, because most strings are short, and setting up a loop takes longer than going through one of them.
        int at = from;
        long special = special(eight(bytes, at));
        if (special == 0) {
            at += Long.BYTES;
            special = special(eight(bytes, at));
            if (special == 0) {
                at += Long.BYTES;
                special = special(eight(bytes, at));
                if (special == 0) {
                    at += Long.BYTES;
                    special = special(eight(bytes, at));
                    if (special == 0) {
                        return skipPlainWords(bytes, at + Long.BYTES);
                    }
                }
            }
        }
        return at + (Long.numberOfTrailingZeros(special) >>> 3);
    }

    private static int skipPlainWords(byte[] bytes, int from) {
        int at = from;
        for (int last = bytes.length - Long.BYTES; at <= last; at += Long.BYTES) {
            long special = special(eight(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        return skipPlainBytes(bytes, at);
    }

    private static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /**
     * Eight bytes, of which the high bit is set in those that are beyond ASCII, below a space, a quote or a backslash; by a borrow perhaps also above such a byte, never below the
     * first one.
     */
    static long special(long word) {
        // With its second bit changed, a quote is a space, and what is below a space stays there; no other character
        // comes that low.
        long lowOrQuote = (word ^ SECOND_BITS) - AFTER_SPACES;
        return (word | lowOrQuote | ((word ^ BACKSLASHES) - ONES)) & HIGH_BITS;
    }

    private static int skipPlainBytes(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Reads one escape, or a pair of them that forms a surrogate pair. */
    private static int readEscape(byte[] bytes, int from) {
        switch (peek(bytes, from + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return from + 2;
            }
            case 'u' -> {
                int unit = Utf8.hex4(bytes, from + 2);
                if (unit < 0) {
                    return failed(JsonProblem.SYNTAX);
                }
                if (unit == 0 || Character.isLowSurrogate((char) unit)) {
                    return failed(JsonProblem.INVALID_CHARACTER);
                }
                if (!Character.isHighSurrogate((char) unit)) {
                    return from + 6;
                }
                int low =
                        peek(bytes, from + 6) == '\\' && peek(bytes, from + 7) == 'u' ? Utf8.hex4(bytes, from + 8) : -1;
                return low >= 0 && Character.isLowSurrogate((char) low)
                        ? from + 12
                        : failed(JsonProblem.INVALID_CHARACTER);
            }
            default -> {
                return failed(JsonProblem.SYNTAX);
            }
        }
    }

    private long readNumber(int start) {
        byte[] bytes = text;
        int type = Tape.INTEGER;
        int at = peek(bytes, start) == '-' ? start + 1 : start;
        int digits = at;
        at = peek(bytes, at) == '0' ? at + 1 : skipDigits(at);
        if (at == digits) {
            return failed(JsonProblem.SYNTAX);
        }
        if (peek(bytes, at) == '.') {
            type = Tape.DECIMAL;
            digits = at + 1;
            at = skipDigits(digits);
            if (at == digits) {
                return failed(JsonProblem.SYNTAX);
            }
        }
        if (peek(bytes, at) == 'e' || peek(bytes, at) == 'E') {
            type = Tape.DECIMAL;
            digits = peek(bytes, at + 1) == '+' || peek(bytes, at + 1) == '-' ? at + 2 : at + 1;
            at = skipDigits(digits);
            if (at == digits) {
                return failed(JsonProblem.SYNTAX);
            }
            if (exponent(digits, at) > MAX_EXPONENT) {
                return failed(JsonProblem.NUMBER_TOO_LONG);
            }
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            return failed(JsonProblem.NUMBER_TOO_LONG);
        }
        return Tape.entry(type, start, at);
    }

    private int exponent(int from, int to) {
        int exponent = 0;
        for (int i = from; i < to && exponent <= MAX_EXPONENT; i++) {
            exponent = exponent * 10 + (text[i] - '0');
        }
        return exponent;
    }

    private int skipDigits(int from) {
        byte[] bytes = text;
        // Unrolled as above: the seconds since 1970 have ten digits.
        if (bytes.length - from < 2 * Long.BYTES) {
            return skipDigitBytes(bytes, from);
        }
        int at = from;
        long others = notDigits(eight(bytes, at));
        if (others == 0) {
            at += Long.BYTES;
            others = notDigits(eight(bytes, at));
            if (others == 0) {
                return skipDigitBytes(bytes, at + Long.BYTES);
            }
        }
        return at + (Long.numberOfTrailingZeros(others) >>> 3);
    }

    /** Eight bytes, of which the high bit is set in those that are no digits; by a borrow perhaps also above such a byte, never below the first one. */
    static long notDigits(long word) {
        return (word | (word - ZEROS) | ((word & ~HIGH_BITS) + FROM_NINE_TO_HIGH_BIT)) & HIGH_BITS;
    }

    private static int skipDigitBytes(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Tokens come without white space, so that the first look decides. */
    private static int skipWhitespace(byte[] bytes, int from) {
        return from < bytes.length && bytes[from] > ' ' ? from : skipSome(bytes, from);
    }

    private static int skipSome(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** The byte at a position, or NUL behind the end, which no grammar rule asks for. */
    private static byte peek(byte[] bytes, int at) {
        return at < bytes.length ? bytes[at] : 0;
    }
}
