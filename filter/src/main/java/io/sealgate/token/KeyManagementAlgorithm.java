package io.sealgate.token;

import java.util.Optional;

/**
 * The JWE key management algorithms that Sealgate decrypts. {@code RSA1_5} and the {@code PBES2} family are not among
 * them and cannot be configured.
 *
 * <p>Source: RFC 7518 section 4.1, RFC 8037 section 3.2 (X25519).
 */
public enum KeyManagementAlgorithm {
    RSA_OAEP("RSA-OAEP", Family.RSA),
    RSA_OAEP_256("RSA-OAEP-256", Family.RSA),
    ECDH_ES("ECDH-ES", Family.ECDH),
    ECDH_ES_A128KW("ECDH-ES+A128KW", Family.ECDH),
    ECDH_ES_A192KW("ECDH-ES+A192KW", Family.ECDH),
    ECDH_ES_A256KW("ECDH-ES+A256KW", Family.ECDH),
    A128KW("A128KW", Family.SYMMETRIC),
    A192KW("A192KW", Family.SYMMETRIC),
    A256KW("A256KW", Family.SYMMETRIC),
    A128GCMKW("A128GCMKW", Family.SYMMETRIC),
    A192GCMKW("A192GCMKW", Family.SYMMETRIC),
    A256GCMKW("A256GCMKW", Family.SYMMETRIC),
    DIR("dir", Family.SYMMETRIC);

    /** What kind of key an algorithm takes. */
    public enum Family {
        RSA,
        ECDH,
        SYMMETRIC
    }

    private final String identifier;
    private final Family family;

    KeyManagementAlgorithm(String identifier, Family family) {
        this.identifier = identifier;
        this.family = family;
    }

    /** The value of the {@code alg} header parameter, case-sensitive. */
    public String identifier() {
        return identifier;
    }

    public Family family() {
        return family;
    }

    /** Finds an algorithm by its exact, case-sensitive {@code alg} value; empty where Sealgate does not support it. */
    public static Optional<KeyManagementAlgorithm> of(String identifier) {
        for (KeyManagementAlgorithm algorithm : values()) {
            if (algorithm.identifier.equals(identifier)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
