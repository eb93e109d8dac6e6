package io.sealgate.extract;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;

/** A header that holds the token alone, without a scheme. */
final class NamedHeaderTokenExtractor implements TokenExtractor {
    private final String name;

    NamedHeaderTokenExtractor(String name) {
        this.name = requireNonNull(name, "name");
    }

    @Override
    public ExtractionResult extract(RequestView request) {
        return SingleValue.extract(
                request.headers(name).stream()
                        .map(FieldValue::withoutWhitespace)
                        .toList(),
                TokenSource.HEADER,
                RejectionReason.MALFORMED_CREDENTIALS,
                "header " + name);
    }
}
