package io.sealgate.extract;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;

/** A cookie that holds the token. A malformed one is a bad token (401), so that a browser is sent to log in again. */
final class CookieTokenExtractor implements TokenExtractor {
    private final String name;

    CookieTokenExtractor(String name) {
        this.name = requireNonNull(name, "name");
    }

    @Override
    public ExtractionResult extract(RequestView request) {
        return SingleValue.extract(
                request.cookies(name), TokenSource.COOKIE, RejectionReason.MALFORMED_TOKEN, "cookie " + name);
    }
}
