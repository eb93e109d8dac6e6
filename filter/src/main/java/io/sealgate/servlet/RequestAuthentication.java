package io.sealgate.servlet;

import io.sealgate.Sealgate;
import io.sealgate.claims.Call;
import io.sealgate.config.SealgateConfig;
import io.sealgate.extract.RequestView;
import io.sealgate.token.Anonymous;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.Unavailable;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a request was authenticated. Each request is authenticated once; every later look, from whatever filter, dispatch or guard, sees the same
 * result, which travels with the request as an attribute.
 *
 * <p>Thread-safe as far as the request's attributes are.
 */
public final class RequestAuthentication {
    private static final String ATTRIBUTE = "io.sealgate.authentication";
    private static final String OPEN = "io.sealgate.open";
    private static final String TOLD = "io.sealgate.identity.told";
    private static final int MAX_CAUSES = 3;
    private static final int MAX_FRAMES = 8;

    private static final Call UNSEEN = Call.at(Clock.systemUTC());

    // Made beforehand: it is needed when there may be no memory or stack left.
    private static final Unavailable INTERNAL_ERROR =
            unavailable("an unexpected error during authentication that could not be described");

    private RequestAuthentication() {}

    /**
     * Authenticates the request, or returns what an earlier call found.
     *
     * @return never null. Whatever goes wrong inside, any {@link Throwable}, is an {@link Unavailable} whose detail says where, without any
     *     exception's message, as those may hold parts of a token
     */
    public static AuthenticationResult authenticate(HttpServletRequest request, Sealgate sealgate) {
        return authenticate(request, sealgate, sealgate.config(), sealgate.tokenAuthenticator()::authenticate);
    }

    static AuthenticationResult authenticate(
            HttpServletRequest request,
            SealgateConfig config,
            Function<? super RequestView, ? extends AuthenticationResult> authenticator) {
        return authenticate(request, config, config, authenticator);
    }

    /**
     * What {@link #authenticate} found.
     *
     * @return null where this request was not authenticated, because the filter is not mapped to it; guards then deny
     */
    public static @Nullable AuthenticationResult get(ServletRequest request) {
        // Attributes cannot come from the network, but their names are free to any code and to other applications'
        // copies of this class.
        return request.getAttribute(ATTRIBUTE) instanceof Seen seen ? seen.result() : null;
    }

    /**
     * A call of which nothing is known but that it happens now, by the clock of the application that authenticated the request. Where none has, or there is no request, everything is denied,
     * and the system's clock will do.
     */
    public static Call call(@Nullable ServletRequest request) {
        return request != null
                        && request.getAttribute(ATTRIBUTE) instanceof Seen seen
                        && seen.by() instanceof Sealgate sealgate
                ? sealgate.now()
                : UNSEEN;
    }

    /**
     * Notes that a guard has let anybody pass. Payara asks for a caller even then: its REST runtime has each request to a {@code @PermitAll} method
     * authenticated, and does not mind if there is nobody, but a challenge would be the answer.
     */
    public static void letAnybodyPass(ServletRequest request) {
        request.setAttribute(OPEN, true);
    }

    /** Whether {@link #letAnybodyPass} was called for this request. */
    public static boolean mayBeAnybody(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(OPEN));
    }

    /** Notes that the container was told this caller of a request, before any filter. */
    public static void tellContainer(ServletRequest request, TokenPrincipal principal) {
        request.setAttribute(TOLD, principal);
    }

    /** Whether {@link #tellContainer} was called for this request and caller. */
    public static boolean isContainerTold(ServletRequest request, TokenPrincipal principal) {
        return request.getAttribute(TOLD) == principal;
    }

    /**
     * @param application stands for the application, by identity: another one may have an equal configuration, and is another all the same
     */
    static AuthenticationResult authenticate(
            HttpServletRequest request,
            Object application,
            SealgateConfig config,
            Function<? super RequestView, ? extends AuthenticationResult> authenticator) {
        try {
            if (request.getAttribute(ATTRIBUTE) instanceof Seen seen) {
                return seen.by() == application
                        ? seen.result()
                        : unavailable("the request was dispatched from another application, "
                                + "which has its own configuration; dispatch within one application only");
            }
            AuthenticationResult result = authenticateFirst(
                    new ServletRequestView(request, config.transport().trustedProxies()), authenticator);
            request.setAttribute(ATTRIBUTE, new Seen(application, result));
            return result;
        } catch (Throwable failure) {
            return internalError(failure);
        }
    }

    /** Makes the rest of the request anonymous, for {@link HttpServletRequest#logout()}. */
    static void forget(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Seen seen) {
            request.setAttribute(ATTRIBUTE, new Seen(seen.by(), Anonymous.INSTANCE));
        }
    }

    private static AuthenticationResult authenticateFirst(
            RequestView view, Function<? super RequestView, ? extends AuthenticationResult> authenticator) {
        try {
            AuthenticationResult result = authenticator.apply(view);
            return result == null ? unavailable("the authenticator returned null") : result;
        } catch (Throwable failure) {
            return internalError(failure);
        }
    }

    /** What an unexpected failure of ours is answered with; says where, without any exception's message. */
    static Unavailable internalError(Throwable failure) {
        try {
            return unavailable("unexpected " + describe(failure));
        } catch (Throwable again) {
            return INTERNAL_ERROR;
        }
    }

    private static Unavailable unavailable(String detail) {
        return new Unavailable(Rejection.of(RejectionReason.INTERNAL_ERROR, detail), Duration.ZERO);
    }

    /** Class names and places only: a message may quote the token. */
    private static String describe(Throwable failure) {
        StringBuilder out = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            out.append(depth == 0 ? "" : " caused by ").append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
                out.append(i == 0 ? " at " : " < ").append(frames[i]);
            }
            cause = cause.getCause();
        }
        return out.toString();
    }

    /**
     * @param by the application that authenticated, by identity
     */
    private record Seen(Object by, AuthenticationResult result) {}
}
