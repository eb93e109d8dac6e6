package io.sealgate.token;

import java.util.function.Function;

/**
 * How the authentication of a request ends; there is no fifth way.
 *
 * <p>Code that handles all four uses {@link #match}, so that a new outcome breaks it at compile time.
 */
public sealed interface AuthenticationResult permits Anonymous, Authenticated, Rejected, Unavailable {

    default <R> R match(
            Function<Anonymous, R> anonymous,
            Function<Authenticated, R> authenticated,
            Function<Rejected, R> rejected,
            Function<Unavailable, R> unavailable) {
        if (this instanceof Authenticated a) {
            return authenticated.apply(a);
        } else if (this instanceof Anonymous a) {
            return anonymous.apply(a);
        } else if (this instanceof Rejected r) {
            return rejected.apply(r);
        } else if (this instanceof Unavailable u) {
            return unavailable.apply(u);
        }
        throw new AssertionError("sealed");
    }
}
