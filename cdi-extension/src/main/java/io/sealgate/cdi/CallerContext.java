package io.sealgate.cdi;

import io.sealgate.token.TokenPrincipal;
import java.util.Optional;

/**
 * Who calls, for code that serves callers without a token, too. Inject it anywhere; each call looks at the current request, so an
 * {@code @ApplicationScoped} bean may keep it.
 *
 * <p>Code that serves callers with a token alone injects {@link TokenPrincipal}, {@link io.sealgate.token.VerifiedToken} or {@link
 * io.sealgate.token.ClaimsSet}; calling a method of these without a valid token throws {@link AuthorizationDeniedException}. Thread-safe.
 */
public interface CallerContext {

    /** The caller that a valid token names; empty where the request has no token, or where there is no request on this thread. */
    Optional<TokenPrincipal> caller();
}
