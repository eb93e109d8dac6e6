package io.sealgate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** JSON texts at random: of every production of RFC 8259, and with a few bytes changed. */
final class JsonTexts extends DomainContextBase {
    private static final int NESTING = 4;

    /** A JSON object, valid but for what {@link JsonReader} refuses beyond the grammar: duplicate names, deep nesting, large numbers. */
    record Valid(String text) {
        byte[] utf8() {
            return text.getBytes(UTF_8);
        }
    }

    /** Bytes that were a JSON object before a few changes, and may be one still. */
    record Mutated(byte[] utf8) {
        @Override
        public String toString() {
            return new String(utf8, UTF_8) + " = " + Arrays.toString(utf8);
        }
    }

    @Provide
    Arbitrary<Valid> valid() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, object(value(NESTING))), Tuple.of(3, manyMembers()), Tuple.of(2, deep()))
                .map(Valid::new);
    }

    @Provide
    Arbitrary<Mutated> mutated() {
        Arbitrary<byte[]> texts = valid().map(Valid::utf8);
        return Combinators.combine(texts, mutation().list().ofMinSize(1).ofMaxSize(3))
                .as((text, mutations) -> {
                    byte[] bytes = text;
                    for (Mutation mutation : mutations) {
                        bytes = mutation.apply(bytes);
                    }
                    return new Mutated(bytes);
                });
    }

    /** Objects of one string, be it well-formed or not. */
    @Provide
    Arbitrary<OneString> oneString() {
        return piece().list().ofMaxSize(5).map(pieces -> new OneString(String.join("", pieces)));
    }

    /** One string in an object; each character is a byte. */
    record OneString(String bytes) {
        byte[] utf8() {
            return ("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1);
        }
    }

    private static Arbitrary<String> value(int nesting) {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                string(), number(), Arbitraries.of("true", "false", "null", "\"\"", "0", "-0", "[]", "{}", "[ ]"));
        if (nesting == 0) {
            return scalar;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> value(nesting - 1));
        return Arbitraries.frequencyOf(Tuple.of(4, scalar), Tuple.of(1, object(inner)), Tuple.of(1, array(inner)));
    }

    private static Arbitrary<String> object(Arbitrary<String> values) {
        Arbitrary<String> member = Combinators.combine(space(), name(), space(), space(), values, space())
                .as((a, name, b, c, value, d) -> a + name + b + ":" + c + value + d);
        return between("{", member.list().ofMaxSize(5), "}");
    }

    private static Arbitrary<String> array(Arbitrary<String> values) {
        Arbitrary<String> element =
                Combinators.combine(space(), values, space()).as((before, value, after) -> before + value + after);
        return between("[", element.list().ofMaxSize(5), "]");
    }

    private static Arbitrary<String> between(String start, Arbitrary<List<String>> elements, String end) {
        return Combinators.combine(elements, space())
                .as((list, space) -> start + (list.isEmpty() ? space : String.join(",", list)) + end);
    }

    /** Enough members for the search for duplicates to take its other way; now and then two of one name, spelled in two ways. */
    private static Arbitrary<String> manyMembers() {
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.integers().between(0, 100_000).map(number -> "\"n" + number + "\"")),
                Tuple.of(30, Arbitraries.integers().between(0, 100_000).map(number -> "\"\\u006e" + number + "\"")),
                Tuple.of(1, Arbitraries.of("\"twice\"", "\"tw\\u0069ce\"", "\"tw\\u0069\\u0063e\"")));
        return name.list()
                .ofMinSize(14)
                .ofMaxSize(80)
                .map(names -> names.stream().map(text -> text + ":1").collect(Collectors.joining(",", "{", "}")));
    }

    /** Nesting about the bounds on depth. */
    private static Arbitrary<String> deep() {
        return Combinators.combine(
                        Arbitraries.of("{\"a\":", "[").list().ofMinSize(1).ofMaxSize(40), value(0))
                .as((opening, value) -> {
                    StringBuilder text = new StringBuilder("{\"d\":")
                            .append(String.join("", opening))
                            .append(value);
                    for (int i = opening.size() - 1; i >= 0; i--) {
                        text.append(opening.get(i).equals("[") ? ']' : '}');
                    }
                    return text.append('}').toString();
                });
    }

    private static Arbitrary<String> space() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(" ", "\t", "\n", "\r", " \r\n\t ")));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.oneOf(
                Arbitraries.of("\"a\"", "\"\\u0061\"", "\"b\"", "\"iss\"", "\"\"", "\"\\u00e9\"", "\"\u00e9\""),
                string());
    }

    private static Arbitrary<String> string() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.chars()
                        .range(' ', '~')
                        .filter(c -> c != '"' && c != '\\')
                        .map(String::valueOf),
                Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"),
                Arbitraries.integers().between(1, 0xd7ff).map(unit -> String.format("\\u%04x", unit)),
                Arbitraries.integers().between(0xe000, 0xffff).map(unit -> String.format("\\u%04X", unit)),
                Arbitraries.integers().between(0x1_0000, 0x10_ffff).map(JsonTexts::escapedPair),
                Arbitraries.integers().between(0x7f, 0xd7ff).map(Character::toString),
                Arbitraries.integers().between(0xe000, 0x10_ffff).map(Character::toString),
                // Not even JSON reads these alike everywhere: NUL and lone surrogates.
                Arbitraries.frequencyOf(
                        Tuple.of(40, Arbitraries.just("x")),
                        Tuple.of(1, Arbitraries.of("\\u0000", "\\ud800", "\\udc00\\ud800", "\\uDFFF"))));
        return piece.list().ofMaxSize(6).map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    private static String escapedPair(int codePoint) {
        return String.format(
                "\\u%04x\\u%04x", (int) Character.highSurrogate(codePoint), (int) Character.lowSurrogate(codePoint));
    }

    private static Arbitrary<String> number() {
        Arbitrary<String> whole = Arbitraries.oneOf(
                Arbitraries.of("0", "1", "9223372036854775807", "9223372036854775808", "999999999999999999"),
                Combinators.combine(digit('1'), digits(0, 25)).as((first, rest) -> first + rest),
                Combinators.combine(digit('1'), digits(90, 110)).as((first, rest) -> first + rest));
        Arbitrary<String> fraction =
                Arbitraries.oneOf(Arbitraries.just(""), digits(1, 20).map(digits -> "." + digits));
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Combinators.combine(Arbitraries.of("e", "E", "e+", "E-", "e-"), digits(1, 4))
                        .as((e, digits) -> e + digits));
        return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
                .as((sign, a, b, c) -> sign + a + b + c);
    }

    private static Arbitrary<String> digit(char least) {
        return Arbitraries.chars().range(least, '9').map(String::valueOf);
    }

    private static Arbitrary<String> digits(int least, int most) {
        return Arbitraries.strings().withCharRange('0', '9').ofMinLength(least).ofMaxLength(most);
    }

    private static Arbitrary<Mutation> mutation() {
        return Combinators.combine(
                        Arbitraries.of(Change.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 8),
                        piece())
                .as(Mutation::new);
    }

    /** A few bytes that mean something to JSON or to UTF-8, or any one byte; as characters up to U+00FF. */
    private static Arbitrary<String> piece() {
        return Arbitraries.oneOf(
                Arbitraries.chars().range('\0', '\u00ff').map(String::valueOf),
                Arbitraries.of("\"", "\\", ",", ":", "{", "}", "[", "]", "0", "-", "+", ".", "e", "\\u", " ", "\0"),
                // well-formed, then overlong, surrogate, beyond U+10FFFF, cut short, continued without a start
                Arbitraries.of("\u00c3\u00a9", "\u00e2\u0082\u00ac", "\u00f0\u009f\u0098\u0080", "\u00ed\u009f\u00bf"),
                Arbitraries.of(
                        "\u00c0\u0080",
                        "\u00e0\u0080\u0080",
                        "\u00f0\u0080\u0080\u0080",
                        "\u00ed\u00a0\u0080",
                        "\u00f4\u0090\u0080\u0080",
                        "\u00e2\u0082",
                        "\u00f0\u009f\u0098",
                        "\u0080",
                        "\u00ef\u00bb\u00bf"));
    }

    private enum Change {
        FLIP,
        REPLACE,
        INSERT,
        DELETE,
        TRUNCATE,
        REPEAT
    }

    /**
     * @param where from 0, the start, to 1, the end
     * @param length of what is deleted or repeated; which bit is flipped
     */
    private record Mutation(Change change, double where, int length, String value) {
        byte[] apply(byte[] text) {
            if (text.length == 0) {
                return text;
            }
            int at = (int) Math.min(text.length - 1L, Math.round(where * text.length));
            int end = Math.min(text.length, at + length);
            byte[] before = Arrays.copyOf(text, at);
            return switch (change) {
                case FLIP -> join(before, new byte[] {(byte) (text[at] ^ (1 << (length - 1)))}, from(text, at + 1));
                case REPLACE -> join(before, value.getBytes(ISO_8859_1), from(text, at + 1));
                case INSERT -> join(before, value.getBytes(ISO_8859_1), from(text, at));
                case DELETE -> join(before, from(text, end));
                case TRUNCATE -> before;
                case REPEAT -> join(Arrays.copyOf(text, end), from(text, at));
            };
        }

        private static byte[] from(byte[] text, int start) {
            return Arrays.copyOfRange(text, start, text.length);
        }

        private static byte[] join(byte[]... parts) {
            byte[] all =
                    new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }
    }
}
