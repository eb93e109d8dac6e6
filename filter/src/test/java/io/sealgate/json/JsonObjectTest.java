package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    private static final JsonObject OBJECT = object(
            "{\"s\":\"text\",\"empty\":\"\",\"e\":\"\\u00e9\",\"i\":7,\"d\":-1.5,\"n\":null,\"t\":true,"
                    + "\"list\":[\"a\",\"\\u0062\",\"c\"],\"mixed\":[\"a\",1],\"nothing\":[],\"o\":{\"a/b\":{\"m~n\":[10,{\"x\":\"y\"}]},\"\":1}}");

    private static JsonObject object(String text) {
        JsonReader reader = new JsonReader(text.getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).isNull();
        return reader.object();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "empty", "e", "i", "d", "n", "t", "list", "mixed", "nothing", "o"})
    void contains_nameOfAMember_isTrue(String name) {
        assertThat(OBJECT.contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "x", "text", "ss", "st", "empt", "emptyy", "a/b", "\u00e9", "mixedd", "tsil"})
    void contains_anotherName_isFalse(String name) {
        assertThat(OBJECT.contains(name)).isFalse();
        assertThat(OBJECT.get(name)).isNull();
        assertThat(OBJECT.string(name)).isNull();
        assertThat(OBJECT.isString(name)).isFalse();
        assertThat(OBJECT.isString(name, "text")).isFalse();
        assertThat(OBJECT.holdsString(name, "a")).isFalse();
        assertThat(OBJECT.floor(name, 99)).isEqualTo(99);
    }

    @Test
    void contains_emptyName_isFoundWhereItIs() {
        assertThat(object("{\"\":1}").contains("")).isTrue();
        assertThat(object("{\"\":1}").contains("x")).isFalse();
        assertThat(object("{}").contains("")).isFalse();
    }

    @Test
    void contains_manyMembers_findsEachAndNoOther() {
        for (int count : new int[] {1, 10, 42, 43, 63, 64, 65, 130, 500}) {
            JsonObject object = object(IntStream.range(0, count)
                    .mapToObj(i -> "\"name" + i + "\":" + i)
                    .collect(Collectors.joining(",", "{", "}")));
            for (int i = 0; i < count; i++) {
                assertThat(object.get("name" + i)).isEqualTo((long) i);
            }
            assertThat(object.contains("name" + count)).isFalse();
            assertThat(object.contains("mane0")).isFalse();
        }
    }

    /** The index of members tells names apart by their length and their ends; behind many that it cannot tell apart, others must be found all the same. */
    @Test
    void contains_manyNamesAlikeAtBothEnds_findsEachAndNoOther() {
        JsonObject object = object(IntStream.range(0, 260)
                .mapToObj(i -> "\"a" + (1000 + i) + "a\":" + i)
                .collect(Collectors.joining(",", "{", ",\"other\":-1,\"z\":-2}")));
        assertThat(object.get("other")).isEqualTo(-1L);
        assertThat(object.get("z")).isEqualTo(-2L);
        assertThat(object.get("a1000a")).isEqualTo(0L);
        assertThat(object.get("a1259a")).isEqualTo(259L);
        assertThat(object.contains("a1260a")).isFalse();
    }

    /** Names are kept in a table, and compared by their first eight bytes before all others. */
    @Test
    void asMap_namesThatDifferInOneCharacter_areTheirOwn() {
        for (int length : new int[] {1, 5, 7, 8, 9, 10, 16, 17, 18, 31, 32, 33, 50}) {
            Map<String, Object> expected = new LinkedHashMap<>();
            for (int i = 0; i < length; i++) {
                expected.put("n".repeat(i) + "m" + "n".repeat(length - i - 1), (long) i);
            }
            String text = expected.entrySet().stream()
                    .map(each -> '"' + each.getKey() + "\":" + each.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            JsonObject object = object(text);
            assertThat(object.asMap()).isEqualTo(expected);
            assertThat(object.names()).containsExactlyElementsOf(expected.keySet());
            expected.forEach((name, value) -> {
                assertThat(object.get(name)).isEqualTo(value);
                assertThat(object("{\"" + name + "\":0}").contains("n".repeat(length)))
                        .isFalse();
            });
        }
    }

    @Test
    void contains_nameWithEscapesAmongThem_findsEachAndNoOther() {
        JsonObject object = object("{\"alg\":1,\"\\u006bid\":2,\"\u00fc\":3}");
        assertThat(object.get("alg")).isEqualTo(1L);
        assertThat(object.get("kid")).isEqualTo(2L);
        assertThat(object.get("\u00fc")).isEqualTo(3L);
        assertThat(object.contains("\\u006bid")).isFalse();
        assertThat(object.contains("u")).isFalse();
        assertThat(object.contains("enc")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"s, text", "empty, ''", "e, \u00e9"})
    void string_memberThatIsAString_isIt(String name, String expected) {
        assertThat(OBJECT.string(name)).isEqualTo(expected);
        assertThat(OBJECT.get(name)).isEqualTo(expected);
        assertThat(OBJECT.isString(name)).isTrue();
        assertThat(OBJECT.isString(name, expected)).isTrue();
        assertThat(OBJECT.holdsString(name, expected)).isTrue();
        assertThat(OBJECT.isString(name, expected + "x")).isFalse();
        assertThat(OBJECT.isString(name, "x" + expected)).isFalse();
        assertThat(OBJECT.holdsString(name, expected + "x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"i, 7", "d, -1.5", "n, null", "t, true", "list, a", "o, a/b"})
    void string_memberOfAnotherType_isNone(String name, String text) {
        assertThat(OBJECT.string(name)).isNull();
        assertThat(OBJECT.isString(name)).isFalse();
        assertThat(OBJECT.isString(name, text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"s, tex", "s, texts", "s, Text", "s, \u0274ext", "e, e", "e, \u00ea", "e, ''", "e, \u00e9\u00e9"})
    void isString_anotherString_isFalse(String name, String other) {
        assertThat(OBJECT.isString(name, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"list, a", "list, b", "list, c"})
    void holdsString_elementOfAListOfStrings_isTrue(String name, String string) {
        assertThat(OBJECT.holdsString(name, string)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "list, d",
        "list, ab",
        "list, ''",
        "mixed, a",
        "mixed, 1",
        "nothing, ''",
        "o, a/b",
        "i, 7",
        "n, null",
        "t, true"
    })
    void holdsString_anythingElse_isFalse(String name, String string) {
        assertThat(OBJECT.holdsString(name, string)).isFalse();
    }

    /** Eight digits are read at once, and the others one by one; behind a number come bytes that are no digits, or none at all. */
    @Test
    void get_integerOfAnyLength_isItsValue() {
        for (int length = 1; length <= 18; length++) {
            for (String number : List.of(
                    "9".repeat(length), "1234567890".repeat(2).substring(0, length), "8" + "0".repeat(length - 1))) {
                for (String signed : List.of(number, "-" + number)) {
                    JsonObject numbers = object("{\"a\":" + signed + ",\"b\":[" + signed + "]}");
                    assertThat(numbers.get("a")).isEqualTo(Long.valueOf(signed));
                    assertThat(numbers.get("b")).isEqualTo(List.of(Long.valueOf(signed)));
                    assertThat(numbers.floor("a", 0)).isEqualTo(Long.parseLong(signed));
                    assertThat(numbers.find(JsonPointer.of("/b/0")).isNumber(Long.parseLong(signed)))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "7, 7",
        "-7, -7",
        "1.0, 1",
        "1.999, 1",
        "-1.5, -2",
        "-1.0, -1",
        "1.5e3, 1500",
        "-0.1, -1",
        "1e-300, 0",
        "999999999999999999, 999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775807.5, 9223372036854775807",
        "-9223372036854775807.5, -9223372036854775808",
        "-9223372036854775808, -9223372036854775808",
        "1234567890123456789, 1234567890123456789"
    })
    void floor_number_isRoundedDown(String number, long expected) {
        assertThat(object("{\"a\":" + number + "}").floor("a", 99)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "-9223372036854775808.5",
                "1e19",
                "1e999",
                "-1e999",
                "\"7\"",
                "true",
                "null",
                "[7]",
                "{}",
                "\"\\u0037\""
            })
    void floor_anythingElse_isNone(String json) {
        assertThat(object("{\"a\":" + json + "}").floor("a", 99)).isEqualTo(99);
    }

    @ParameterizedTest
    @CsvSource({
        "/s, text",
        "/i, 7",
        "/list/0, a",
        "/list/1, b",
        "/list/2, c",
        "/o/a~1b/m~0n/0, 10",
        "/o/a~1b/m~0n/1/x, y",
        "/o/, 1",
        "/mixed/1, 1"
    })
    void at_pointerToAValue_isIt(String pointer, String expected) {
        assertThat(OBJECT.at(pointer)).hasToString(expected);
    }

    @Test
    void at_emptyPointer_isTheWholeObject() {
        assertThat(OBJECT.at("")).isEqualTo(OBJECT.asMap());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/x",
                "/s/",
                "/s/0",
                "/i/0",
                "/n",
                "/n/0",
                "/list/3",
                "/list/-",
                "/list/-1",
                "/list/01",
                "/list/00",
                "/list/",
                "/list/a",
                "/list/1a",
                "/list/1 ",
                "/list/0/0",
                "/list/1000000000",
                "/list/4294967296",
                "/list/:",
                "/list//",
                "/nothing/0",
                "/o/a",
                "/o/a/b",
                "/o/a~1b/m~0n/1/y",
                "/o/o",
                "/s~",
                "/o/a~01b"
            })
    void at_pointerToNothing_isNull(String pointer) {
        assertThat(OBJECT.at(pointer)).isNull();
    }

    @Test
    void at_elementBeyondTen_isFound() {
        JsonObject object = object("{\"a\":[" + "[9,9],".repeat(9) + "\"nine\",\"ten\",\"eleven\"]}");
        assertThat(object.at("/a/9")).isEqualTo("nine");
        assertThat(object.at("/a/10")).isEqualTo("ten");
        assertThat(object.at("/a/11")).isEqualTo("eleven");
        assertThat(object.at("/a/12")).isNull();
        assertThat(object.at("/a/0/1")).isEqualTo(9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "s", "#/s", " /s"})
    void at_noPointer_throws(String pointer) {
        assertThatIllegalArgumentException().isThrownBy(() -> OBJECT.at(pointer));
    }

    @Test
    void find_claimAsItIsWritten_isAPointerIfItStartsWithASlashElseAName() {
        JsonObject object = object("{\"a\":{\"b\":1},\"/a/b\":2,\"a/b\":3}");

        assertThat(object.find(JsonPointer.toClaim("/a/b")).get()).isEqualTo(1L);
        assertThat(object.find(JsonPointer.toClaim("a/b")).get()).isEqualTo(3L);
    }

    @Test
    void at_nestedObjectOfTheSameNames_isNotTakenForTheOuterOne() {
        assertThat(object("{\"a\":{\"b\":1},\"b\":2}").at("/a/b")).isEqualTo(1L);
        assertThat(object("{\"a\":{\"b\":1},\"c\":2}").at("/a/c")).isNull();
    }

    @Test
    void asMap_anyObject_cannotBeChanged() {
        Map<String, Object> map = OBJECT.asMap();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("x", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((List<?>) map.get("list")).remove(0));
        assertThat(map.keySet())
                .containsExactly("s", "empty", "e", "i", "d", "n", "t", "list", "mixed", "nothing", "o");
        assertThat(OBJECT.names()).containsExactlyElementsOf(map.keySet());
    }

    @Test
    void asMap_throughItsViews_cannotBeChanged() {
        Map<String, Object> map = OBJECT.asMap();
        Map.Entry<String, Object> first = map.entrySet().iterator().next();
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> first.setValue("other"),
                () -> map.remove("s"),
                () -> map.keySet().remove("s"),
                () -> map.values().remove("text"),
                map::clear,
                () -> map.replaceAll((name, value) -> "other"),
                () -> map.putIfAbsent("x", 1),
                () -> ((Map<?, ?>) map.get("o")).clear(),
                () -> ((List<?>) map.get("nothing")).add(null))) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change);
        }
        assertThat(map).isEqualTo(OBJECT.asMap()).hasSize(11).containsEntry("s", "text");
        assertThat(map.entrySet()).hasSize(11);
    }

    @Test
    void asMap_lookedUp_hasItsMembersAndNoOther() {
        Map<String, Object> map = OBJECT.asMap();
        assertThat(map.get("n")).isNull();
        assertThat(map.containsKey("n")).isTrue();
        assertThat(map.containsKey("N")).isFalse();
        assertThat(map.containsKey(null)).isFalse();
        assertThat(map.get("x")).isNull();
        assertThat(map.get("i")).isEqualTo(7L);
        assertThat(map.getOrDefault("n", "default")).isNull();
        assertThat(map.getOrDefault("x", "default")).isEqualTo("default");
        assertThat(object("{}").asMap()).isEmpty();
    }

    @Test
    void asMap_besideAnyOtherMap_isEqualInBothDirections() {
        Map<String, Object> map = object("{\"a\":1,\"b\":null,\"c\":[{}]}").asMap();
        Map<String, Object> other = new LinkedHashMap<>(map);
        assertThat(map.equals(other)).isTrue();
        assertThat(other.equals(map)).isTrue();
        assertThat(map).hasSameHashCodeAs(other).hasToString("{a=1, b=null, c=[{}]}");
        other.put("b", "");
        assertThat(map.equals(other)).isFalse();
        assertThat(other.equals(map)).isFalse();
    }

    /** Larger objects make another map, in which a look-up does not go through all names; nobody must be able to tell which it is, but by the clock. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 66, 1000})
    void asMap_ofAnySize_isTheSame(int size) throws Exception {
        Map<String, Object> expected = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            expected.put("m" + i, i % 3 == 0 ? null : Long.valueOf(i));
        }
        String json = expected.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        Map<String, Object> map = object(json).asMap();

        assertThat(map.equals(expected)).isTrue();
        assertThat(expected.equals(map)).isTrue();
        assertThat(map).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(map.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(map.values()).containsExactlyElementsOf(expected.values());
        assertThat(map.containsKey("m0")).isTrue();
        assertThat(map.get("m" + (size - 1))).isEqualTo(expected.get("m" + (size - 1)));
        assertThat(map.containsKey("m" + size)).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("m0", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> map.entrySet().iterator().next().setValue(1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(map::clear);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(map);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(expected);
        }
    }

    /** An issuer chooses how many members there are, and an application that asks for each must not take a time that grows with the square of it. */
    @Test
    @Requirement(29)
    void asMap_manyMembers_areLookedUpInNoTime() {
        String json = IntStream.range(0, 4000)
                .mapToObj(i -> "\"" + (100_000 + i) + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        Map<String, Object> map = object(json).asMap();
        long begin = System.nanoTime();
        boolean all = true;
        for (int round = 0; round < 10; round++) {
            all &= map.equals(object(json).asMap());
            for (String name : map.keySet()) {
                all &= map.containsKey(name);
            }
        }
        assertThat(all).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(700));
    }

    @Test
    void asMap_readToTheEndOfItsEntries_hasNoMore() {
        Iterator<Map.Entry<String, Object>> entries =
                object("{\"a\":1}").asMap().entrySet().iterator();
        assertThat(entries.next()).isEqualTo(Map.entry("a", 1L));
        assertThat(entries.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }

    /** Applications keep claims in sessions, which servers write to disks and to other servers. */
    @Test
    void asMap_writtenAndReadByJavaSerialization_isEqual() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(OBJECT.asMap());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(OBJECT.asMap());
        }
    }

    /** A list ends where the next member begins, and the last one where the text does. */
    @Test
    void holdsString_nameOfTheNextMember_isFalse() {
        JsonObject object = object("{\"first\":[\"a\"],\"b\":1,\"last\":[\"c\"]}");
        assertThat(object.holdsString("first", "a")).isTrue();
        assertThat(object.holdsString("first", "b")).isFalse();
        assertThat(object.holdsString("last", "c")).isTrue();
        assertThat(object.holdsString("last", "")).isFalse();
    }

    @Test
    void contains_beginningOfANameWithEscapes_isFalse() {
        JsonObject object = object("{\"\\u0061bc\":1}");
        assertThat(object.contains("abc")).isTrue();
        for (String other : List.of("", "a", "ab", "abcd", "abc\"")) {
            assertThat(object.contains(other)).as(other).isFalse();
        }
    }

    @Test
    void at_emptyName_isAStepLikeAnyOther() {
        assertThat(object("{\"\":1}").at("/")).isEqualTo(1L);
        assertThat(object("{\"o\":{\"\":{\"\":2}}}").at("/o//")).isEqualTo(2L);
        assertThat(object("{\"a\":1}").at("/")).isNull();
    }

    /** Of every length, so that one fills what the reader set aside for values. */
    @Test
    void at_beyondTheEndOfTheLastList_isNull() {
        for (int length = 0; length < 50; length++) {
            JsonObject object = object(
                    "{\"a\":[" + IntStream.range(0, length).mapToObj(i -> "1").collect(Collectors.joining(",")) + "]}");
            for (int beyond = 0; beyond < 3; beyond++) {
                assertThat(object.at("/a/" + (length + beyond))).isNull();
            }
        }
    }

    @Test
    void toString_anyObject_tellsNoMember() {
        assertThat(OBJECT).hasToString("JsonObject[11 members]");
    }
}
