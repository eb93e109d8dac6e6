package io.sealgate.servlet;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import io.sealgate.paths.RequestPath;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.TokenPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request, and each of its dispatches, against the rules for paths. A dispatch by the name of a servlet has no path of its own: the request's counts, which has passed.
 */
public final class PathGuard {
    private static final String COVERED = "io.sealgate.path.covered";

    private PathGuard() {}

    /** Whether a rule for paths, whatever it asks, was found for this dispatch of the request. */
    public static boolean covers(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(COVERED));
    }

    /**
     * What the request is to be refused with.
     *
     * @return null if it passes; whatever goes wrong inside is a refusal
     */
    static @Nullable Rejection check(HttpServletRequest request, AuthenticationResult authentication, PathRules rules) {
        try {
            return decide(request, authentication, rules);
        } catch (Throwable failure) {
            return RequestAuthentication.internalError(failure).rejection();
        }
    }

    private static @Nullable Rejection decide(
            HttpServletRequest request, AuthenticationResult authentication, PathRules rules) {
        RequestPath path = path(request);
        String doubt = path.doubt();
        if (doubt != null) {
            request.setAttribute(COVERED, false);
            return Enforcement.of(new Denied(ambiguous(doubt, authentication)), request);
        }
        List<PathRule> found = rules.find(path, request.getMethod());
        request.setAttribute(COVERED, !found.isEmpty());
        for (PathRule rule : found) {
            if (rule.decide(authentication, RequestAuthentication.call(request)) instanceof Denied denied) {
                Rejection rejection = Enforcement.of(denied, request);
                if (rejection != null) {
                    return rejection;
                }
            }
        }
        return null;
    }

    private static Rejection ambiguous(String doubt, AuthenticationResult authentication) {
        TokenDescription token = authentication.match(
                anonymous -> TokenDescription.NONE,
                authenticated -> description(authenticated.principal()),
                rejected -> rejected.rejection().token(),
                unavailable -> unavailable.rejection().token());
        return Rejection.of(
                RejectionReason.AMBIGUOUS_PATH,
                "expected a path that every server reads alike, as there are rules for paths (sealgate.path.*); "
                        + doubt,
                token);
    }

    private static TokenDescription description(TokenPrincipal principal) {
        return principal.token().description();
    }

    /** What path this dispatch of a request is for. */
    public static RequestPath path(HttpServletRequest request) {
        String context = request.getServletContext().getContextPath();
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.INCLUDE
                && request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String uri) {
            return RequestPath.ofDispatch(
                    uri,
                    context,
                    text(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH))
                            + text(request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO)));
        }
        String mapped = text(request.getServletPath()) + text(request.getPathInfo());
        return dispatch == DispatcherType.REQUEST
                ? RequestPath.ofRequest(request.getRequestURI(), context, mapped)
                : RequestPath.ofDispatch(request.getRequestURI(), context, mapped);
    }

    private static String text(@Nullable Object part) {
        return part instanceof String string ? string : "";
    }
}
