package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes in names and values: what is compared without being made must come out as if it had been. */
class EscapedStringsTest {
    private static JsonObject read(String json) {
        JsonReader reader = new JsonReader(json.getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).as(json).isNull();
        return reader.object();
    }

    private static String filler() {
        return IntStream.range(0, 40).mapToObj(i -> "\"" + i + "\":0,").collect(Collectors.joining());
    }

    @ParameterizedTest
    @Requirement({24, 25})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alg | \\u0061lg",
                "alg | \\u0061\\u006c\\u0067",
                "a/b | a\\/b",
                "a\\nb | a\\u000ab",
                "a\\\"b | a\\u0022b",
                "a\\\\b | a\\u005Cb",
                "\u00e9 | \\u00e9",
                "\u20ac | \\u20AC",
                "\uffff | \\uffff",
                "\ud83d\ude00 | \\ud83d\\ude00",
                "x\udbff\udfffy | x\\udbff\\udfff\\u0079",
                "\\b\\f\\n\\r\\t | \\u0008\\u000c\\u000a\\u000d\\u0009"
            })
    void read_oneNameInTwoSpellings_isADuplicate(String name, String other) {
        for (String before : new String[] {"", filler()}) {
            for (String json : new String[] {
                "{" + before + "\"" + name + "\":1,\"" + other + "\":2}",
                "{" + before + "\"" + other + "\":1,\"" + name + "\":2}",
                "{" + before + "\"" + other + "\":1,\"" + other + "\":2}"
            }) {
                assertThat(new JsonReader(json.getBytes(UTF_8), JsonLimits.CLAIMS).read())
                        .as(json)
                        .isEqualTo(JsonProblem.DUPLICATE_MEMBER);
            }
            read("{" + before + "\"" + name + "\":1,\"" + other + "x\":2,\"x" + other + "\":3}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a\"b\\c/",
                "\b\f\n\r\t",
                "\u00e9\u20ac\uffff",
                "\ud83d\ude00z",
                "\u007f\u0080\u07ff\u0800",
                ""
            })
    void string_everyCharacterEscaped_isAsWritten(String text) {
        String escaped = text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
        JsonObject object = read("{\"" + escaped + "\":\"" + escaped + "\",\"x\":\"" + escaped + "\\n\"}");

        assertThat(object.string(text)).isEqualTo(text);
        assertThat(object.isString(text, text)).isTrue();
        assertThat(object.isString(text, text + "x")).isFalse();
        assertThat(object.isString("x", text)).isFalse();
        assertThat(object.string("x")).isEqualTo(text + "\n");
        assertThat(object.names()).containsExactly(text, "x");
    }

    @Test
    void string_shortEscapes_areResolved() {
        assertThat(read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\u20ac\\u20ac\"}").string("a"))
                .isEqualTo("\"\\/\b\f\n\r\t\u20ac\u20ac");
    }

    @Test
    void isString_prefixOrExtension_isNot() {
        JsonObject object = read("{\"a\":\"\\u0061bc\"}");

        assertThat(object.isString("a", "abc")).isTrue();
        for (String other : new String[] {"", "a", "ab", "abcd", "abd", "Abc", "\u0161bc"}) {
            assertThat(object.isString("a", other)).as(other).isFalse();
        }
    }

    /** Half of a surrogate pair is no character, and becomes a question mark where a string is encoded. No text holds one, so it equals nothing. */
    @ParameterizedTest
    @Requirement(33)
    @ValueSource(ints = {0xd800, 0xdbff, 0xdc00, 0xdfff})
    void find_halfASurrogatePair_isNoQuestionMark(int unit) {
        String half = "\ud83d\ude00" + (char) unit;
        String marks = "\ud83d\ude00?";
        assertFound(half, marks);
        assertFound(Character.toString((char) unit), "?");
    }

    private static void assertFound(String half, String marks) {
        for (String more : new String[] {"", ",\"\u00e9\":\"\u00e9\"", ",\"\\u003f\\u003f\\u003f\":0"}) {
            JsonObject object = read("{\"" + marks + "\":1,\"v\":\"" + marks + "\",\"w\":\"a " + marks + "\",\"l\":[\""
                    + marks + "\"]" + more + "}");
            assertThat(object.contains(marks)).isTrue();
            assertThat(object.contains(half)).isFalse();
            assertThat(object.get(half)).isNull();
            assertThat(object.isString("v", marks)).isTrue();
            assertThat(object.isString("v", half)).isFalse();
            assertThat(object.holdsString("l", marks)).isTrue();
            assertThat(object.holdsString("l", half)).isFalse();
            assertThat(object.find(JsonPointer.of("/w")).holdsWord(marks)).isTrue();
            assertThat(object.find(JsonPointer.of("/w")).holdsWord(half)).isFalse();
        }
    }
}
