package io.sealgate.cdi;

import io.sealgate.claims.Requirement;
import io.sealgate.token.TokenPrincipal;
import java.util.Optional;

/**
 * Who calls, and what they may do, for code that serves callers without a token, too. Inject it anywhere; each call looks at the current request, so an
 * {@code @ApplicationScoped} bean may keep it.
 *
 * <p>Code that serves callers with a token alone injects {@link TokenPrincipal}, {@link io.sealgate.token.VerifiedToken} or {@link
 * io.sealgate.token.ClaimsSet}; calling a method of these without a valid token throws {@link AuthorizationDeniedException}, and where there is no request, as in the messages of a WebSocket,
 * CDI's {@code ContextNotActiveException}. Thread-safe.
 */
public interface CallerContext {

    /**
     * The caller that a valid token names, of this thread's request or WebSocket message; empty where it has no token, or where there is neither. A token that is not valid does not get here: its request was answered before.
     */
    Optional<TokenPrincipal> caller();

    /**
     * Decides whether the caller may go on, as the annotations do: for what is known in the middle of a method alone.
     *
     * <pre>{@code
     * if (!caller.fulfils(new RoleRequirement("clerk"))) …
     * }</pre>
     *
     * @param requirements all of which must hold; none asks for a valid token alone
     * @return false also where there is no caller, and where a requirement fails to decide; with {@code sealgate.authorization.mode=report}, too
     */
    boolean fulfils(Requirement... requirements);

    /**
     * As {@link #fulfils}, and refuses the call if not: with the same answer and line in the log as an annotation.
     *
     * <pre>{@code
     * caller.require(ClaimRequirement.of("tenant", Match.EQUALS, order.tenant()));
     * }</pre>
     *
     * <p>With {@code sealgate.authorization.mode=report} it returns all the same, and what it would have refused is logged and counted.
     *
     * @throws AuthorizationDeniedException if a requirement does not hold or fails to decide, or there is no caller
     */
    void require(Requirement... requirements);
}
