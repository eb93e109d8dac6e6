package io.sealgate.token;

import org.jspecify.annotations.Nullable;

/**
 * Every reason for which Sealgate refuses a request, with what the caller is told: an HTTP status, an error code of
 * RFC 6750 section 3.1 or RFC 9470 section 3 (absent where that section asks for none) and one fixed sentence. Operators see the constant's name
 * and more detail in the log; callers see nothing beyond what stands here.
 */
public enum RejectionReason {
    // The request around the token
    MULTIPLE_TOKENS(400, OAuthError.INVALID_REQUEST, "The request carries more than one token"),
    MALFORMED_CREDENTIALS(400, OAuthError.INVALID_REQUEST, "The credentials are malformed"),
    INSECURE_TRANSPORT(400, OAuthError.INVALID_REQUEST, "Tokens are accepted over TLS only"),
    CROSS_SITE_REQUEST(403, null, "A cookie does not authorize a cross-site request"),

    // The token's structure
    TOKEN_TOO_LONG(401, OAuthError.INVALID_TOKEN, "The token is too long"),
    MALFORMED_TOKEN(401, OAuthError.INVALID_TOKEN, "The token is malformed"),
    MALFORMED_HEADER(401, OAuthError.INVALID_TOKEN, "The token is malformed"),
    UNSUPPORTED_HEADER(401, OAuthError.INVALID_TOKEN, "The token uses an unsupported feature"),
    TYPE_NOT_ACCEPTED(401, OAuthError.INVALID_TOKEN, "The token is of a type that is not accepted"),

    // Keys, encryption and signature
    ALGORITHM_NOT_ALLOWED(401, OAuthError.INVALID_TOKEN, "The token's algorithm is not accepted"),
    UNKNOWN_KEY(401, OAuthError.INVALID_TOKEN, "The token's key is not known"),
    SIGNATURE_INVALID(401, OAuthError.INVALID_TOKEN, "The token's signature is invalid"),
    ENCRYPTION_REQUIRED(401, OAuthError.INVALID_TOKEN, "The token is not encrypted"),
    ENCRYPTION_NOT_EXPECTED(401, OAuthError.INVALID_TOKEN, "Encrypted tokens are not accepted"),
    DECRYPTION_FAILED(401, OAuthError.INVALID_TOKEN, "The token could not be decrypted and verified"),
    NOT_SIGNED(401, OAuthError.INVALID_TOKEN, "The token is not signed"),
    NESTING_NOT_ALLOWED(401, OAuthError.INVALID_TOKEN, "The token's nesting is not accepted"),

    // Claims
    MALFORMED_CLAIMS(401, OAuthError.INVALID_TOKEN, "The token's claims are malformed"),
    EXPIRATION_MISSING(401, OAuthError.INVALID_TOKEN, "The token does not expire"),
    EXPIRED(401, OAuthError.INVALID_TOKEN, "The token has expired"),
    NOT_YET_VALID(401, OAuthError.INVALID_TOKEN, "The token is not yet valid"),
    ISSUED_IN_FUTURE(401, OAuthError.INVALID_TOKEN, "The token is not yet valid"),
    TOO_OLD(401, OAuthError.INVALID_TOKEN, "The token is too old"),
    LIFETIME_TOO_LONG(401, OAuthError.INVALID_TOKEN, "The token's lifetime is too long"),
    ISSUER_NOT_ACCEPTED(401, OAuthError.INVALID_TOKEN, "The token's issuer is not accepted"),
    AUDIENCE_NOT_ACCEPTED(401, OAuthError.INVALID_TOKEN, "The token is for another audience"),
    CLAIM_MISSING(401, OAuthError.INVALID_TOKEN, "The token lacks a required claim"),
    HEADER_CLAIM_MISMATCH(401, OAuthError.INVALID_TOKEN, "The token's header and claims disagree"),
    PROOF_REQUIRED(401, OAuthError.INVALID_TOKEN, "The token is bound to a key and needs a proof of possession"),

    // Authorization
    TOKEN_REQUIRED(401, null, "A token is required"),
    CLAIM_REQUIRED(403, OAuthError.INSUFFICIENT_SCOPE, "The token lacks a claim that is required here"),
    ROLE_REQUIRED(403, OAuthError.INSUFFICIENT_SCOPE, "The caller lacks a role that is required here"),
    AUTHENTICATION_INSUFFICIENT(
            401, OAuthError.INSUFFICIENT_USER_AUTHENTICATION, "A different or more recent authentication is required"),
    ACCESS_DENIED(403, OAuthError.INSUFFICIENT_SCOPE, "Nobody is allowed here"),

    // Our own fault
    KEYS_UNAVAILABLE(503, null, "Tokens cannot be verified at the moment"),
    OVERLOADED(503, null, "Tokens cannot be verified at the moment"),
    INTERNAL_ERROR(503, null, "Tokens cannot be verified at the moment");

    private final int status;
    private final @Nullable OAuthError error;
    private final String description;

    RejectionReason(int status, @Nullable OAuthError error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
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
