package io.sealgate.token;

import java.util.Optional;

/**
 * The JWE content encryption algorithms that Sealgate decrypts: all six of RFC 7518 section 5.1, each authenticated.
 */
public enum ContentEncryptionAlgorithm {
    A128CBC_HS256("A128CBC-HS256", 32),
    A192CBC_HS384("A192CBC-HS384", 48),
    A256CBC_HS512("A256CBC-HS512", 64),
    A128GCM("A128GCM", 16),
    A192GCM("A192GCM", 24),
    A256GCM("A256GCM", 32);

    private final String identifier;
    private final int keyLength;

    ContentEncryptionAlgorithm(String identifier, int keyLength) {
        this.identifier = identifier;
        this.keyLength = keyLength;
    }

    /** The value of the {@code enc} header parameter, case-sensitive. */
    public String identifier() {
        return identifier;
    }

    /** The length of the content encryption key, in bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** Finds an algorithm by its exact, case-sensitive {@code enc} value; empty where Sealgate does not support it. */
    public static Optional<ContentEncryptionAlgorithm> of(String identifier) {
        for (ContentEncryptionAlgorithm algorithm : values()) {
            if (algorithm.identifier.equals(identifier)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
