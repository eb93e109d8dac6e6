package io.sealgate.token;

/** Where in a request a token was found. Tokens are never read from the query (RFC 9700 section 4.3.2). */
public enum TokenSource {
    /** {@code Authorization: Bearer …} (RFC 6750 section 2.1). */
    AUTHORIZATION,
    /** A header named in the configuration, holding the token alone. */
    HEADER,
    /** A cookie named in the configuration. */
    COOKIE,
    /** The {@code access_token} parameter of a form body (RFC 6750 section 2.2). */
    FORM
}
