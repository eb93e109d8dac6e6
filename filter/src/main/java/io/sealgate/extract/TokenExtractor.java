package io.sealgate.extract;

/** Finds the token of a request. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface TokenExtractor {
    /** Looks into the configured places; two tokens anywhere are {@link ExtractionResult.Invalid}, never "the first wins" (RFC 6750 section 2). */
    ExtractionResult extract(RequestView request);
}
