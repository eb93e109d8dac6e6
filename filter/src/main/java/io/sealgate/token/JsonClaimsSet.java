package io.sealgate.token;

import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims straight from the bytes of the payload. */
final class JsonClaimsSet implements ClaimsSet {
    private static final long MIN_SECOND = Instant.MIN.getEpochSecond();
    private static final long MAX_SECOND = Instant.MAX.getEpochSecond();

    private final JsonObject claims;

    JsonClaimsSet(JsonObject claims) {
        this.claims = claims;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(claims.names());
    }

    @Override
    public boolean contains(String name) {
        return claims.contains(name);
    }

    @Override
    public @Nullable Object get(String name) {
        return claims.get(name);
    }

    @Override
    public @Nullable Object at(String pointer) {
        return claims.at(pointer);
    }

    @Override
    public JsonValue find(JsonPointer pointer) {
        return claims.find(pointer);
    }

    @Override
    public boolean isString(String name) {
        return claims.isString(name);
    }

    @Override
    public boolean holdsString(String name, String value) {
        return claims.holdsString(name, value);
    }

    @Override
    public boolean isString(String name, String value) {
        return claims.isString(name, value);
    }

    @Override
    public Optional<String> string(String name) {
        return Optional.ofNullable(claims.string(name));
    }

    @Override
    public List<String> strings(String name) {
        return stringList(claims.get(name));
    }

    @Override
    public Optional<Instant> instant(String name) {
        long second = epochSecond(name, Long.MIN_VALUE);
        return second == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
    }

    @Override
    public long epochSecond(String name, long otherwise) {
        return orElse(claims.floor(name, Long.MIN_VALUE), otherwise);
    }

    @Override
    public long epochSecond(JsonPointer pointer, long otherwise) {
        return orElse(claims.find(pointer).floor(Long.MIN_VALUE), otherwise);
    }

    private static long orElse(long second, long otherwise) {
        return second >= MIN_SECOND && second <= MAX_SECOND ? second : otherwise;
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return claims.asMap();
    }

    /** The number of claims, never their names or values. */
    @Override
    public String toString() {
        return "ClaimsSet[" + claims.names().size() + " claims]";
    }

    @SuppressWarnings("unchecked") // every element was seen to be a string
    static List<String> stringList(@Nullable Object value) {
        if (value instanceof String string) {
            return List.of(string);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return (List<String>) list;
        }
        return List.of();
    }
}
