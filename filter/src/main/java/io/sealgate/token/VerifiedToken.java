package io.sealgate.token;

/**
 * A token whose signature holds, and, once a {@link Validated} carries it, whose claims were validated too. Only the verifier makes one. It
 * holds no compact serialization, and its {@code toString} shows no claim.
 *
 * <p>Immutable and thread-safe. An interface so that CDI can proxy it; Sealgate alone implements it.
 */
public interface VerifiedToken {

    /** The protected header of the JWS (of the inner one, if the token was encrypted). */
    ProtectedHeader header();

    ClaimsSet claims();

    /** Whether the JWS came inside a JWE. */
    boolean encrypted();

    /** What may be logged about this token. */
    TokenDescription description();
}
