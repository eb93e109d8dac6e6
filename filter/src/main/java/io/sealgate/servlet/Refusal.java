package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.RejectionReason.OAuthError;
import io.sealgate.token.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a refused request: a challenge as RFC 6750 section 3 asks, and a problem document (RFC 9457) that says the same. It depends on the
 * {@link Rejection#publicReason()} and {@link NotAuthorized#challenge()} alone and holds nothing that came from the request or its token.
 *
 * <p>The problem's {@code type} is {@code about:blank}, as the status says all that a program can act on; {@code error}, an extension member, is the
 * code of the challenge where there is one. Reasons that callers must not tell apart thus share one document.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status the HTTP status: 400, 401, 403 or 503
 * @param headers the response's headers, {@code Content-Type} apart: {@code Cache-Control} always, {@code WWW-Authenticate} except for 503, which has
 *     {@code Retry-After}; unmodifiable
 * @param body a JSON document, ASCII only; not to be sent in answer to HEAD
 */
public record Refusal(int status, Map<String, String> headers, String body) {
    /** The media type of {@link #body()} (RFC 9457 section 6.1). */
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration RETRY_AFTER_UNKNOWN = Duration.ofSeconds(5);

    public Refusal {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body");
    }

    /**
     * The answer to a rejection.
     *
     * @param realm the {@code realm} of the challenge; characters that a header cannot hold become {@code ?}
     */
    public static Refusal of(Rejection rejection, String realm) {
        return of(rejection, realm, RETRY_AFTER_UNKNOWN);
    }

    /** As {@link #of(Rejection, String)}. */
    public static Refusal of(Rejected rejected, String realm) {
        return of(rejected.rejection(), realm);
    }

    /** As {@link #of(Rejection, String)}, with {@code Retry-After} as given, rounded up to seconds; 5 s where it is unknown. */
    public static Refusal of(Unavailable unavailable, String realm) {
        Duration retryAfter = unavailable.retryAfter();
        boolean known = !retryAfter.isZero() && !retryAfter.isNegative();
        return of(unavailable.rejection(), realm, known ? retryAfter : RETRY_AFTER_UNKNOWN);
    }

    private static Refusal of(Rejection rejection, String realm, Duration retryAfter) {
        RejectionReason reason = rejection.publicReason();
        Map<String, String> headers = new LinkedHashMap<>();
        if (reason.status() == SERVICE_UNAVAILABLE) {
            headers.put(
                    "Retry-After",
                    Long.toString(retryAfter.plusNanos(999_999_999).toSeconds()));
        } else {
            headers.put("WWW-Authenticate", challenge(rejection, realm));
        }
        headers.put("Cache-Control", "no-store");
        return new Refusal(reason.status(), headers, problem(reason));
    }

    private static String challenge(Rejection rejection, String realm) {
        StringBuilder challenge = new StringBuilder("Bearer realm=\"" + quotable(realm) + "\"");
        OAuthError error = rejection.publicReason().error();
        if (error != null) {
            challenge
                    .append(", error=\"" + error.code() + "\", error_description=\"")
                    .append(rejection.publicReason().description())
                    .append('"');
            if (rejection instanceof NotAuthorized denied) {
                denied.challenge()
                        .forEach((name, value) -> challenge
                                .append(", " + name + "=\"")
                                .append(quotable(value))
                                .append('"'));
            }
        }
        return challenge.toString();
    }

    private static String problem(RejectionReason reason) {
        OAuthError error = reason.error();
        return "{\"type\":\"about:blank\",\"title\":\"" + title(reason.status()) + "\",\"status\":" + reason.status()
                + ",\"detail\":\"" + reason.description() + "\""
                + (error == null ? "" : ",\"error\":\"" + error.code() + "\"") + "}";
    }

    /** RFC 9457 section 4.2.1: with about:blank, the title is the status's phrase. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case SERVICE_UNAVAILABLE -> "Service Unavailable";
            default -> throw new IllegalArgumentException("Status " + status);
        };
    }

    /** RFC 9110 section 5.6.4. */
    private static String quotable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                out.append('?');
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    /**
     * Answers with this refusal, in place of anything that was written but not yet sent. A response that is on its way already stays as it is.
     *
     * @throws IOException if the connection fails
     */
    public void writeTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        // Not reset(): headers for CORS that an earlier filter has set are needed for a browser to see why.
        response.resetBuffer();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(bytes.length);
        if (!"HEAD".equals(request.getMethod())) {
            write(bytes, response);
        }
    }

    private void write(byte[] bytes, HttpServletResponse response) throws IOException {
        OutputStream out;
        try {
            out = response.getOutputStream();
        } catch (IllegalStateException writerInUse) {
            response.getWriter().write(body);
            response.getWriter().flush();
            return;
        }
        out.write(bytes);
        out.flush();
    }
}
