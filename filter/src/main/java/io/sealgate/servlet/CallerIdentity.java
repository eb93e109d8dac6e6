package io.sealgate.servlet;

import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets the container know who calls, for the time that the rest of the filter chain runs. One implementation per way that containers offer; the
 * one for any servlet container passes a wrapped request and is used where no other was {@linkplain #register registered}.
 *
 * <p>Implementations are thread-safe.
 */
public interface CallerIdentity {

    /**
     * Runs the rest of the chain as this caller; called anew in each dispatch of the request. Exceptions of the chain pass through unchanged.
     * Where the container already knows another caller (HTTP Basic, a form login), the request is refused and the chain is not called.
     *
     * @param request as the filter got it; {@link RequestAuthentication} knows the result
     * @param principal the caller that the request's token names
     */
    void proceed(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal, FilterChain chain)
            throws IOException, ServletException;

    /**
     * Chooses the implementation for an application; to be called while the application starts, before filters are initialized, such as from a
     * {@link jakarta.servlet.ServletContainerInitializer}. The last call counts.
     */
    static void register(ServletContext context, CallerIdentity identity) {
        context.setAttribute(CallerIdentity.class.getName(), identity);
    }

    /**
     * Leaves it to a mechanism of the application to tell the container who calls; to be called while the application starts.
     *
     * @param asked whether the mechanism asks Sealgate for callers whom tokens name; for the log
     */
    static void leaveToApplication(ServletContext context, boolean asked) {
        context.setAttribute(CallerIdentity.class.getName() + ".asked", asked);
    }

    /** Whether {@link #leaveToApplication} was called; empty if not, else whether Sealgate is asked. */
    static Optional<Boolean> leftToApplication(ServletContext context) {
        return context.getAttribute(CallerIdentity.class.getName() + ".asked") instanceof Boolean asked
                ? Optional.of(asked)
                : Optional.empty();
    }

    /**
     * The implementation registered for an application, else the one that wraps the request.
     *
     * @param realm for the challenge of refusals
     */
    static CallerIdentity of(ServletContext context, String realm) {
        return context.getAttribute(CallerIdentity.class.getName()) instanceof CallerIdentity registered
                ? registered
                : new RequestWrapperIdentity(realm);
    }
}
