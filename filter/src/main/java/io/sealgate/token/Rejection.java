package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/**
 * One refusal, as the operator needs it.
 *
 * @param reason the code; decides everything that the caller sees
 * @param detail what was expected and which property, annotation or method says so; written by Sealgate alone and free of
 *     anything that came from the token, so it may be logged
 * @param token what may be logged about the token
 */
public record Rejection(RejectionReason reason, String detail, TokenDescription token) {
    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(token, "token");
    }

    /** A refusal that has nothing to say about a token. */
    public static Rejection of(RejectionReason reason, String detail) {
        return new Rejection(reason, detail, TokenDescription.NONE);
    }
}
