package io.sealgate.token;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One refusal, as the operator needs it, of one of four kinds: by what the caller can do about it. There is no fifth, and the {@link #reason()} decides which. Immutable.
 *
 * <p>Code that handles all four uses {@link #match}, so that a new kind breaks it at compile time.
 */
public sealed interface Rejection {

    /** The code that the operator sees. */
    RejectionReason reason();

    /**
     * What was expected and which property, annotation or method says so; written by Sealgate alone and free of anything that came from the token, so it may
     * be logged.
     */
    String detail();

    /** What may be logged about the token. */
    TokenDescription token();

    /** The code that decides what the caller sees: the same as {@link #reason()}, unless that would tell too much. */
    default RejectionReason publicReason() {
        return reason();
    }

    /** The same refusal in other words. */
    Rejection withDetail(String other);

    /** The same refusal with more in its detail. */
    default Rejection located(String where) {
        return withDetail(detail() + where);
    }

    /**
     * The same refusal, of which the caller is told that the token is not valid, for this reason, and no more.
     *
     * @throws IllegalArgumentException if {@link InvalidToken} has no such reason
     */
    default InvalidToken toldAs(RejectionReason other) {
        return new InvalidToken(reason(), detail(), token(), other);
    }

    default <R> R match(
            Function<InvalidRequest, R> invalidRequest,
            Function<InvalidToken, R> invalidToken,
            Function<NotAuthorized, R> notAuthorized,
            Function<Undecided, R> undecided) {
        if (this instanceof InvalidRequest r) {
            return invalidRequest.apply(r);
        } else if (this instanceof InvalidToken t) {
            return invalidToken.apply(t);
        } else if (this instanceof NotAuthorized n) {
            return notAuthorized.apply(n);
        } else if (this instanceof Undecided u) {
            return undecided.apply(u);
        }
        throw new AssertionError("sealed");
    }

    /** A refusal that has nothing to say about a token. */
    static Rejection of(RejectionReason reason, String detail) {
        return of(reason, detail, TokenDescription.NONE);
    }

    /** A refusal whose reason the caller may know, of the kind that the reason is of. */
    static Rejection of(RejectionReason reason, String detail, TokenDescription token) {
        return switch (reason.kind()) {
            case REQUEST -> new InvalidRequest(reason, detail, token);
            case TOKEN -> new InvalidToken(reason, detail, token, reason);
            case AUTHORIZATION -> new NotAuthorized(reason, detail, token, Map.of());
            case SERVICE -> new Undecided(reason, detail, token);
        };
    }

    /** The request is at fault, whoever sends it, with whatever token: 400 {@code invalid_request}, or 403 where a browser sent a cookie along from another site. */
    record InvalidRequest(RejectionReason reason, String detail, TokenDescription token) implements Rejection {
        public InvalidRequest {
            check(reason, Kind.REQUEST, detail, token);
        }

        @Override
        public InvalidRequest withDetail(String other) {
            return new InvalidRequest(reason, other, token);
        }
    }

    /** The token is at fault, and another one is needed: 401 {@code invalid_token}. */
    record InvalidToken(RejectionReason reason, String detail, TokenDescription token, RejectionReason publicReason)
            implements Rejection {
        public InvalidToken {
            check(publicReason, Kind.TOKEN, detail, token);
            requireNonNull(reason, "reason");
        }

        @Override
        public InvalidToken withDetail(String other) {
            return new InvalidToken(reason, other, token, publicReason);
        }
    }

    /**
     * The caller may not have this: 401 without an error where a token is needed, 403 {@code insufficient_scope}, or 401 {@code insufficient_user_authentication} where it helps to
     * authenticate again.
     *
     * @param challenge what the challenge tells the caller besides, in this order: the {@code scope} that is needed (RFC 6750 section 3), {@code acr_values} and {@code
     *     max_age} (RFC 9470 section 3); from the application's code alone, in printable ASCII; unmodifiable
     */
    record NotAuthorized(RejectionReason reason, String detail, TokenDescription token, Map<String, String> challenge)
            implements Rejection {
        public NotAuthorized {
            check(reason, Kind.AUTHORIZATION, detail, token);
            challenge = challenge.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(challenge));
        }

        @Override
        public NotAuthorized withDetail(String other) {
            return new NotAuthorized(reason, other, token, challenge);
        }
    }

    /** We are at fault, and cannot tell; the same request may pass later: 503. */
    record Undecided(RejectionReason reason, String detail, TokenDescription token) implements Rejection {
        public Undecided {
            check(reason, Kind.SERVICE, detail, token);
        }

        @Override
        public Undecided withDetail(String other) {
            return new Undecided(reason, other, token);
        }
    }

    private static void check(RejectionReason reason, Kind kind, String detail, TokenDescription token) {
        if (requireNonNull(reason, "reason").kind() != kind) {
            throw new IllegalArgumentException(reason + " is no reason of this kind; see Rejection.of");
        }
        requireNonNull(detail, "detail");
        requireNonNull(token, "token");
    }
}
