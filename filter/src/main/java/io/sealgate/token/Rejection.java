package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/**
 * One refusal, as the operator needs it.
 *
 * @param reason the code that the operator sees
 * @param detail what was expected and which property, annotation or method says so; written by Sealgate alone and free of
 *     anything that came from the token, so it may be logged
 * @param token what may be logged about the token
 * @param publicReason the code that decides everything that the caller sees: the same, unless that would tell too much
 */
public record Rejection(RejectionReason reason, String detail, TokenDescription token, RejectionReason publicReason) {
    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(token, "token");
        requireNonNull(publicReason, "publicReason");
    }

    /** A refusal whose reason the caller may know. */
    public Rejection(RejectionReason reason, String detail, TokenDescription token) {
        this(reason, detail, token, reason);
    }

    /** The same refusal, of which the caller is told another reason. */
    public Rejection toldAs(RejectionReason other) {
        return new Rejection(reason, detail, token, other);
    }

    /** A refusal that has nothing to say about a token. */
    public static Rejection of(RejectionReason reason, String detail) {
        return new Rejection(reason, detail, TokenDescription.NONE);
    }
}
