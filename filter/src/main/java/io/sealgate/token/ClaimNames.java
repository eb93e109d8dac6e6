package io.sealgate.token;

/** The names of the claims that Sealgate itself reads. */
public final class ClaimNames {
    /** RFC 7519 section 4.1.1. */
    public static final String ISSUER = "iss";
    /** RFC 7519 section 4.1.2. */
    public static final String SUBJECT = "sub";
    /** RFC 7519 section 4.1.3. */
    public static final String AUDIENCE = "aud";
    /** RFC 7519 section 4.1.4. */
    public static final String EXPIRATION_TIME = "exp";
    /** RFC 7519 section 4.1.5. */
    public static final String NOT_BEFORE = "nbf";
    /** RFC 7519 section 4.1.6. */
    public static final String ISSUED_AT = "iat";
    /** RFC 7519 section 4.1.7. */
    public static final String JWT_ID = "jti";
    /** RFC 7800 section 3.1. */
    public static final String CONFIRMATION = "cnf";
    /** OpenID Connect Core 1.0 section 2, RFC 9470 section 6.1. */
    public static final String AUTHENTICATION_TIME = "auth_time";
    /** OpenID Connect Core 1.0 section 2, RFC 9470 section 6.1. */
    public static final String AUTHENTICATION_CONTEXT_CLASS = "acr";
    /** RFC 8693 section 4.2. */
    public static final String SCOPE = "scope";
    /** MicroProfile JWT 2.1, the name of the principal. */
    public static final String USER_PRINCIPAL_NAME = "upn";
    /** OpenID Connect Core 1.0 section 5.1. */
    public static final String PREFERRED_USERNAME = "preferred_username";
    /** MicroProfile JWT 2.1, the roles. */
    public static final String GROUPS = "groups";

    private ClaimNames() {}
}
