package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.IpNetwork;
import io.sealgate.extract.RequestView;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request, as authentication sees it. Where containers differ, it reads the headers itself, so that the answer is the same on all of them.
 * As thread-safe as the request is.
 */
final class ServletRequestView implements RequestView {
    private static final List<IpNetwork> LOOPBACK = List.of(IpNetwork.parse("127.0.0.0/8"), IpNetwork.parse("::1"));
    private static final String LIBERTY = "com.ibm.";
    private static final List<String> LIBERTY_HEADERS = List.of("X-Forwarded-Proto", "$WSSC", "$WSIS");
    private static final List<String> PROXY_HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "Via");

    private final HttpServletRequest request;
    private final List<IpNetwork> trustedProxies;

    ServletRequestView(HttpServletRequest request, List<IpNetwork> trustedProxies) {
        this.request = requireNonNull(request, "request");
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    /** Read from the header: some containers keep but one of several cookies of a name. */
    @Override
    public List<String> cookies(String name) {
        return CookieHeader.values(headers("Cookie"), name);
    }

    /**
     * The Servlet API mixes the query into the parameters of the body and each container decodes it in its own way, so a request whose query has the
     * name anywhere, in whatever spelling, has no form parameter of that name for us: the body's cannot be told apart with certainty.
     */
    @Override
    public List<String> formParameters(String name) {
        if (!request.getMethod().equals("POST") || !isForm(request.getContentType()) || queryMentions(name)) {
            return List.of();
        }
        try {
            String[] values = request.getParameterValues(name);
            return values == null ? List.of() : List.of(values);
        } catch (RuntimeException malformedBody) {
            // Which exception tells of a body that cannot be read is the container's choice. An empty value is never a
            // token.
            return List.of("");
        }
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        return mediaType.trim().equalsIgnoreCase("application/x-www-form-urlencoded");
    }

    private boolean queryMentions(String name) {
        String query = request.getQueryString();
        if (query == null) {
            return false;
        }
        String decoded;
        try {
            decoded = URLDecoder.decode(query, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException malformed) {
            return true;
        }
        return decoded.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean secure() {
        return (request.isSecure() && !isMerelySaidToBeSecure())
                || (!trustedProxies.isEmpty()
                        && isIn(trustedProxies, request.getRemoteAddr())
                        && ForwardedHeader.callerUsedTls(headers("Forwarded"), headers("X-Forwarded-Proto")));
    }

    /**
     * Open Liberty believes these headers, whoever sends them, unless it is configured otherwise ({@code trustedHeaderOrigin}); and nothing else that it
     * tells distinguishes what came over TLS.
     */
    private boolean isMerelySaidToBeSecure() {
        return LIBERTY_HEADERS.stream().anyMatch(header -> request.getHeader(header) != null)
                && request.getServletContext().getClass().getName().startsWith(LIBERTY);
    }

    @Override
    public boolean loopback() {
        // A proxy on this machine also connects from a loopback address, on behalf of anybody.
        return isIn(LOOPBACK, request.getRemoteAddr())
                && PROXY_HEADERS.stream().noneMatch(header -> request.getHeader(header) != null);
    }

    private static boolean isIn(List<IpNetwork> networks, @Nullable String address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** From the {@code Host} header: {@code getServerPort()} is the container's own port where a proxy ends TLS. */
    @Override
    public String origin() {
        boolean secure = secure();
        String host = request.getHeader("Host");
        if (host == null) {
            host = request.getServerName() + ":" + request.getServerPort();
        }
        String defaultPort = secure ? ":443" : ":80";
        if (host.endsWith(defaultPort)) {
            host = host.substring(0, host.length() - defaultPort.length());
        }
        return (secure ? "https://" : "http://") + host.toLowerCase(Locale.ROOT);
    }
}
