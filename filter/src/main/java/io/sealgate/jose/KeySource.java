package io.sealgate.jose;

/**
 * Where the keys of one issuer come from. Asked at each token, so it answers from memory: an implementation that fetches keys does so
 * on a thread of its own. Thread-safe.
 */
@FunctionalInterface
public interface KeySource {
    /** The keys that are trusted at this moment; never null. */
    VerificationKeys verificationKeys();
}
