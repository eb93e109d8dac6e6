package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each question is put to values of every type, followed by others so that none is taken for its neighbour. */
class JsonValueTest {
    /** What a value may be; the empty text stands for none. */
    private static final List<String> VALUES = List.of(
            "",
            "null",
            "true",
            "false",
            "0",
            "5",
            "-5",
            "5.0",
            "5.5",
            "50e-1",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\"a\"",
            "\"\\u0061\"",
            "\"a b\"",
            "\"b a\"",
            "\"\\u0061 b\"",
            "\"aa\"",
            "\"5\"",
            "\"true\"",
            "[]",
            "[\"a\"]",
            "[\"b\",\"a\"]",
            "[\"a\",1]",
            "[1,\"a\"]",
            "[\"a b\"]",
            "[[\"a\"]]",
            "[5]",
            "{}",
            "{\"a\":\"a\"}");

    private static JsonValue value(String json) {
        String text = json.isEmpty() ? "{\"a\":true}" : "{\"v\":" + json + ",\"a\":\"a\"}";
        JsonReader reader = new JsonReader(text.getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).isNull();
        return reader.object().find(JsonPointer.toMember("v"));
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                question("isAbsent", JsonValue::isAbsent, ""),
                question("is true", value -> value.is(true), "true"),
                question("is false", value -> value.is(false), "false"),
                question("isString a", value -> value.isString("a"), "\"a\"", "\"\\u0061\""),
                question("isString empty", value -> value.isString(""), "\"\""),
                question("isString of two words", value -> value.isString("a b"), "\"a b\"", "\"\\u0061 b\""),
                question(
                        "isStrings",
                        JsonValue::isStrings,
                        "\"\"",
                        "\"a\"",
                        "\"\\u0061\"",
                        "\"a b\"",
                        "\"b a\"",
                        "\"\\u0061 b\"",
                        "\"aa\"",
                        "\"5\"",
                        "\"true\"",
                        "[]",
                        "[\"a\"]",
                        "[\"b\",\"a\"]",
                        "[\"a b\"]"),
                question(
                        "holdsString a",
                        value -> value.holdsString("a"),
                        "\"a\"",
                        "\"\\u0061\"",
                        "[\"a\"]",
                        "[\"b\",\"a\"]"),
                question("holdsString empty", value -> value.holdsString(""), "\"\""),
                question(
                        "holdsWord a",
                        value -> value.holdsWord("a"),
                        "\"a\"",
                        "\"\\u0061\"",
                        "\"a b\"",
                        "\"b a\"",
                        "\"\\u0061 b\"",
                        "[\"a\"]",
                        "[\"b\",\"a\"]"),
                question(
                        "holdsWord b",
                        value -> value.holdsWord("b"),
                        "\"a b\"",
                        "\"b a\"",
                        "\"\\u0061 b\"",
                        "[\"b\",\"a\"]"),
                question("holdsWord of two words", value -> value.holdsWord("a b"), "[\"a b\"]"),
                question("isNumber 5", value -> value.isNumber(5), "5", "5.0", "50e-1"),
                question("isNumber 0", value -> value.isNumber(0), "0"),
                question("isNumber -5", value -> value.isNumber(-5), "-5"),
                question("isNumber of the greatest", value -> value.isNumber(Long.MAX_VALUE), "9223372036854775807"),
                question(
                        "isAtLeast 5",
                        value -> value.isAtLeast(5),
                        "5",
                        "5.0",
                        "5.5",
                        "50e-1",
                        "9223372036854775807",
                        "9223372036854775808"),
                question("isAtLeast 6", value -> value.isAtLeast(6), "9223372036854775807", "9223372036854775808"),
                question("floor", value -> value.floor(99) == 5, "5", "5.0", "5.5", "50e-1"),
                question("floor, rounded down", value -> value.floor(99) == -5, "-5"));
    }

    @Test
    void isStrings_listThatANumberFollows_looksAtItsElementsAlone() {
        JsonReader reader = new JsonReader("{\"v\":[[\"a\"],1]}".getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).isNull();

        assertThat(reader.object().find(JsonPointer.of("/v/0")).isStrings()).isTrue();
        assertThat(reader.object().find(JsonPointer.of("/v")).isStrings()).isFalse();
    }

    private static Arguments question(String name, Predicate<JsonValue> asked, String... trueFor) {
        return Arguments.of(name, asked, List.of(trueFor));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void ask_valueOfEachType_isTrueOfTheseAlone(String name, Predicate<JsonValue> asked, List<String> expected) {
        List<String> found = new ArrayList<>();
        for (String json : VALUES) {
            if (asked.test(value(json))) {
                found.add(json);
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void isPresent_anythingButNull_isTrue() {
        for (String json : VALUES) {
            assertThat(value(json).isPresent()).as(json).isEqualTo(!json.isEmpty() && !json.equals("null"));
        }
    }

    @Test
    void floor_noNumberOrTooLarge_isTheOther() {
        for (String json : List.of("", "null", "true", "\"5\"", "[5]", "9223372036854775808")) {
            assertThat(value(json).floor(99)).as(json).isEqualTo(99);
        }
        assertThat(value("9223372036854775807").floor(99)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void get_valueOfEachType_isIt() {
        assertThat(value("").get()).isNull();
        assertThat(value("null").get()).isNull();
        assertThat(value("5").get()).isEqualTo(5L);
        assertThat(value("5.5").get()).isEqualTo(new BigDecimal("5.5"));
        assertThat(value("[\"a\",1]").get()).isEqualTo(List.of("a", 1L));
        assertThat(value("\"a\"")).hasToString("JsonValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b c", "a", " a", "a ", "a  b", " ", "  ", "orders:read orders:write", "ab a", "read"})
    void holdsWord_textOfWords_holdsEachAndNoOther(String text) {
        List<String> expected = Arrays.asList(text.split(" ", -1));
        String escaped = text.replace("a", "\\u0061").replace("o", "\\u006f");
        for (String word : List.of(
                "", " ", "a", "b", "c", "a b", "ab", "orders", "orders:", "orders:read", "orders:write", "read")) {
            for (String written : List.of(text, escaped)) {
                assertThat(value('"' + written + '"').holdsWord(word))
                        .as("'%s'", word)
                        .isEqualTo(expected.contains(word));
            }
        }
    }

    /** Beyond what is read digit by digit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999",
                "999999999999999999",
                "9999999999999999999",
                "-99999999999999999",
                "-999999999999999999",
                "-9999999999999999999",
                "1e18",
                "0.5",
                "-0.5",
                "-0"
            })
    void isAtLeast_numberOfAnyLength_comparesExactly(String number) {
        BigDecimal exact = new BigDecimal(number);
        for (long other : new long[] {
            Long.MIN_VALUE,
            -1_000_000_000_000_000_000L,
            -1,
            0,
            1,
            99_999_999_999_999_998L,
            99_999_999_999_999_999L,
            100_000_000_000_000_000L,
            1_000_000_000_000_000_000L,
            Long.MAX_VALUE
        }) {
            int expected = exact.compareTo(BigDecimal.valueOf(other));
            assertThat(value(number).isAtLeast(other)).as("%s", other).isEqualTo(expected >= 0);
            assertThat(value(number).isNumber(other)).as("%s", other).isEqualTo(expected == 0);
        }
    }
}
