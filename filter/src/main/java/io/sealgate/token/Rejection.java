package io.sealgate.token;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One refusal, as the operator needs it.
 *
 * @param reason the code that the operator sees
 * @param detail what was expected and which property, annotation or method says so; written by Sealgate alone and free of
 *     anything that came from the token, so it may be logged
 * @param token what may be logged about the token
 * @param publicReason the code that decides what the caller sees: the same, unless that would tell too much
 * @param challenge what the challenge tells the caller besides, in this order: the {@code scope} that is needed (RFC 6750 section 3), {@code acr_values} and {@code
 *     max_age} (RFC 9470 section 3); from the application's code alone, in printable ASCII; unmodifiable
 */
public record Rejection(
        RejectionReason reason,
        String detail,
        TokenDescription token,
        RejectionReason publicReason,
        Map<String, String> challenge) {
    public Rejection {
        challenge = challenge.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(challenge));
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(token, "token");
        requireNonNull(publicReason, "publicReason");
    }

    /** A refusal whose reason the caller may know. */
    public Rejection(RejectionReason reason, String detail, TokenDescription token) {
        this(reason, detail, token, reason, Map.of());
    }

    /** The same refusal with more in its detail. */
    public Rejection located(String where) {
        return new Rejection(reason, detail + where, token, publicReason, challenge);
    }

    /** The same refusal, of which the caller is told another reason, and no more. */
    public Rejection toldAs(RejectionReason other) {
        return new Rejection(reason, detail, token, other, Map.of());
    }

    /** A refusal that has nothing to say about a token. */
    public static Rejection of(RejectionReason reason, String detail) {
        return new Rejection(reason, detail, TokenDescription.NONE);
    }
}
