package io.sealgate.servlet;

import io.sealgate.token.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One line per refusal, at WARN, for the operator who is asked why: the reason's code, the endpoint, what may be said about the token, and what was
 * expected. An example: {@code Refused EXPIRED GET /orders/7 alg=ES256 kid=k1 iss=https://idp.example jti=4f: expected …}
 *
 * <p>Where rules are only reported, a line starts with {@code Would refuse} instead, and the request has passed. Listeners are told of both.
 *
 * <p>The logger is {@code io.sealgate}. No query, no header, no path parameter (session IDs travel there) and no control character gets into the line.
 * Thread-safe.
 */
public final class RefusalLog {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String LOGGED = "io.sealgate.refusal.logged";
    private static final String REPORTED = "io.sealgate.refusal.reported";
    private static final String WOULD = "Would refuse ";
    private static final int MAX_METHOD_LENGTH = 20;
    private static final int MAX_PATH_LENGTH = 200;
    private static final int MAX_DETAIL_LENGTH = 3000;

    private RefusalLog() {}

    /** Logs the refusal of a request, unless this request's log has the same refusal already (from another guard, or an earlier dispatch). */
    public static void refused(HttpServletRequest request, Rejection rejection) {
        if (isNew(request, LOGGED, rejection)) {
            refused(request.getMethod(), request.getRequestURI(), rejection);
            SecurityEvents.refused(request, rejection, true);
        }
    }

    private static boolean isNew(HttpServletRequest request, String attribute, Rejection rejection) {
        // A guard further in says the same, and which method asks.
        boolean known = request.getAttribute(attribute) instanceof Rejection earlier
                && earlier.reason() == rejection.reason()
                && rejection.detail().startsWith(earlier.detail());
        if (!known) {
            request.setAttribute(attribute, rejection);
        }
        return !known;
    }

    /** Logs the refusal of a call outside of any request. */
    public static void refusedCall(String call, Rejection rejection) {
        refused("call", call, rejection);
        SecurityEvents.refused(call, rejection, true);
    }

    /**
     * Logs a request that passes though a rule denies it, unless this request's log has the same already.
     *
     * @return whether it was logged
     */
    static boolean reported(HttpServletRequest request, Rejection rejection) {
        if (!isNew(request, REPORTED, rejection)) {
            return false;
        }
        LOGGER.log(Level.WARNING, () -> line(WOULD, request.getMethod(), request.getRequestURI(), rejection));
        SecurityEvents.refused(request, rejection, false);
        return true;
    }

    /** Logs a call outside of any request that passes though a rule denies it. */
    static void reported(String call, Rejection rejection) {
        LOGGER.log(Level.WARNING, () -> line(WOULD, "call", call, rejection));
        SecurityEvents.refused(call, rejection, false);
    }

    /** The method of a request, safe to be shown. */
    static String method(HttpServletRequest request) {
        return printable(String.valueOf(request.getMethod()), MAX_METHOD_LENGTH);
    }

    /** The path of a request, safe to be shown. */
    static String path(HttpServletRequest request) {
        return printable(withoutParameters(String.valueOf(request.getRequestURI())), MAX_PATH_LENGTH);
    }

    /**
     * Logs a refusal where no servlet request is at hand.
     *
     * @param method as received
     * @param path as received; ends before the query
     */
    public static void refused(String method, String path, Rejection rejection) {
        LOGGER.log(Level.WARNING, () -> line(method, path, rejection));
    }

    static String line(String method, String path, Rejection rejection) {
        return line("Refused ", method, path, rejection);
    }

    private static String line(String what, String method, String path, Rejection rejection) {
        return what + rejection.reason() + " " + printable(method, MAX_METHOD_LENGTH) + " "
                + printable(withoutParameters(path), MAX_PATH_LENGTH) + " " + rejection.token() + ": "
                + printable(rejection.detail(), MAX_DETAIL_LENGTH, ' ');
    }

    /** {@code /a;jsessionid=1/b?c} becomes {@code /a;/b}. */
    private static String withoutParameters(String path) {
        StringBuilder out = new StringBuilder();
        boolean parameter = false;
        for (int i = 0; i < path.length() && out.length() <= MAX_PATH_LENGTH; i++) {
            char c = path.charAt(i);
            if (c == '?') {
                break;
            }
            if (c == '/') {
                parameter = false;
            }
            if (!parameter) {
                out.append(c);
            }
            parameter |= c == ';';
        }
        return out.toString();
    }

    private static String printable(String text, int maxLength) {
        // Without spaces: one in a method or path could forge the fields after it.
        return printable(text, maxLength, '!');
    }

    private static String printable(String text, int maxLength, char lowest) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength) + 3);
        for (int i = 0; i < text.length() && i < maxLength; i++) {
            char c = text.charAt(i);
            if (c >= lowest && c <= '~' && c != '\\') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > maxLength ? out.append("...").toString() : out.toString();
    }
}
