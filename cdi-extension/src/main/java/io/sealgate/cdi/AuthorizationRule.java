package io.sealgate.cdi;

import io.sealgate.claims.Call;
import io.sealgate.token.TokenPrincipal;

/**
 * A rule of the application's own, for what no annotation can ask: a look at a database, a limit, opening hours. A CDI bean, named by {@link RequiresRule}.
 *
 * <p>Called on the thread that makes the guarded call, from several at once: a bean that these share has to be thread-safe. It is asked only with a valid token, and not where something that was asked before it has
 * refused the call already.
 */
public interface AuthorizationRule {

    /**
     * Whether a caller may make a call.
     *
     * @param caller whom a valid token names
     * @param call the call, as far as it is known: the arguments of a bean's method, or the parameters of a request; what is not is absent
     * @return false refuses it with 403, and so does an {@link AuthorizationDeniedException}
     * @throws Exception if that cannot be told; whatever is thrown refuses the call with 503, and the log says of what class it was and where it came from
     */
    boolean permits(TokenPrincipal caller, Call call) throws Exception;
}
