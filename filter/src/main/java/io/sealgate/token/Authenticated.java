package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/**
 * The request carries one valid token.
 *
 * @param principal the caller that the token names
 * @param source where in the request the token was found
 */
public record Authenticated(TokenPrincipal principal, TokenSource source) implements AuthenticationResult {
    public Authenticated {
        requireNonNull(principal, "principal");
        requireNonNull(source, "source");
    }
}
