package io.sealgate.claims;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
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
    private static final int MAX_CAUSES = 8;

    /** Most often a token is there, in another place or without its scheme. */
    private static final String NO_TOKEN =
            "no token in the request (looked for where sealgate.token.sources or mp.jwt.token.header says, by default in \"Authorization: Bearer\")";

    private ClaimAuthorizer() {}

    /**
     * Decides on requirements.
     *
     * @param authentication how the request was authenticated; null where no filter has seen it, which denies
     * @param requirements all of which must hold, asked in this order; an empty list asks for a valid token alone. Whatever one throws denies: it cannot be told
     *     whether it holds
     * @param call what is known of the call besides
     */
    public static AuthorizationDecision requireAll(
            @Nullable AuthenticationResult authentication, List<? extends Requirement> requirements, Call call) {
        if (!(authentication instanceof Authenticated authenticated)) {
            Denied denied = unauthenticated(authentication);
            return isReportOnly(requirements) ? new Denied(denied.rejection(), true) : denied;
        }
        TokenPrincipal principal = authenticated.principal();
        Denied reported = null;
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            Rejection rejection = refusal(requirement, principal, call);
            if (rejection != null) {
                if (!requirement.reportOnly()) {
                    return new Denied(rejection);
                }
                reported = reported == null ? new Denied(rejection, true) : reported;
            }
        }
        return reported == null ? Granted.INSTANCE : reported;
    }

    /** Why a requirement refuses; null if it is fulfilled. */
    private static @Nullable Rejection refusal(Requirement requirement, TokenPrincipal principal, Call call) {
        try {
            if (requirement.isFulfilledBy(principal, call)) {
                return null;
            }
        } catch (Throwable failure) {
            return Rejection.of(
                    RejectionReason.DECISION_FAILED,
                    requirement + " failed: " + describe(failure),
                    principal.token().description());
        }
        Rejection rejection = Rejection.of(
                requirement.reason(),
                requirement.expectation(),
                principal.token().description());
        return rejection instanceof NotAuthorized denied
                ? new NotAuthorized(denied.reason(), denied.detail(), denied.token(), requirement.challenge())
                : rejection;
    }

    private static boolean isReportOnly(List<? extends Requirement> requirements) {
        for (int i = 0; i < requirements.size(); i++) {
            if (!requirements.get(i).reportOnly()) {
                return false;
            }
        }
        return !requirements.isEmpty();
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
        return denied(RejectionReason.ROLE_REQUIRED, "expected a role of " + roles + RoleRequirement.ORIGIN, principal);
    }

    /** Denies, as {@code @DenyAll} asks: 401 to who has no token, 403 to everybody else. */
    public static AuthorizationDecision denyAll(@Nullable AuthenticationResult authentication) {
        return denyAll(authentication, "@DenyAll");
    }

    /**
     * As {@link #denyAll(AuthenticationResult)}.
     *
     * @param why what says so, for the operator
     */
    public static AuthorizationDecision denyAll(@Nullable AuthenticationResult authentication, String why) {
        if (!(authentication instanceof Authenticated authenticated)) {
            return unauthenticated(authentication);
        }
        return denied(RejectionReason.ACCESS_DENIED, why, authenticated.principal());
    }

    /** Class names and places only: a message may quote a claim. */
    private static String describe(Throwable failure) {
        Throwable origin = failure;
        for (int depth = 0; origin.getCause() != null && depth < MAX_CAUSES; depth++) {
            origin = origin.getCause();
        }
        StackTraceElement[] frames = origin.getStackTrace();
        return origin.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    private static Denied denied(RejectionReason reason, String detail, TokenPrincipal principal) {
        return new Denied(Rejection.of(reason, detail, principal.token().description()));
    }

    private static Denied unauthenticated(@Nullable AuthenticationResult authentication) {
        if (authentication == null) {
            return new Denied(Rejection.of(
                    RejectionReason.TOKEN_REQUIRED,
                    "the Sealgate filter has not seen this request: map it to every path and dispatcher type"));
        }
        return authentication.match(
                anonymous -> new Denied(Rejection.of(RejectionReason.TOKEN_REQUIRED, NO_TOKEN)),
                authenticated -> {
                    throw new AssertionError("authenticated");
                },
                rejected -> new Denied(rejected.rejection()),
                unavailable -> new Denied(unavailable.rejection()));
    }
}
