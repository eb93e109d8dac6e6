package io.sealgate.extract;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The defence against cross-site request forgery. Browsers add a cookie to requests that other sites cause, so a token in a cookie may change something only
 * where the browser says that our own pages, or the user at the address bar, sent the request.
 */
public final class CrossSiteCheck {
    /** RFC 9110 section 9.2.1, safe methods. Methods are case-sensitive. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private CrossSiteCheck() {}

    /**
     * Checks a request whose token was found in this place. Tokens elsewhere than in a cookie always pass: no browser adds them by itself.
     *
     * <p>{@code Sec-Fetch-Site} decides where the browser sends it: {@code same-origin} and {@code none} pass. Otherwise {@code Origin} must equal {@link
     * RequestView#origin()}. A request with neither is refused. A WebSocket handshake counts as changing something, for it is a GET that opens
     * a channel for more.
     *
     * @return empty if the request may go on
     */
    public static Optional<Rejection> check(RequestView request, TokenSource source) {
        if (source != TokenSource.COOKIE
                || (SAFE_METHODS.contains(request.method()) && !isWebSocketHandshake(request))
                || comesFromOwnSite(request)) {
            return Optional.empty();
        }
        return Optional.of(Rejection.of(
                RejectionReason.CROSS_SITE_REQUEST,
                "expected Sec-Fetch-Site: same-origin or none, or Origin: this server's, for a token in a cookie"));
    }

    private static boolean isWebSocketHandshake(RequestView request) {
        return request.headers("Upgrade").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    private static boolean comesFromOwnSite(RequestView request) {
        List<String> fetchSites = request.headers("Sec-Fetch-Site");
        if (!fetchSites.isEmpty()) {
            return fetchSites.size() == 1 && OWN_SITES.contains(fetchSites.get(0));
        }
        List<String> origins = request.headers("Origin");
        return origins.size() == 1 && origins.get(0).equals(request.origin());
    }
}
