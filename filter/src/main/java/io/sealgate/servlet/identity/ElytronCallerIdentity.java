package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import io.sealgate.servlet.AuthenticatedRequest;
import io.sealgate.servlet.CallerIdentity;
import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.RoleMapper;
import org.wildfly.security.authz.Roles;

/**
 * WildFly: the rest of the request runs as an identity that the deployment's security domain makes for the token's caller and roles. Enterprise
 * beans, Jakarta Security and CDI take it from the thread. The domain needs no realm and no configuration for it.
 *
 * <p>To be loaded only where Elytron resolves. Thread-safe.
 */
final class ElytronCallerIdentity implements CallerIdentity {
    private final String realm;

    private ElytronCallerIdentity(String realm) {
        this.realm = requireNonNull(realm, "realm");
    }

    /** Empty where this deployment has no security domain. */
    static Optional<CallerIdentity> find(String realm) {
        return SecurityDomain.getCurrent() == null ? Optional.empty() : Optional.of(new ElytronCallerIdentity(realm));
    }

    @Override
    public void proceed(
            HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal, FilterChain chain)
            throws IOException, ServletException {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null) {
            throw new ServletException(
                    "The deployment's security domain is gone, so nobody can be named as the caller");
        }
        Principal known = request.getUserPrincipal();
        SecurityIdentity present = domain.getCurrentSecurityIdentity();
        if ((known != null && !known.equals(principal))
                || (!present.isAnonymous() && !present.getPrincipal().equals(principal))) {
            CallerConflict.refuse(request, response, principal, realm);
            return;
        }
        SecurityIdentity identity = domain.createAdHocIdentity(principal)
                .withDefaultRoleMapper(RoleMapper.constant(Roles.fromSet(principal.roles())));
        // Elytron's own thread-local is not inherited by new threads.
        Carrier carrier = new Carrier(identity::runAs, Runnable::run);
        // A caller who is known already: a forward, or another dispatch of a request that is wrapped.
        HttpServletRequest named =
                known != null ? request : new CarryingRequest(new AuthenticatedRequest(request, principal), carrier);
        ChainCall.run(carrier.caller(), chain, named, response);
    }
}
