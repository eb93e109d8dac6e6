package io.sealgate.cdi;

import static java.util.Objects.requireNonNull;

import io.sealgate.claims.Call;
import io.sealgate.token.AuthenticationResult;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Who calls while no request is served: whoever opened the connection that the calling thread works for. Immutable.
 *
 * @param authentication how the handshake was authenticated
 * @param call what is known of the call
 */
public record SessionCaller(AuthenticationResult authentication, Call call) {
    private static final ThreadLocal<@Nullable SessionCaller> CURRENT = new ThreadLocal<>();

    public SessionCaller {
        requireNonNull(authentication, "authentication");
        requireNonNull(call, "call");
    }

    /** The one of the calling thread; null where it works for no connection. */
    static @Nullable SessionCaller current() {
        return CURRENT.get();
    }

    /** Runs an action as this caller. */
    public <T extends @Nullable Object> T run(Callable<T> action) throws Exception {
        SessionCaller before = CURRENT.get();
        CURRENT.set(this);
        try {
            return action.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
