package io.sealgate.token;

import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified token: an immutable JSON object, read lazily.
 *
 * <p>Values come as {@link String}, {@link Boolean}, {@link Number} ({@link Long} for integers that fit, otherwise {@link
 * java.math.BigDecimal}), unmodifiable {@link List} or {@link Map} of these, or null for a JSON null. The typed accessors never
 * coerce: a claim of another type counts as absent.
 *
 * <p>Thread-safe. An interface so that CDI can proxy it; Sealgate alone implements it. Source: RFC 7519 section 4.
 */
public interface ClaimsSet {

    /** The names of all claims, in the order of the token. */
    Set<String> names();

    /** Whether a claim of this exact name is there, be its value null. */
    boolean contains(String name);

    /** The value of a claim; null where it is absent or a JSON null (tell them apart by {@link #contains}). */
    @Nullable Object get(String name);

    /**
     * The value at a JSON Pointer (RFC 6901), such as {@code /realm_access/roles}; null where nothing is there, or a JSON null.
     *
     * @throws IllegalArgumentException if the pointer is not empty and does not start with {@code /}
     */
    @Nullable Object at(String pointer);

    /** The value at a pointer, to be looked at where it lies, without making it. */
    JsonValue find(JsonPointer pointer);

    /** Whether a claim is there and a string. Allocates nothing. */
    boolean isString(String name);

    /** Whether a claim is this very string. Allocates nothing. */
    boolean isString(String name, String value);

    /** Whether a claim is this very string, or an array of strings alone that holds it. Allocates nothing. */
    boolean holdsString(String name, String value);

    /** The value of a claim that is a string; empty where it is absent or of another type. */
    Optional<String> string(String name);

    /**
     * The value of a claim that is a string, as a list of one, or an array of strings alone; empty where it is absent, of
     * another type, or an array that holds anything but strings.
     */
    List<String> strings(String name);

    /**
     * The value of a claim that is a NumericDate (RFC 7519 section 2), fractions of a second cut off; empty where it is absent, no number, or outside the range of
     * {@link Instant}.
     */
    Optional<Instant> instant(String name);

    /**
     * The value of a claim that is a NumericDate (RFC 7519 section 2) as whole seconds since 1970, fractions cut off. Allocates nothing where it is an integer.
     *
     * @param otherwise what to return if the claim is absent, no number, or outside the range of {@link Instant}
     */
    long epochSecond(String name, long otherwise);

    /** As {@link #epochSecond(String, long)}, of the value at a pointer. */
    long epochSecond(JsonPointer pointer, long otherwise);

    /** All claims as an unmodifiable map in the order of the token, nested values included. Made at each call; {@link java.io.Serializable}, as its values are. */
    Map<String, @Nullable Object> asMap();
}
