package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request that knows the caller whom its token names. All methods that speak of the caller are overridden together. For implementations of
 * {@link CallerIdentity}.
 */
public final class AuthenticatedRequest extends HttpServletRequestWrapper {
    private static final String AUTH_TYPE = "Bearer";

    private final TokenPrincipal principal;
    private volatile boolean loggedOut;

    /** Names the caller of a request whose container does not know one. */
    public AuthenticatedRequest(HttpServletRequest request, TokenPrincipal principal) {
        super(request);
        this.principal = requireNonNull(principal, "principal");
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return loggedOut ? null : principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return loggedOut ? null : principal.getName();
    }

    @Override
    public @Nullable String getAuthType() {
        return loggedOut ? null : AUTH_TYPE;
    }

    /** Jakarta Servlet 6.0 section 13.3: {@code *} is nobody's role, {@code **} everybody's who is authenticated. */
    @Override
    public boolean isUserInRole(@Nullable String role) {
        if (loggedOut || role == null || role.equals("*")) {
            return false;
        }
        return role.equals("**") || principal.roles().contains(role);
    }

    /** True: the token has authenticated the caller. After {@link #logout()} the container is asked. */
    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
        return !loggedOut || super.authenticate(response);
    }

    /** Refused: a caller is known already. */
    @Override
    public void login(@Nullable String username, @Nullable String password) throws ServletException {
        if (!loggedOut) {
            throw new ServletException("The request's token has authenticated the caller already; call logout() first");
        }
        super.login(username, password);
    }

    /** Makes the rest of this request anonymous. The token stays valid for other requests. */
    @Override
    public void logout() throws ServletException {
        loggedOut = true;
        RequestAuthentication.forget(getRequest());
        super.logout();
    }
}
