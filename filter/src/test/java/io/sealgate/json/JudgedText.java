package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What two parsers of other people make of a text, set as strict as they can be. Numbers are {@link BigDecimal} without trailing zeros, so that equal ones are equal.
 *
 * @param jackson empty if it refuses the text
 * @param parsson empty if it, or the JDK's UTF-8 decoder, refuses the text
 */
record JudgedText(byte[] utf8, Optional<Value> jackson, Optional<Value> parsson) {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JsonReaderFactory PARSSON =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    /** A value that may be a JSON null. */
    record Value(@Nullable Object json) {}

    static JudgedText of(byte[] utf8) {
        return new JudgedText(utf8, byJackson(utf8), byParsson(utf8));
    }

    /** Asks that the reader accepts what both accept, but for its documented bounds, and nothing else, and that all three see the same value. */
    static void assertAgrees(byte[] utf8, JsonLimits limits) {
        JudgedText judged = of(utf8);
        JsonReader reader = new JsonReader(utf8, limits);
        JsonProblem problem = reader.read();
        if (!judged.accepted()) {
            assertThat(problem).as("what another parser refuses").isNotNull();
        } else if (problem != null) {
            assertThat(judged.breaks(problem, limits)).as("%s", problem).isTrue();
        } else {
            assertThat(judged.breaksAny(limits)).as("a bound is exceeded").isFalse();
            Object ours = plain(reader.object().asMap());
            assertThat(ours).isEqualTo(judged.jackson().orElseThrow().json());
            assertThat(ours).isEqualTo(judged.parsson().orElseThrow().json());
        }
    }

    boolean accepted() {
        return jackson.isPresent() && parsson.isPresent();
    }

    /** Whether the text, which both accept, breaks the rule beyond the grammar that this problem stands for. */
    boolean breaks(JsonProblem problem, JsonLimits limits) {
        Object json = jackson.orElseThrow().json();
        return switch (problem) {
            case NOT_AN_OBJECT -> !(json instanceof Map);
            case INVALID_CHARACTER -> holdsOddCharacter(json);
            case TOO_DEEP -> depth(json) > limits.depth();
            case TOO_LARGE -> values(json) > limits.values();
            case NUMBER_TOO_LONG -> numbers().stream().anyMatch(JudgedText::isTooLong);
            case SYNTAX, INVALID_UTF8, DUPLICATE_MEMBER -> false;
        };
    }

    /** Whether the text breaks any rule beyond the grammar. */
    boolean breaksAny(JsonLimits limits) {
        for (JsonProblem problem : JsonProblem.values()) {
            if (breaks(problem, limits)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Value> byJackson(byte[] utf8) {
        try {
            JsonNode node = JACKSON.readTree(utf8);
            return node.isMissingNode() ? Optional.empty() : Optional.of(new Value(plain(node)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // also where an exponent is beyond what a BigDecimal holds
        }
    }

    private static Optional<Value> byParsson(byte[] utf8) {
        try (jakarta.json.JsonReader reader = PARSSON.createReader(new StringReader(
                UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString()))) {
            return Optional.of(new Value(plain(reader.readValue())));
        } catch (CharacterCodingException | RuntimeException e) {
            return Optional.empty(); // nesting beyond its bound is a bare RuntimeException
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
            return map;
        } else if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(plain(element)));
            return list;
        } else if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros();
        } else if (node.isTextual()) {
            return node.textValue();
        }
        return node.isNull() ? null : node.booleanValue();
    }

    private static @Nullable Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                value.asJsonObject().forEach((name, member) -> map.put(name, plain(member)));
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                ((JsonArray) value).forEach(element -> list.add(plain(element)));
                yield list;
            }
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).bigDecimalValue().stripTrailingZeros();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    /** A value as {@link JsonObject} gives it, in the form of this class. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            members.forEach((name, member) -> map.put((String) name, plain(member)));
            return map;
        } else if (value instanceof List<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(plain(element)));
            return list;
        } else if (value instanceof Long number) {
            return BigDecimal.valueOf(number).stripTrailingZeros();
        } else if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value;
    }

    private static boolean holdsOddCharacter(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return map.keySet().stream().anyMatch(JudgedText::holdsOddCharacter)
                    || map.values().stream().anyMatch(JudgedText::holdsOddCharacter);
        } else if (json instanceof List<?> list) {
            return list.stream().anyMatch(JudgedText::holdsOddCharacter);
        }
        return json instanceof String string
                && string.codePoints()
                        .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static int depth(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(JudgedText::depth).max().orElse(0);
        } else if (json instanceof List<?> list) {
            return 1 + list.stream().mapToInt(JudgedText::depth).max().orElse(0);
        }
        return 0;
    }

    private static int values(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return 1
                    + map.size()
                    + map.values().stream().mapToInt(JudgedText::values).sum();
        } else if (json instanceof List<?> list) {
            return 1 + list.stream().mapToInt(JudgedText::values).sum();
        }
        return 1;
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(utf8)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    numbers.add(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    private static boolean isTooLong(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        return number.length() > JsonReader.MAX_NUMBER_LENGTH
                || (e >= 0 && Math.abs(Long.parseLong(number.substring(e + 1))) > JsonReader.MAX_EXPONENT);
    }
}
