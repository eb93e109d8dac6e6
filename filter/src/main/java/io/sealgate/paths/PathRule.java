package io.sealgate.paths;

import static java.util.Objects.requireNonNull;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.Call;
import io.sealgate.token.AuthenticationResult;
import java.util.Set;

/**
 * What is asked of requests for some paths. Immutable.
 *
 * @param name as the configuration has it: {@code sealgate.path.<name>}
 * @param path which paths
 * @param methods which HTTP methods; empty for all. {@code GET} is also for HEAD, unless another rule for the same paths names that
 * @param access what is asked
 * @param reportOnly whether requests that should be refused pass, and are reported
 */
public record PathRule(String name, PathPattern path, Set<String> methods, AccessRule access, boolean reportOnly) {
    public PathRule {
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        methods = Set.copyOf(methods);
        requireNonNull(access, "access");
    }

    /**
     * Decides.
     *
     * @param authentication how the request was authenticated
     * @param call what is known of the request besides
     */
    public AuthorizationDecision decide(AuthenticationResult authentication, Call call) {
        AuthorizationDecision decision = access.decide(authentication, call, property());
        return reportOnly && decision instanceof Denied denied ? new Denied(denied.rejection(), true) : decision;
    }

    /** The property that says so, for logs. */
    public String property() {
        return "sealgate.path." + name;
    }
}
