package io.sealgate.cdi.websocket;

import static java.util.Objects.requireNonNull;

import io.sealgate.cdi.UnannotatedEndpoints;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.paths.RequestPath;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Enforcement;
import io.sealgate.servlet.PathGuard;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides on handshakes, before the container's filter turns them into connections. A handshake whose path servers read differently, and one to a path of which no annotated endpoint
 * and no rule for paths is known, is refused: the container might know an endpoint there. Thread-safe.
 */
final class HandshakeGuard implements Filter {
    private final List<WebSocketEndpoint> endpoints;

    HandshakeGuard(List<WebSocketEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("Only HTTP requests can be authorized");
        }
        if (!isHandshake(httpRequest)) {
            chain.doFilter(request, response);
            return;
        }
        Set<Class<?>> passed = new HashSet<>();
        Rejection rejection = check(httpRequest, passed);
        if (rejection != null) {
            RefusalLog.refused(httpRequest, rejection);
            String realm = ApplicationSealgate.get(request.getServletContext())
                    .config()
                    .realm();
            Refusal.of(rejection, realm).writeTo(httpRequest, httpResponse);
            return;
        }
        Handshake.begin(passed, request.getServletContext());
        try {
            chain.doFilter(request, response);
        } finally {
            Handshake.end();
        }
    }

    /** RFC 6455 section 4.2.1, and RFC 8441 section 4: over HTTP/2, a CONNECT. */
    private static boolean isHandshake(HttpServletRequest request) {
        return "CONNECT".equals(request.getMethod())
                || Collections.list(request.getHeaders("Upgrade")).stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    /** What the handshake is to be refused with; null if it passes, and then the endpoints that it may lead to. */
    private @Nullable Rejection check(HttpServletRequest request, Set<Class<?>> passed) {
        RequestPath path = PathGuard.path(request);
        String doubt = path.doubt();
        if (doubt != null) {
            return Enforcement.of(
                    new Denied(Rejection.of(
                            RejectionReason.AMBIGUOUS_PATH,
                            "expected a path that every server reads alike, as WebSocket endpoints have rules; "
                                    + doubt)),
                    request);
        }
        // Not PathGuard.covers, as the filter that asks these rules comes after this one on some servers.
        boolean covered = !ApplicationSealgate.get(request.getServletContext())
                .config()
                .authorization()
                .paths()
                .find(path, request.getMethod())
                .isEmpty();
        Map<WebSocketEndpoint, Map<String, List<String>>> found = new HashMap<>();
        for (String reading : path.readings()) {
            WebSocketEndpoint endpoint = find(reading);
            if (endpoint == null) {
                return covered ? null : Enforcement.of(unknown(request), request);
            }
            Map<String, List<String>> parameters = found.computeIfAbsent(endpoint, each -> new HashMap<>());
            requireNonNull(endpoint.path().match(reading)).forEach((name, value) -> {
                List<String> values = parameters.computeIfAbsent(name, each -> new ArrayList<>());
                if (!values.contains(value)) {
                    values.add(value);
                }
            });
        }
        for (Map.Entry<WebSocketEndpoint, Map<String, List<String>>> each : found.entrySet()) {
            Rejection rejection = Enforcement.of(decide(each.getKey(), each.getValue(), covered, request), request);
            if (rejection != null) {
                return rejection;
            }
            passed.add(each.getKey().type());
        }
        return null;
    }

    private @Nullable WebSocketEndpoint find(String reading) {
        return EndpointPath.best(
                        endpoints.stream()
                                .filter(each -> each.path().match(reading) != null)
                                .toList(),
                        WebSocketEndpoint::path)
                .orElse(null);
    }

    private static AuthorizationDecision unknown(HttpServletRequest request) {
        return ClaimAuthorizer.denyAll(
                RequestAuthentication.get(request),
                "a handshake to a path that no @ServerEndpoint has and no rule for paths speaks of, while WebSocket endpoints have rules"
                        + " (sealgate.path.<name>.path and .require)");
    }

    private static AuthorizationDecision decide(
            WebSocketEndpoint endpoint,
            Map<String, List<String>> parameters,
            boolean covered,
            HttpServletRequest request) {
        if (endpoint.guarded()) {
            AuthorizationDecision decision = ClaimAuthorizer.requireAll(
                    RequestAuthentication.get(request),
                    endpoint.requirements(),
                    new Handshake.OfRequest(parameters, request));
            return decision instanceof Denied denied
                    ? denied.because(endpoint.type().getName())
                    : decision;
        }
        return covered || endpoint.permitted() ? Granted.INSTANCE : UnannotatedEndpoints.decide(request);
    }
}
