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
import org.wildfly.security.auth.server.FlexibleIdentityAssociation;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.RoleMapper;
import org.wildfly.security.authz.Roles;

/**
 * WildFly: the rest of the request runs as an identity that the deployment's security domain makes for the token's caller and roles, until {@code logout()}. Enterprise
 * beans, Jakarta Security and CDI take it from the thread. The domain needs no realm and no configuration for it.
 *
 * <p>To be loaded only where Elytron resolves. Thread-safe.
 */
final class ElytronCallerIdentity implements CallerIdentity {
    private static final String ASSOCIATION = "io.sealgate.identity.association";

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
        Association association = association(request, domain, principal);
        // Elytron's own thread-local is not inherited by new threads.
        Carrier carrier = new Carrier(association.identity()::runAs, Runnable::run);
        // A caller who is known already: a forward, or another dispatch of a request that is wrapped.
        HttpServletRequest named = known != null
                ? request
                : new ElytronRequest(new AuthenticatedRequest(request, principal), carrier, association);
        ChainCall.run(carrier.caller(), chain, named, response);
    }

    /** One for all dispatches of a request, so that {@code logout()} in any of them ends it. */
    private static Association association(HttpServletRequest request, SecurityDomain domain, TokenPrincipal caller) {
        if (request.getAttribute(ASSOCIATION) instanceof Association found
                && found.domain() == domain
                && found.caller().equals(caller)) {
            return found;
        }
        SecurityIdentity identity = domain.createAdHocIdentity(caller)
                .withDefaultRoleMapper(RoleMapper.constant(Roles.fromSet(caller.roles())));
        Association association = new Association(domain, caller, identity.createFlexibleAssociation());
        request.setAttribute(ASSOCIATION, association);
        return association;
    }

    private record Association(SecurityDomain domain, TokenPrincipal caller, FlexibleIdentityAssociation identity) {
        void forget() {
            identity.setIdentity(domain.getAnonymousSecurityIdentity());
        }
    }

    /** Makes its thread anonymous with itself, as enterprise beans and Jakarta Security look at the thread. */
    private static final class ElytronRequest extends CarryingRequest {
        private final Association association;

        ElytronRequest(AuthenticatedRequest request, Carrier carrier, Association association) {
            super(request, carrier);
            this.association = association;
        }

        @Override
        public void logout() throws ServletException {
            association.forget();
            super.logout();
        }
    }
}
