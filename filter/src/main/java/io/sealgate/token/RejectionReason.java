package io.sealgate.token;

import org.jspecify.annotations.Nullable;

/**
 * Every reason for which Sealgate refuses a request, with what the caller is told: an HTTP status, an error code of
 * RFC 6750 section 3.1 or RFC 9470 section 3 (absent where that section asks for none) and one fixed sentence. Operators see the constant's name
 * and more detail in the log; callers see nothing beyond what stands here.
 */
public enum RejectionReason {
    // The request around the token
    MULTIPLE_TOKENS(Kind.REQUEST, 400, OAuthError.INVALID_REQUEST, "The request carries more than one token"),
    MALFORMED_CREDENTIALS(Kind.REQUEST, 400, OAuthError.INVALID_REQUEST, "The credentials are malformed"),
    INSECURE_TRANSPORT(Kind.REQUEST, 400, OAuthError.INVALID_REQUEST, "Tokens are accepted over TLS only"),
    AMBIGUOUS_PATH(Kind.REQUEST, 400, OAuthError.INVALID_REQUEST, "The path of the request is ambiguous"),
    CROSS_SITE_REQUEST(Kind.REQUEST, 403, null, "A cookie does not authorize a cross-site request"),

    // The token's structure
    TOKEN_TOO_LONG(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is too long"),
    MALFORMED_TOKEN(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is malformed"),
    MALFORMED_HEADER(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is malformed"),
    UNSUPPORTED_HEADER(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token uses an unsupported feature"),
    TYPE_NOT_ACCEPTED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is of a type that is not accepted"),

    // Keys, encryption and signature
    ALGORITHM_NOT_ALLOWED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's algorithm is not accepted"),
    UNKNOWN_KEY(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's key is not known"),
    SIGNATURE_INVALID(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's signature is invalid"),
    ENCRYPTION_REQUIRED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is not encrypted"),
    ENCRYPTION_NOT_EXPECTED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "Encrypted tokens are not accepted"),
    DECRYPTION_FAILED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token could not be decrypted and verified"),
    NOT_SIGNED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is not signed"),
    NESTING_NOT_ALLOWED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's nesting is not accepted"),

    // Claims
    MALFORMED_CLAIMS(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's claims are malformed"),
    EXPIRATION_MISSING(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token does not expire"),
    EXPIRED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token has expired"),
    NOT_YET_VALID(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is not yet valid"),
    ISSUED_IN_FUTURE(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is not yet valid"),
    TOO_OLD(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is too old"),
    LIFETIME_TOO_LONG(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's lifetime is too long"),
    ISSUER_NOT_ACCEPTED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's issuer is not accepted"),
    AUDIENCE_NOT_ACCEPTED(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is for another audience"),
    CLAIM_MISSING(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token lacks a required claim"),
    HEADER_CLAIM_MISMATCH(Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token's header and claims disagree"),
    PROOF_REQUIRED(
            Kind.TOKEN, 401, OAuthError.INVALID_TOKEN, "The token is bound to a key and needs a proof of possession"),

    // Authorization
    TOKEN_REQUIRED(Kind.AUTHORIZATION, 401, null, "A token is required"),
    CLAIM_REQUIRED(
            Kind.AUTHORIZATION, 403, OAuthError.INSUFFICIENT_SCOPE, "The token lacks a claim that is required here"),
    ROLE_REQUIRED(
            Kind.AUTHORIZATION, 403, OAuthError.INSUFFICIENT_SCOPE, "The caller lacks a role that is required here"),
    AUTHENTICATION_INSUFFICIENT(
            Kind.AUTHORIZATION,
            401,
            OAuthError.INSUFFICIENT_USER_AUTHENTICATION,
            "A different or more recent authentication is required"),
    RULE_REFUSED(Kind.AUTHORIZATION, 403, OAuthError.INSUFFICIENT_SCOPE, "A rule of the application refuses this"),
    ACCESS_DENIED(Kind.AUTHORIZATION, 403, OAuthError.INSUFFICIENT_SCOPE, "Nobody is allowed here"),

    // Our own fault
    KEYS_UNAVAILABLE(Kind.SERVICE, 503, null, "Tokens cannot be verified at the moment"),
    ISSUER_UNAVAILABLE(Kind.SERVICE, 503, null, "Tokens cannot be verified at the moment"),
    DECISION_FAILED(Kind.SERVICE, 503, null, "Whether this is allowed cannot be told at the moment"),
    OVERLOADED(Kind.SERVICE, 503, null, "Tokens cannot be verified at the moment"),
    INTERNAL_ERROR(Kind.SERVICE, 503, null, "Tokens cannot be verified at the moment");

    private final Kind kind;
    private final int status;
    private final @Nullable OAuthError error;
    private final String description;

    RejectionReason(Kind kind, int status, @Nullable OAuthError error, String description) {
        this.kind = kind;
        this.status = status;
        this.error = error;
        this.description = description;
    }

    /** Which kind of {@link Rejection} it is the reason of. */
    Kind kind() {
        return kind;
    }

    /** The HTTP status: 400, 401, 403 or 503. */
    public int status() {
        return status;
    }

    /** The error code of RFC 6750 or RFC 9470, or null where the challenge carries none (no token, or our own fault). */
    public @Nullable OAuthError error() {
        return error;
    }

    /** What the caller is told: one sentence without a full stop, in the characters that RFC 6750 section 3 allows. */
    public String description() {
        return description;
    }

    /** What is at fault. */
    enum Kind {
        REQUEST,
        TOKEN,
        AUTHORIZATION,
        SERVICE
    }

    /** The error codes of RFC 6750 section 3.1 and RFC 9470 section 3. */
    public enum OAuthError {
        INVALID_REQUEST("invalid_request"),
        INVALID_TOKEN("invalid_token"),
        INSUFFICIENT_SCOPE("insufficient_scope"),
        INSUFFICIENT_USER_AUTHENTICATION("insufficient_user_authentication");

        private final String code;

        OAuthError(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
