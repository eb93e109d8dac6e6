package io.sealgate.token;

import java.util.Optional;

/**
 * The JWS algorithms that Sealgate verifies. {@code none} is not among them and cannot be configured.
 *
 * <p>Source: RFC 7518 section 3.1, RFC 8037 section 3.1 ({@code EdDSA}) and RFC 9864 ({@code Ed25519}, {@code Ed448}).
 */
public enum SignatureAlgorithm {
    HS256("HS256", Family.HMAC),
    HS384("HS384", Family.HMAC),
    HS512("HS512", Family.HMAC),
    RS256("RS256", Family.RSA_PKCS1),
    RS384("RS384", Family.RSA_PKCS1),
    RS512("RS512", Family.RSA_PKCS1),
    PS256("PS256", Family.RSA_PSS),
    PS384("PS384", Family.RSA_PSS),
    PS512("PS512", Family.RSA_PSS),
    ES256("ES256", Family.ECDSA),
    ES384("ES384", Family.ECDSA),
    ES512("ES512", Family.ECDSA),
    /** Ed25519 or Ed448, whichever the key is (RFC 8037). */
    EDDSA("EdDSA", Family.EDDSA),
    ED25519("Ed25519", Family.EDDSA),
    ED448("Ed448", Family.EDDSA);

    /** What kind of key an algorithm takes. */
    public enum Family {
        HMAC,
        RSA_PKCS1,
        RSA_PSS,
        ECDSA,
        EDDSA
    }

    private final String identifier;
    private final Family family;

    SignatureAlgorithm(String identifier, Family family) {
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
    public static Optional<SignatureAlgorithm> of(String identifier) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.identifier.equals(identifier)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
