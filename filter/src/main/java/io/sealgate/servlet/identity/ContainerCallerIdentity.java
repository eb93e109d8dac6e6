package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import io.sealgate.servlet.AuthenticatedRequest;
import io.sealgate.servlet.CallerIdentity;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The container was told the caller by the {@link TokenAuthContext}, or by a mechanism of the application, before any filter. What is left to do here is to make sure that it has taken him,
 * and to carry him to where it forgets him: asynchronous dispatches, error pages, and tasks of an
 * asynchronous context. Thread-safe.
 */
final class ContainerCallerIdentity implements CallerIdentity {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    static final String JAKARTA_AUTHORIZATION = "jakarta.security.jacc.PolicyContext";
    private static final String CARRIER = "io.sealgate.identity.carrier";

    private final String realm;
    private final Function<HttpServletRequest, Carrier> threads;
    private final AtomicBoolean warned = new AtomicBoolean();

    ContainerCallerIdentity(String realm) {
        this(realm, threads());
    }

    /**
     * @param threads captures what the container has attached to the thread of a request's first dispatch
     */
    ContainerCallerIdentity(String realm, Function<HttpServletRequest, Carrier> threads) {
        this.realm = requireNonNull(realm, "realm");
        this.threads = requireNonNull(threads, "threads");
    }

    private static Function<HttpServletRequest, Carrier> threads() {
        if (CallerIdentityInitializer.resolves(JAKARTA_AUTHORIZATION)) {
            Optional<GlassFishThreadContext> glassFish = GlassFishThreadContext.find();
            if (glassFish.isPresent()) {
                return glassFish.get()::capture;
            }
        }
        return request -> Carrier.NONE;
    }

    @Override
    public void proceed(
            HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal, FilterChain chain)
            throws IOException, ServletException {
        Principal known = request.getUserPrincipal();
        boolean told = RequestAuthentication.isContainerTold(request, principal);
        if (known == null) {
            if (told) {
                throw new ServletException("The container was told the caller of this request, but did not take him");
            }
            warnOnce(request.getServletContext());
            chain.doFilter(new AuthenticatedRequest(request, principal), response);
        } else if (known.equals(principal) || (told && known.getName().equals(principal.getName()))) {
            proceedAs(principal, request, response, chain);
        } else {
            CallerConflict.refuse(request, response, principal, realm);
        }
    }

    private void proceedAs(
            TokenPrincipal principal, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Carrier carrier;
        if (request.getAttribute(CARRIER) instanceof Carrier captured) {
            carrier = captured;
        } else {
            carrier = threads.apply(request);
            request.setAttribute(CARRIER, carrier);
        }
        HttpServletRequest named = new ToldRequest(request, principal, carrier);
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.ASYNC || dispatch == DispatcherType.ERROR) {
            ChainCall.run(carrier.caller(), chain, named, response);
        } else {
            chain.doFilter(named, response);
        }
    }

    private void warnOnce(ServletContext context) {
        if (!warned.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "The container of {0} does not use what is registered with Jakarta Authentication, so the caller and roles of a token are known to"
                            + " HttpServletRequest and Jakarta REST only, not to enterprise beans, jakarta.security.enterprise.SecurityContext and"
                            + " @Inject Principal",
                    CallerIdentityInitializer.name(context));
        }
    }

    /**
     * Shows the principal that the container has: Payara takes the roles away from a request that shows another. Adds the token's roles to those that the
     * container finds, as it may know only declared ones.
     */
    private static final class ToldRequest extends CarryingRequest {
        private final HttpServletRequest container;

        ToldRequest(HttpServletRequest request, TokenPrincipal principal, Carrier carrier) {
            super(new AuthenticatedRequest(request, principal), carrier);
            this.container = request;
        }

        @Override
        public boolean isUserInRole(String role) {
            return super.isUserInRole(role) || container.isUserInRole(role);
        }
    }
}
