package io.sealgate.token;

import io.sealgate.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims straight from the bytes of the payload. */
final class JsonClaimsSet implements ClaimsSet {
    private static final BigDecimal MAX_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
    private static final BigDecimal MIN_SECOND = BigDecimal.valueOf(Instant.MIN.getEpochSecond());

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
        Object value = claims.get(name);
        if (value instanceof Long seconds) {
            return seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond()
                    ? Optional.of(Instant.ofEpochSecond(seconds))
                    : Optional.empty();
        }
        if (value instanceof BigDecimal seconds) {
            return seconds.compareTo(MIN_SECOND) >= 0 && seconds.compareTo(MAX_SECOND) <= 0
                    ? Optional.of(Instant.ofEpochSecond(floor(seconds)))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static long floor(BigDecimal seconds) {
        return seconds.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
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
