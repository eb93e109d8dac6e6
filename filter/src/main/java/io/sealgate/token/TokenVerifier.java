package io.sealgate.token;

/** Verifies one token: structure, decryption, signature. Thread-safe. */
@FunctionalInterface
public interface TokenVerifier {
    /** Never throws for what a token holds. Claims are read but not yet validated. */
    VerificationResult verify(String token);
}
