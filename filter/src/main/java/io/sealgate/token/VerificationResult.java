package io.sealgate.token;

/** How the verification of one token ends. */
public sealed interface VerificationResult permits Verified, Rejected, Unavailable {}
