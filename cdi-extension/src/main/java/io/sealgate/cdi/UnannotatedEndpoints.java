package io.sealgate.cdi;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.PathGuard;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code sealgate.endpoints.unannotated} makes of endpoints that no annotation and no rule for paths speaks of. */
public final class UnannotatedEndpoints {
    static final String PROPERTY = "sealgate.endpoints.unannotated";

    private UnannotatedEndpoints() {}

    /** Decides on a request to an endpoint of which no annotation speaks. */
    public static AuthorizationDecision decide(HttpServletRequest request) {
        Unannotated unannotated = ApplicationSealgate.get(request.getServletContext())
                .config()
                .authorization()
                .unannotated();
        if (unannotated == Unannotated.ALLOW || PathGuard.covers(request)) {
            return Granted.INSTANCE;
        }
        return ClaimAuthorizer.denyAll(RequestAuthentication.get(request), "nobody is allowed") instanceof Denied denied
                ? denied.because(PROPERTY + ", as the endpoint has no rule and no @PermitAll")
                : Granted.INSTANCE;
    }

    /** The endpoint as that leaves it. */
    static Endpoint apply(Endpoint endpoint, Unannotated unannotated) {
        return endpoint.access() == Access.OPEN && unannotated != Unannotated.ALLOW
                ? new Endpoint(
                        endpoint.kind(),
                        endpoint.method(),
                        endpoint.path(),
                        List.of(new Endpoint.Rule(Access.DENIED, "nobody", PROPERTY)),
                        endpoint.target())
                : endpoint;
    }

    /** The deployment fails, as there are such endpoints; lists all of them, a line each. */
    static final class UnannotatedEndpointsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnannotatedEndpointsException(List<Endpoint> endpoints) {
            super("Sealgate found endpoints without a rule, and " + PROPERTY
                    + " is fail. Add @RequiresClaim, @RolesAllowed,"
                    + " @DenyAll or @PermitAll to each, or a rule for its path (sealgate.path.<name>.path and .require)."
                    + endpoints.stream()
                            .map(endpoint ->
                                    "\n  " + endpoint.method() + " " + endpoint.path() + " (" + endpoint.target() + ")")
                            .collect(Collectors.joining()));
        }
    }
}
