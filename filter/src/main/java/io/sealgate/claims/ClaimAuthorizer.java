package io.sealgate.claims;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may go on: the one place behind the REST filter, the interceptor and every other guard. Whatever is not a valid token
 * is a denial; there is no way in which a missing authentication means "nothing to check".
 */
public final class ClaimAuthorizer {
    private ClaimAuthorizer() {}

    /**
     * Decides on requirements.
     *
     * @param authentication how the request was authenticated; null where no filter has seen it, which denies
     * @param requirements all of which must hold, asked in this order; an empty list asks for a valid token alone
     * @param call what is known of the call besides
     */
    public static AuthorizationDecision requireAll(
            @Nullable AuthenticationResult authentication, List<? extends Requirement> requirements, Call call) {
        if (!(authentication instanceof Authenticated authenticated)) {
            return unauthenticated(authentication);
        }
        TokenPrincipal principal = authenticated.principal();
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            if (!requirement.isFulfilledBy(principal, call)) {
                return new Denied(new Rejection(
                        requirement.reason(),
                        "expected " + requirement,
                        principal.token().description(),
                        requirement.reason(),
                        requirement.challenge()));
            }
        }
        return Granted.INSTANCE;
    }

    /** As {@link #requireAll(AuthenticationResult, List, Call)}, for requirements that are bound to nothing but the token and the time. */
    public static AuthorizationDecision requireAll(
            @Nullable AuthenticationResult authentication, List<? extends Requirement> requirements) {
        return requireAll(authentication, requirements, Call.NOW);
    }

    /**
     * Decides on roles, as {@code @RolesAllowed} asks.
     *
     * @param authentication how the request was authenticated; null where no filter has seen it, which denies
     * @param roles of which the caller must have one; an empty set denies everybody
     */
    public static AuthorizationDecision requireAnyRole(
            @Nullable AuthenticationResult authentication, Set<String> roles) {
        if (!(authentication instanceof Authenticated authenticated)) {
            return unauthenticated(authentication);
        }
        TokenPrincipal principal = authenticated.principal();
        for (String role : roles) {
            // Jakarta Servlet 6.0 section 13.3: "**" is any authenticated caller.
            if (role.equals("**") || principal.roles().contains(role)) {
                return Granted.INSTANCE;
            }
        }
        return denied(RejectionReason.ROLE_REQUIRED, "expected a role of " + roles, principal);
    }

    /** Denies, as {@code @DenyAll} asks: 401 to who has no token, 403 to everybody else. */
    public static AuthorizationDecision denyAll(@Nullable AuthenticationResult authentication) {
        if (!(authentication instanceof Authenticated authenticated)) {
            return unauthenticated(authentication);
        }
        return denied(RejectionReason.ACCESS_DENIED, "@DenyAll", authenticated.principal());
    }

    private static Denied denied(RejectionReason reason, String detail, TokenPrincipal principal) {
        return new Denied(new Rejection(reason, detail, principal.token().description()));
    }

    private static Denied unauthenticated(@Nullable AuthenticationResult authentication) {
        if (authentication == null) {
            return new Denied(Rejection.of(
                    RejectionReason.TOKEN_REQUIRED,
                    "the Sealgate filter has not seen this request: map it to every path and dispatcher type"));
        }
        return authentication.match(
                anonymous -> new Denied(Rejection.of(RejectionReason.TOKEN_REQUIRED, "no token in the request")),
                authenticated -> {
                    throw new AssertionError("authenticated");
                },
                rejected -> new Denied(rejected.rejection()),
                unavailable -> new Denied(unavailable.rejection()));
    }
}
