package io.sealgate;

import io.sealgate.extract.RequestView;
import io.sealgate.token.AuthenticationResult;

/** Authenticates one request: extract, validate, name the caller. Thread-safe. */
public final class TokenAuthenticator {
    TokenAuthenticator() {}

    /** Never throws for what a request holds. */
    public AuthenticationResult authenticate(RequestView request) {
        throw new IllegalStateException(request.method());
    }
}
