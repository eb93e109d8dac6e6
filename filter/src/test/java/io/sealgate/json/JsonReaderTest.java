package io.sealgate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    /** Reads a text in which each character stands for one byte. */
    private static JsonProblem problem(String bytes) {
        return problem(bytes, JsonLimits.CLAIMS);
    }

    private static JsonProblem problem(String bytes, JsonLimits limits) {
        return new JsonReader(bytes.getBytes(ISO_8859_1), limits).read();
    }

    private static JsonObject object(String text) {
        JsonReader reader = new JsonReader(text.getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).as(text).isNull();
        return reader.object();
    }

    private static Object value(String json) {
        return object("{\"a\":" + json + "}").get("a");
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":" + i).collect(Collectors.joining(","));
    }

    @Nested
    class Structure {

        @ParameterizedTest
        @ValueSource(
                strings = {"", " ", "[]", "\"a\"", "1", "null", "true", "}", "\u00ef\u00bb\u00bf{}", "\u000b{}", "a{}"})
        void read_anythingButAnObject_refuses(String text) {
            assertThat(problem(text)).isEqualTo(JsonProblem.NOT_AN_OBJECT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    " {}",
                    "\t\n\r {} \t\n\r",
                    "{ }",
                    "{\"a\":1}",
                    "{ \"a\" : 1 , \"b\" : [ ] }",
                    "{\"a\":[1,2]}",
                    "{\"a\":[ 1 , 2 ]}",
                    "{\"a\":{}}",
                    "{\"a\":[[],{},[{}]],\"b\":{\"c\":{}}}",
                    "{\"\":1}"
                })
        void read_object_accepts(String text) {
            assertThat(problem(text)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{ ",
                    "{\"",
                    "{\"a",
                    "{\"a\"",
                    "{\"a\" ",
                    "{\"a\":",
                    "{\"a\": ",
                    "{\"a\":1",
                    "{\"a\":1 ",
                    "{\"a\":1,",
                    "{\"a\":1,}",
                    "{,}",
                    "{,\"a\":1}",
                    "{\"a\":1,,\"b\":2}",
                    "{\"a\" 1}",
                    "{\"a\"::1}",
                    "{\"a\"=1}",
                    "{a:1}",
                    "{'a':1}",
                    "{1:1}",
                    "{\"a\":1]",
                    "{\"a\":[1}",
                    "{\"a\":[1,]}",
                    "{\"a\":[,1]}",
                    "{\"a\":[1 2]}",
                    "{\"a\":[",
                    "{\"a\":[1",
                    "{\"a\":[1,",
                    "{\"a\":[}",
                    "{\"a\":]}",
                    "{\"a\":}",
                    "{\"a\":1;\"b\":2}",
                    "{}{}",
                    "{}x",
                    "{} 1",
                    "{}}",
                    "{},",
                    "{\"a\":1}\u0000",
                    "{\"a\":1//\n}",
                    "{\"a\":/**/1}",
                    "{\"a\":\u00a01}",
                    "{\"a\":\f1}",
                    "{\"a\":1\"b\":2}",
                    "{\"a\",\"b\"}",
                    "{[]:1}",
                    "{\"a\":{}",
                    "{\"a\":[]",
                    "{\"a\":[[]",
                    "{\"a\":[{}}"
                })
        void read_brokenStructure_refuses(String text) {
            assertThat(problem(text)).isEqualTo(JsonProblem.SYNTAX);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "t",
                    "tru",
                    "truE",
                    "True",
                    "TRUE",
                    "truex",
                    "tr\u0000e",
                    "xrue",
                    "f",
                    "fals",
                    "falsE",
                    "False",
                    "n",
                    "nul",
                    "nulL",
                    "Null",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "undefined",
                    "nan"
                })
        void read_brokenLiteral_refuses(String literal) {
            assertThat(problem("{\"a\":" + literal + "}")).isEqualTo(JsonProblem.SYNTAX);
            assertThat(problem("{\"a\":" + literal)).isEqualTo(JsonProblem.SYNTAX);
        }

        @Test
        void read_containersAndLiterals_givesTheirValues() {
            assertThat(object("{\"a\":[true,false,null,[],{}],\"b\":{\"c\":[1]}}")
                            .asMap())
                    .isEqualTo(Map.of(
                            "a", Arrays.asList(true, false, null, List.of(), Map.of()), "b", Map.of("c", List.of(1L))));
        }
    }

    @Nested
    class Numbers {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-", "+1", "01", "-01", "00", ".5", "-.5", "1.", "1.e5", "1e", "1e+", "1e-", "1E", "1.5e", "0x10",
                    "1_000", "1,5", "--1", "1-", "1e5.5", "1ee5", "1.2.3", "\u0661", "1e++5", "/", ":", "1/", "1:",
                    "1./", "1.:", "1e/", "1e:"
                })
        void read_brokenNumber_refuses(String number) {
            assertThat(problem("{\"a\":" + number + "}")).isIn(JsonProblem.SYNTAX, JsonProblem.INVALID_UTF8);
            assertThat(problem("{\"a\":" + number)).isIn(JsonProblem.SYNTAX, JsonProblem.INVALID_UTF8);
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "-0, 0",
            "1, 1",
            "9, 9",
            "-1, -1",
            "10, 10",
            "1234567890, 1234567890",
            "999999999999999999, 999999999999999999",
            "-99999999999999999, -99999999999999999",
            "-999999999999999999, -999999999999999999",
            "1000000000000000000, 1000000000000000000",
            "9223372036854775807, 9223372036854775807",
            "-9223372036854775808, -9223372036854775808"
        })
        void get_integerThatFits_isALong(String number, long expected) {
            assertThat(value(number)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9223372036854775808",
                    "-9223372036854775809",
                    "0.0",
                    "1.5",
                    "-1.50",
                    "1e0",
                    "1E5",
                    "1e+5",
                    "1e-5",
                    "0e0",
                    "1.25e2",
                    "0.1e-999",
                    "1e999",
                    "1e0999",
                    "123456789012345678901234567890"
                })
        void get_otherNumber_isTheExactDecimal(String number) {
            assertThat(value(number)).isEqualTo(new BigDecimal(number));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"1e1000", "1e-1000", "1E+1000", "1.5e99999999999999999999", "0e2147483648", "1e00001000"})
        void read_exponentBeyondBound_refuses(String number) {
            assertThat(problem("{\"a\":" + number + "}")).isEqualTo(JsonProblem.NUMBER_TOO_LONG);
        }

        /** Digits are looked for eight at a time where the text is long enough behind them. */
        @Test
        void read_numberOfAnyLengthWithAnythingBehind_endsWithItsDigits() {
            for (String digits : List.of("1", "0123456789".repeat(3).substring(1))) {
                for (int length = 1; length <= digits.length(); length++) {
                    String number = digits.substring(0, length);
                    for (int behind = 1; behind < 128; behind++) {
                        for (String rest : List.of("\"b\":0}", "\"b\":\"" + "-".repeat(32) + "\"}")) {
                            JsonProblem problem = problem("{\"a\":" + number + (char) behind + rest);
                            if (behind == ',') {
                                assertThat(problem).as(number).isNull();
                            } else {
                                assertThat(problem)
                                        .as("%s, then character %x", number, behind)
                                        .isEqualTo(JsonProblem.SYNTAX);
                            }
                        }
                    }
                    assertThat(problem("{\"a\":" + number + "\u00e9" + "-".repeat(32)))
                            .isEqualTo(JsonProblem.SYNTAX);
                    assertThat(value(number).toString()).isEqualTo(number);
                }
            }
        }

        @Test
        void read_numberLength_isBounded() {
            assertThat(problem("{\"a\":" + "1".repeat(JsonReader.MAX_NUMBER_LENGTH) + "}"))
                    .isNull();
            assertThat(problem("{\"a\":" + "1".repeat(JsonReader.MAX_NUMBER_LENGTH + 1) + "}"))
                    .isEqualTo(JsonProblem.NUMBER_TOO_LONG);
            assertThat(problem("{\"a\":0." + "1".repeat(JsonReader.MAX_NUMBER_LENGTH - 2) + "}"))
                    .isNull();
            assertThat(problem("{\"a\":0." + "1".repeat(JsonReader.MAX_NUMBER_LENGTH - 1) + "}"))
                    .isEqualTo(JsonProblem.NUMBER_TOO_LONG);
            assertThat(problem("{\"a\":1e" + "0".repeat(JsonReader.MAX_NUMBER_LENGTH) + "}"))
                    .isEqualTo(JsonProblem.NUMBER_TOO_LONG);
        }
    }

    @Nested
    class Strings {

        @ParameterizedTest
        @CsvSource(
                ignoreLeadingAndTrailingWhitespace = false,
                quoteCharacter = '`',
                value = {
                    "\\\",\"",
                    "\\\\,\\",
                    "\\/,/",
                    "\\b,\b",
                    "\\f,\f",
                    "\\n,`\n`",
                    "\\r,`\r`",
                    "\\t,\t",
                    "\\u0041,A",
                    "\\u00e9,\u00e9",
                    "\\u00E9,\u00e9",
                    "\\u20aC,\u20ac",
                    "\\ud7ff,\ud7ff",
                    "\\uE000,\ue000",
                    "\\uffff,\uffff",
                    "\\ud83d\\ude00,\ud83d\ude00",
                    "\\uD800\\uDC00,\ud800\udc00",
                    "\\uDbFf\\uDFff,\udbff\udfff",
                    "a\\nb\\tc,`a\nb\tc`",
                    "\u00e9,\u00e9",
                    "\u0080,\u0080",
                    "\u07ff,\u07ff",
                    "\u0800,\u0800",
                    "\ud7ff,\ud7ff",
                    "\ue000,\ue000",
                    "\uffff,\uffff",
                    "\ud800\udc00,\ud800\udc00",
                    "\udbff\udfff,\udbff\udfff",
                    "x\u00e9y\\u00e9z,x\u00e9y\u00e9z",
                    "\u007f,\u007f"
                })
        void get_string_resolvesEscapesAndUtf8(String written, String expected) {
            assertThat(value('"' + written + '"')).isEqualTo(expected);
            JsonObject object = object("{\"" + written + "\":1}");
            assertThat(object.names()).containsExactly(expected);
            assertThat(object.contains(expected)).isTrue();
            assertThat(object.contains(expected + "x")).isFalse();
            assertThat(object.contains("x" + expected)).isFalse();
            assertThat(object.contains(expected.substring(1))).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\\",
                    "\\x",
                    "\\a",
                    "\\'",
                    "\\0",
                    "\\U0041",
                    "\\u",
                    "\\u0",
                    "\\u00",
                    "\\u004",
                    "\\u004g",
                    "\\ug041",
                    "\\u00 1",
                    "\\u+041",
                    "\\u004/",
                    "\\u004:",
                    "\\u004@",
                    "\\u004G",
                    "\\u004`",
                    "\\\u00e9"
                })
        void read_brokenEscape_refuses(String written) {
            assertThat(problem("{\"a\":\"" + written + "\"}")).isEqualTo(JsonProblem.SYNTAX);
            assertThat(problem("{\"a\":\"" + written)).isEqualTo(JsonProblem.SYNTAX);
            assertThat(problem("{\"" + written + "\":1}")).isEqualTo(JsonProblem.SYNTAX);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\\u0000",
                    "\\ud800",
                    "\\udbff",
                    "\\udc00",
                    "\\udfff",
                    "\\uDFFF\\uD800",
                    "\\ud800\\ud800",
                    "\\ud800x\\udc00",
                    "\\ud800\\n",
                    "\\ud800\\u0041",
                    "\\ud800\\udbff",
                    "\\ud800\\ue000",
                    "\\ud800\\u",
                    "\\ud800\\udc0",
                    "\\ud800\\xdc00",
                    "\\ud800/udc00"
                })
        void read_nulOrLoneSurrogate_refuses(String written) {
            assertThat(problem("{\"a\":\"" + written + "\"}")).isEqualTo(JsonProblem.INVALID_CHARACTER);
            assertThat(problem("{\"" + written + "\":1}")).isEqualTo(JsonProblem.INVALID_CHARACTER);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x00, 0x01, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x1f})
        void read_controlCharacter_refusesWhereverItStands(int character) {
            for (int before = 0; before < 20; before++) {
                for (int after = 0; after < 12; after += 3) {
                    String text = "{\"" + "x".repeat(before) + (char) character + "y".repeat(after) + "\":1}";
                    assertThat(problem(text)).isEqualTo(JsonProblem.INVALID_CHARACTER);
                }
            }
        }

        @Test
        void read_quoteWhereverItStands_endsTheString() {
            for (int before = 0; before < 20; before++) {
                String name = "~".repeat(before);
                for (String after : List.of("", " ", "!", "\u007f", "\"", "\\\\", "\u00e9", "          ")) {
                    String text = "{\"" + name + "\":\"" + after.replace("\"", "\\\"") + "\"}";
                    assertThat(object(text).string(name)).as(text).isEqualTo(after.equals("\\\\") ? "\\" : after);
                }
            }
        }

        /** Strings are read eight bytes at a time, the first four times without a loop, and one by one near the end of the text. */
        @Test
        void read_stringOfAnyLengthWithAnythingBehind_isWhole() {
            for (int length = 0; length <= 90; length++) {
                String string = "x".repeat(length);
                for (int behind : new int[] {0, 1, 7, 8, 20, 40}) {
                    String text = "{\"" + string + "\":\"" + string + "\",\"|\":\"" + "-".repeat(behind) + "\"}";
                    JsonObject object = object(text);
                    assertThat(object.string(string)).as(text).isEqualTo(string);
                    assertThat(object.string("|")).as(text).isEqualTo("-".repeat(behind));
                    assertThat(problem(text.replace("x\",", "x\t\",")))
                            .as(text)
                            .isEqualTo(length == 0 ? null : JsonProblem.INVALID_CHARACTER);
                }
            }
        }

        @Test
        void read_stringThatDoesNotEnd_refusesAtAnyLength() {
            for (int length = 0; length <= 90; length++) {
                assertThat(problem("{\"a\":\"" + "x".repeat(length))).isEqualTo(JsonProblem.SYNTAX);
                assertThat(problem("{\"" + "x".repeat(length))).isEqualTo(JsonProblem.SYNTAX);
            }
        }

        @Test
        void read_everyPrintableCharacter_isItself() {
            for (char c = ' '; c <= 0x7f; c++) {
                if (c != '"' && c != '\\') {
                    for (int before = 0; before < 9; before++) {
                        String string = "a".repeat(before) + c + "b";
                        assertThat(value('"' + string + '"')).isEqualTo(string);
                    }
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // continuation without a start
                    "\u0080",
                    "\u00bf",
                    // overlong
                    "\u00c0\u0080",
                    "\u00c1\u00bf",
                    "\u00e0\u0080\u0080",
                    "\u00e0\u009f\u00bf",
                    "\u00f0\u0080\u0080\u0080",
                    "\u00f0\u008f\u00bf\u00bf",
                    // surrogates
                    "\u00ed\u00a0\u0080",
                    "\u00ed\u00bf\u00bf",
                    "\u00ed\u00a0\u0080\u00ed\u00b0\u0080",
                    // beyond U+10FFFF
                    "\u00f4\u0090\u0080\u0080",
                    "\u00f5\u0080\u0080\u0080",
                    "\u00f8\u0088\u0080\u0080\u0080",
                    "\u00fe",
                    "\u00ff",
                    // cut short
                    "\u00c3",
                    "\u00df",
                    "\u00e2\u0082",
                    "\u00e2",
                    "\u00f0\u009f\u0098",
                    "\u00f0\u009f",
                    "\u00f0",
                    // continued by something else
                    "\u00c3a",
                    "\u00c3\u00c3",
                    "\u00e2a\u0080",
                    "\u00e2\u0082a",
                    "\u00e2\u0082\u00c0",
                    "\u00e2\u00c0\u0080",
                    "\u00e1\u007f\u0080",
                    "\u00f0a\u0098\u0080",
                    "\u00f0\u009fa\u0080",
                    "\u00f0\u009f\u0098a",
                    "\u00f0\u009f\u0098\u00c0",
                    "\u00f1\u00c0\u0080\u0080",
                    "\u00f1\u0080\u007f\u0080",
                    "\u00ee\u0080\u007f",
                    "\u00c2\u007f"
                })
        void read_invalidUtf8_refuses(String bytes) {
            assertThat(problem("{\"a\":\"" + bytes + "\"}")).isEqualTo(JsonProblem.INVALID_UTF8);
            assertThat(problem("{\"a\":\"" + bytes)).isEqualTo(JsonProblem.INVALID_UTF8);
            assertThat(problem("{\"" + bytes + "\":1}")).isEqualTo(JsonProblem.INVALID_UTF8);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\u00c2\u0080",
                    "\u00df\u00bf",
                    "\u00e0\u00a0\u0080",
                    "\u00e0\u00bf\u00bf",
                    "\u00e1\u0080\u0080",
                    "\u00ec\u00bf\u00bf",
                    "\u00ed\u0080\u0080",
                    "\u00ed\u009f\u00bf",
                    "\u00ee\u0080\u0080",
                    "\u00ef\u00bf\u00bf",
                    "\u00f0\u0090\u0080\u0080",
                    "\u00f0\u00bf\u00bf\u00bf",
                    "\u00f1\u0080\u0080\u0080",
                    "\u00f3\u00bf\u00bf\u00bf",
                    "\u00f4\u0080\u0080\u0080",
                    "\u00f4\u008f\u00bf\u00bf"
                })
        void read_outermostUtf8_accepts(String bytes) {
            JsonReader reader = new JsonReader(("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1), JsonLimits.CLAIMS);
            assertThat(reader.read()).isNull();
            assertThat(reader.object().string("a")).isEqualTo(new String(bytes.getBytes(ISO_8859_1), UTF_8));
        }
    }

    @Nested
    class Duplicates {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1,\"a\":1}",
                    "{\"a\":1,\"b\":2,\"a\":3}",
                    "{\"\":1,\"\":2}",
                    "{\"a\":1,\"\\u0061\":2}",
                    "{\"\\u0061\":1,\"a\":2}",
                    "{\"\\u0061b\":1,\"a\\u0062\":2}",
                    "{\"\u00e9\":1,\"\\u00e9\":2}",
                    "{\"\ud83d\ude00\":1,\"\\ud83d\\ude00\":2}",
                    "{\"x\":{\"a\":1,\"a\":2}}",
                    "{\"x\":[{\"a\":1,\"a\":2}]}",
                    "{\"x\":[[{\"y\":{\"a\":1,\"a\":2}}]]}",
                    "{\"a\":{},\"b\":[],\"a\":{}}",
                    "{\"a\":[1,{\"c\":1}],\"a\":1}",
                    "{\"\\\"\":1,\"\\u0022\":2}",
                    "{\"\\/\":1,\"/\":2}"
                })
        void read_twoMembersOfOneName_refuses(String text) {
            assertThat(new JsonReader(text.getBytes(UTF_8), JsonLimits.CLAIMS).read())
                    .isEqualTo(JsonProblem.DUPLICATE_MEMBER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1,\"A\":1}",
                    "{\"a\":1,\"b\":{\"a\":1}}",
                    "{\"a\":{\"a\":{\"a\":1}}}",
                    "{\"a\":[{\"a\":1},{\"a\":1}]}",
                    "{\"ab\":1,\"ba\":1}",
                    "{\"a\":\"a\",\"b\":\"a\"}",
                    "{\"\":1,\" \":2}",
                    "{\"e\u0301\":1,\"\u00e9\":2}",
                    "{\"a\":1,\"aa\":2}",
                    "{\"\\u0061\":1,\"\\u0062\":2}",
                    "{\"\\u0061\":1,\"\\u0061b\":2}",
                    "{\"\\u0061b\":1,\"\\u0061\":2}",
                    "{\"\u00e9\":1,\"\u00e9a\":2}"
                })
        void read_differentNames_accepts(String text) {
            assertThat(new JsonReader(text.getBytes(UTF_8), JsonLimits.CLAIMS).read())
                    .isNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 15, 16, 17, 18, 31, 32, 33, 62, 63, 64, 65, 100, 1000})
        void read_repetitionAnywhereAmongMany_refuses(int count) {
            assertThat(problem("{" + members(count) + "}")).isNull();
            assertThat(problem("{\"inside\":{" + members(count) + "}}")).isNull();
            for (int repeated : new int[] {0, count / 2, count - 1}) {
                for (String name : List.of("m" + repeated, "\\u006d" + repeated)) {
                    assertThat(problem("{" + members(count) + ",\"" + name + "\":0}"))
                            .isEqualTo(JsonProblem.DUPLICATE_MEMBER);
                    assertThat(problem("{\"" + name + "\":0," + members(count) + "}"))
                            .isEqualTo(JsonProblem.DUPLICATE_MEMBER);
                    assertThat(problem("{\"inside\":{" + members(count) + ",\"" + name + "\":0}}"))
                            .isEqualTo(JsonProblem.DUPLICATE_MEMBER);
                }
            }
        }

        @Test
        void read_manyLongNamesWithEscapes_costsLittleMemory() {
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < 16; i++) {
                text.append(i == 0 ? "" : ",")
                        .append("\"\\u0061")
                        .append("x".repeat(600))
                        .append(i)
                        .append("\":1");
            }
            byte[] utf8 = text.append('}').toString().getBytes(UTF_8);
            new JsonReader(utf8, JsonLimits.HEADER).read(); // loads classes
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            JsonProblem problem = new JsonReader(utf8, JsonLimits.HEADER).read();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(problem).isNull();
            assertThat(allocated).isLessThan(3L * utf8.length);
        }
    }

    @Nested
    class Limits {
        private static final JsonLimits TIGHT = new JsonLimits(3, 6);

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":[[]]}", "{\"a\":{\"b\":{}}}", "{\"a\":[[],[]]}"})
        void read_asDeepAsAllowed_accepts(String text) {
            assertThat(problem(text, TIGHT)).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":[[[]]]}", "{\"a\":[[{}]]}", "{\"a\":{\"b\":{\"c\":{}}}}", "{\"a\":[[["})
        void read_deeperThanAllowed_refuses(String text) {
            assertThat(problem(text, TIGHT)).isEqualTo(JsonProblem.TOO_DEEP);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":[1,2,3]}", "{\"a\":[{},{},{}]}", "{\"a\":1,\"b\":[]}", "{\"a\":[1,2,[]]}"})
        void read_asManyValuesAsAllowed_accepts(String text) {
            assertThat(problem(text, TIGHT)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":[1,2,3,4]}",
                    "{\"a\":[{},{},{},{}]}",
                    "{\"a\":1,\"b\":2,\"c\":3}",
                    "{\"a\":[1,2,3,true]}",
                    "{\"a\":[1,2,3,\"\"]}",
                    "{\"a\":[1,2,3,[]]}",
                    "{\"a\":[1,2,3,null"
                })
        void read_moreValuesThanAllowed_refuses(String text) {
            assertThat(problem(text, TIGHT)).isEqualTo(JsonProblem.TOO_LARGE);
        }

        @Test
        void read_limitsOfTheProduct_areExact() {
            assertThat(problem("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"))
                    .isNull();
            assertThat(problem("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                    .isEqualTo(JsonProblem.TOO_DEEP);
            assertThat(problem("{\"a\":[[[]]]}", JsonLimits.HEADER)).isNull();
            assertThat(problem("{\"a\":[[[[]]]]}", JsonLimits.HEADER)).isEqualTo(JsonProblem.TOO_DEEP);
            assertThat(problem("{\"a\":[" + "1,".repeat(8188) + "1]}")).isNull();
            assertThat(problem("{\"a\":[" + "1,".repeat(8189) + "1]}")).isEqualTo(JsonProblem.TOO_LARGE);
        }

        @Test
        void read_millionBrackets_refusesWithoutRecursion() {
            assertThat(problem("{\"a\":" + "[".repeat(1_000_000), new JsonLimits(2_000_000, 2_000_000)))
                    .isEqualTo(JsonProblem.SYNTAX);
        }
    }

    /** The first problem is the one that is told, whichever member it is in. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1,", "{\"a\":{\"b\":[1]},"})
    void read_problemInAnyName_isTheOneThatIsTold(String before) {
        assertThat(problem(before + "\"\\ud800\":2}")).isEqualTo(JsonProblem.INVALID_CHARACTER);
        assertThat(problem(before + "\"\u0000\":2}")).isEqualTo(JsonProblem.INVALID_CHARACTER);
        assertThat(problem(before + "\"\u0080\":2}")).isEqualTo(JsonProblem.INVALID_UTF8);
        assertThat(problem(before + "x:2}")).isEqualTo(JsonProblem.SYNTAX);
    }

    @Test
    void read_nulInAString_isAControlCharacter() {
        for (int filling = 0; filling < 10; filling++) {
            assertThat(problem("{\"a\":\"" + "x".repeat(filling) + "\u0000\"}"))
                    .isEqualTo(JsonProblem.INVALID_CHARACTER);
        }
    }

    @Test
    void description_everyProblem_saysSomethingOfItsOwn() {
        assertThat(Arrays.stream(JsonProblem.values()).map(JsonProblem::description))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(10));
        for (JsonProblem problem : JsonProblem.values()) {
            assertThat(JsonProblem.of(problem.code())).isEqualTo(problem);
        }
    }
}
