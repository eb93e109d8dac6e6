package io.sealgate.event;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;

/**
 * What has become of a request. Immutable, and safe to keep: neither the token nor any of its claims are in it, but what {@link TokenDescription} has.
 *
 * <p>An observer is called by the thread of the request, before the answer; what takes long belongs elsewhere. What it throws is logged and changes nothing.
 */
public sealed interface SecurityEvent {

    /** The HTTP method as received, up to 20 characters of printable ASCII; {@code call} where code was called outside of any request, by a timer say. */
    String method();

    /** The path as received, without path parameters and query, up to 200 characters of printable ASCII; outside of any request, the method that was called. */
    String path();

    /** What may be known of the token; {@link TokenDescription#NONE} where there is none. */
    TokenDescription token();

    /** A request came with a valid token; once for each request, before anything is decided about the endpoint. */
    record CallerAuthenticated(String method, String path, TokenDescription token) implements SecurityEvent {
        public CallerAuthenticated {
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(token, "token");
        }
    }

    /**
     * A request was refused whoever asked: its token is not valid, it came in a wrong way, or tokens cannot be checked at the moment.
     *
     * @param reason the code that the log has
     * @param detail what was expected and what says so; nothing of the token is in it
     */
    record RequestRefused(String method, String path, TokenDescription token, RejectionReason reason, String detail)
            implements SecurityEvent {
        public RequestRefused {
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(token, "token");
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }
    }

    /**
     * The caller, or nobody in particular, may not have what was asked for.
     *
     * @param reason the code that the log has
     * @param detail the rule that does not hold, and the annotation or property that says so
     * @param enforced whether the request was refused; false: it has passed, as the rule is only reported
     */
    record AccessDenied(
            String method, String path, TokenDescription token, RejectionReason reason, String detail, boolean enforced)
            implements SecurityEvent {
        public AccessDenied {
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(token, "token");
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }
    }
}
