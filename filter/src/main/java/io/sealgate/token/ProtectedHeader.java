package io.sealgate.token;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The header parameters of a JWS or JWE that Sealgate acts upon. {@code toString} shows {@code alg} and {@code kid} alone, escaped.
 *
 * @param algorithm {@code alg}, as the token says it; not proof that it is accepted
 * @param keyId {@code kid}; null if absent
 * @param type {@code typ}; null if absent
 * @param contentType {@code cty}; null if absent
 * @param encryption {@code enc}; null in a JWS
 */
public record ProtectedHeader(
        String algorithm,
        @Nullable String keyId,
        @Nullable String type,
        @Nullable String contentType,
        @Nullable String encryption) {
    public ProtectedHeader {
        requireNonNull(algorithm, "algorithm");
    }

    /** What may be logged about a token of which the header alone is known. */
    public TokenDescription describe() {
        return new TokenDescription(algorithm, keyId, null, null);
    }

    @Override
    public String toString() {
        return "ProtectedHeader[" + describe() + "]";
    }
}
