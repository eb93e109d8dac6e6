package io.sealgate.json;

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

    private static final int INITIAL_TAPE = 48;

    private final byte[] text;
    private final JsonLimits limits;
    private final int[] open;
    private long[] tape = new long[INITIAL_TAPE];
    private int size;
    private int values;
    private int position;

    /**
     * @param text not copied; must not change as long as the object that is read from it is in use
     */
    public JsonReader(byte[] text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
        this.open = new int[limits.depth()];
    }

    /** Reads the text to its end: null if it is one valid JSON object, else the first problem. To be called once. */
    public @Nullable JsonProblem read() {
        skipWhitespace();
        if (position >= text.length || text[position] != '{') {
            return JsonProblem.NOT_AN_OBJECT;
        }
        JsonProblem problem = readContainers();
        if (problem != null) {
            return problem;
        }
        skipWhitespace();
        return position == text.length ? null : JsonProblem.SYNTAX;
    }

    /** What was read; to be called after {@link #read()} returned null. */
    public JsonObject object() {
        return new JsonObject(new Tape(text, tape), 0);
    }

    /** Reads from an opening brace to the matching closing one. {@code depth} containers are open; the stack holds their tape indices. */
    private @Nullable JsonProblem readContainers() {
        int depth = 0;
        boolean expectValue = true; // else a comma or the end of the container
        while (true) {
            if (expectValue) {
                if (position >= text.length) {
                    return JsonProblem.SYNTAX;
                }
                byte c = text[position];
                if (c == '{' || c == '[') {
                    if (depth == open.length) {
                        return JsonProblem.TOO_DEEP;
                    }
                    if (++values > limits.values()) {
                        return JsonProblem.TOO_LARGE;
                    }
                    open[depth++] = size;
                    push(c == '{' ? Tape.OBJECT : Tape.ARRAY, position, position);
                    push(0); // the second word of a container, filled in by close()
                    position++;
                    skipWhitespace();
                    if (position < text.length && text[position] == (c == '{' ? '}' : ']')) {
                        position++;
                        close(open[--depth]);
                        expectValue = false;
                    } else if (c == '{') {
                        JsonProblem problem = readName();
                        if (problem != null) {
                            return problem;
                        }
                        continue;
                    } else {
                        continue;
                    }
                } else {
                    JsonProblem problem = readScalar(c);
                    if (problem != null) {
                        return problem;
                    }
                    expectValue = false;
                }
            }
            if (depth == 0) {
                return null;
            }
            skipWhitespace();
            if (position >= text.length) {
                return JsonProblem.SYNTAX;
            }
            boolean object = Tape.type(tape[open[depth - 1]]) == Tape.OBJECT;
            byte c = text[position++];
            if (c == ',') {
                skipWhitespace();
                if (object) {
                    JsonProblem problem = readName();
                    if (problem != null) {
                        return problem;
                    }
                }
                expectValue = true;
            } else if (c == (object ? '}' : ']')) {
                int container = open[--depth];
                close(container);
                if (object && DuplicateNames.in(text, tape, container)) {
                    return JsonProblem.DUPLICATE_MEMBER;
                }
            } else {
                return JsonProblem.SYNTAX;
            }
        }
    }

    private void close(int container) {
        tape[container] = Tape.entry(Tape.type(tape[container]), Tape.start(tape[container]), position);
        tape[container + 1] = size;
    }

    /** Reads {@code "name" :} and the white space after it. */
    private @Nullable JsonProblem readName() {
        if (position >= text.length || text[position] != '"') {
            return JsonProblem.SYNTAX;
        }
        JsonProblem problem = readScalar((byte) '"');
        if (problem != null) {
            return problem;
        }
        skipWhitespace();
        if (position >= text.length || text[position] != ':') {
            return JsonProblem.SYNTAX;
        }
        position++;
        skipWhitespace();
        return null;
    }

    private @Nullable JsonProblem readScalar(byte first) {
        if (++values > limits.values()) {
            return JsonProblem.TOO_LARGE;
        }
        return switch (first) {
            case '"' -> readString();
            case 't' -> readLiteral("true", Tape.TRUE);
            case 'f' -> readLiteral("false", Tape.FALSE);
            case 'n' -> readLiteral("null", Tape.NULL);
            default -> readNumber();
        };
    }

    private @Nullable JsonProblem readLiteral(String literal, int type) {
        int length = literal.length();
        if (text.length - position < length) {
            return JsonProblem.SYNTAX;
        }
        for (int i = 1; i < length; i++) {
            if (text[position + i] != literal.charAt(i)) {
                return JsonProblem.SYNTAX;
            }
        }
        push(type, position, position + length);
        position += length;
        return null;
    }

    private @Nullable JsonProblem readString() {
        int start = ++position;
        int type = Tape.STRING;
        while (position < text.length) {
            byte c = text[position];
            if (c == '"') {
                push(type, start, position);
                position++;
                return null;
            } else if (c >= ' ' && c != '\\') {
                position++;
            } else if (c == '\\') {
                type = Tape.ESCAPED_STRING;
                JsonProblem problem = readEscape();
                if (problem != null) {
                    return problem;
                }
            } else if (c >= 0) {
                return JsonProblem.INVALID_CHARACTER;
            } else {
                int length = Utf8.sequenceLength(text, position);
                if (length == 0) {
                    return JsonProblem.INVALID_UTF8;
                }
                position += length;
            }
        }
        return JsonProblem.SYNTAX;
    }

    /** Reads one escape, or a pair of them that forms a surrogate pair. */
    private @Nullable JsonProblem readEscape() {
        if (position + 1 >= text.length) {
            return JsonProblem.SYNTAX;
        }
        switch (text[position + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                position += 2;
                return null;
            }
            case 'u' -> {
                int unit = Utf8.hex4(text, position + 2);
                if (unit < 0) {
                    return JsonProblem.SYNTAX;
                }
                position += 6;
                if (unit == 0 || Character.isLowSurrogate((char) unit)) {
                    return JsonProblem.INVALID_CHARACTER;
                }
                if (!Character.isHighSurrogate((char) unit)) {
                    return null;
                }
                if (position + 1 < text.length && text[position] == '\\' && text[position + 1] == 'u') {
                    int low = Utf8.hex4(text, position + 2);
                    position += 6;
                    if (low >= 0 && Character.isLowSurrogate((char) low)) {
                        return null;
                    }
                }
                return JsonProblem.INVALID_CHARACTER;
            }
            default -> {
                return JsonProblem.SYNTAX;
            }
        }
    }

    private @Nullable JsonProblem readNumber() {
        int start = position;
        int type = Tape.INTEGER;
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else if (skipDigits() == 0) {
            return JsonProblem.SYNTAX;
        }
        if (peek() == '.') {
            type = Tape.DECIMAL;
            position++;
            if (skipDigits() == 0) {
                return JsonProblem.SYNTAX;
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            type = Tape.DECIMAL;
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            int exponentStart = position;
            if (skipDigits() == 0) {
                return JsonProblem.SYNTAX;
            }
            if (position - start <= MAX_NUMBER_LENGTH && exponent(exponentStart) > MAX_EXPONENT) {
                return JsonProblem.NUMBER_TOO_LONG;
            }
        }
        if (position - start > MAX_NUMBER_LENGTH) {
            return JsonProblem.NUMBER_TOO_LONG;
        }
        push(type, start, position);
        return null;
    }

    private int exponent(int from) {
        int exponent = 0;
        for (int i = from; i < position && exponent <= MAX_EXPONENT; i++) {
            exponent = exponent * 10 + (text[i] - '0');
        }
        return exponent;
    }

    private int skipDigits() {
        int start = position;
        while (position < text.length && text[position] >= '0' && text[position] <= '9') {
            position++;
        }
        return position - start;
    }

    /** The byte at the position, or NUL at the end, which no grammar rule asks for. */
    private byte peek() {
        return position < text.length ? text[position] : 0;
    }

    private void skipWhitespace() {
        while (position < text.length) {
            byte c = text[position];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            position++;
        }
    }

    private void push(int type, int start, int end) {
        push(Tape.entry(type, start, end));
    }

    private void push(long word) {
        if (size == tape.length) {
            tape = Arrays.copyOf(tape, size * 2);
        }
        tape[size++] = word;
    }
}
