package io.sealgate.testsuite;

import org.jspecify.annotations.Nullable;

/**
 * What a refusal looks like from outside: written out once more, not taken from the library, because callers and operators rely on every character. The
 * names are those that the log has.
 */
enum Reason {
    MULTIPLE_TOKENS(400, "invalid_request", "The request carries more than one token"),
    MALFORMED_CREDENTIALS(400, "invalid_request", "The credentials are malformed"),
    INSECURE_TRANSPORT(400, "invalid_request", "Tokens are accepted over TLS only"),
    AMBIGUOUS_PATH(400, "invalid_request", "The path of the request is ambiguous"),
    CROSS_SITE_REQUEST(403, null, "A cookie does not authorize a cross-site request"),
    MALFORMED_TOKEN(401, "invalid_token", "The token is malformed"),
    MALFORMED_HEADER(401, "invalid_token", "The token is malformed"),
    UNSUPPORTED_HEADER(401, "invalid_token", "The token uses an unsupported feature"),
    TYPE_NOT_ACCEPTED(401, "invalid_token", "The token is of a type that is not accepted"),
    ALGORITHM_NOT_ALLOWED(401, "invalid_token", "The token's algorithm is not accepted"),
    UNKNOWN_KEY(401, "invalid_token", "The token's key is not known"),
    SIGNATURE_INVALID(401, "invalid_token", "The token's signature is invalid"),
    ENCRYPTION_REQUIRED(401, "invalid_token", "The token is not encrypted"),
    DECRYPTION_FAILED(401, "invalid_token", "The token could not be decrypted and verified"),
    MALFORMED_CLAIMS(401, "invalid_token", "The token's claims are malformed"),
    EXPIRATION_MISSING(401, "invalid_token", "The token does not expire"),
    EXPIRED(401, "invalid_token", "The token has expired"),
    NOT_YET_VALID(401, "invalid_token", "The token is not yet valid"),
    ISSUED_IN_FUTURE(401, "invalid_token", "The token is not yet valid"),
    LIFETIME_TOO_LONG(401, "invalid_token", "The token's lifetime is too long"),
    ISSUER_NOT_ACCEPTED(401, "invalid_token", "The token's issuer is not accepted"),
    AUDIENCE_NOT_ACCEPTED(401, "invalid_token", "The token is for another audience"),
    PROOF_REQUIRED(401, "invalid_token", "The token is bound to a key and needs a proof of possession"),
    TOKEN_REQUIRED(401, null, "A token is required"),
    CLAIM_REQUIRED(403, "insufficient_scope", "The token lacks a claim that is required here"),
    ROLE_REQUIRED(403, "insufficient_scope", "The caller lacks a role that is required here"),
    AUTHENTICATION_INSUFFICIENT(
            401, "insufficient_user_authentication", "A different or more recent authentication is required"),
    ACCESS_DENIED(403, "insufficient_scope", "Nobody is allowed here");

    private final int status;
    private final @Nullable String error;
    private final String description;

    Reason(int status, @Nullable String error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
    }

    int status() {
        return status;
    }

    /** The value of WWW-Authenticate, after which an endpoint may say what it needs. */
    String challenge() {
        return error == null
                ? "Bearer realm=\"sealgate\""
                : "Bearer realm=\"sealgate\", error=\"" + error + "\", error_description=\"" + description + "\"";
    }

    /** The whole body. */
    String problem() {
        String title = switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            default -> "Forbidden";
        };
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + description + "\"" + (error == null ? "" : ",\"error\":\"" + error + "\"") + "}";
    }
}
