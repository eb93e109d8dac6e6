package io.sealgate.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

// Requirement 12
class CrossSiteCheckTest {

    private static void assertPasses(TestRequest request) {
        assertThat(CrossSiteCheck.check(request, TokenSource.COOKIE)).isEmpty();
    }

    private static void assertRefused(TestRequest request) {
        Optional<Rejection> rejection = CrossSiteCheck.check(request, TokenSource.COOKIE);
        assertThat(rejection).map(Rejection::reason).contains(RejectionReason.CROSS_SITE_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(names = "COOKIE", mode = EnumSource.Mode.EXCLUDE)
    void check_tokenElsewhere_passes(TokenSource source) {
        assertThat(CrossSiteCheck.check(TestRequest.post().header("Sec-Fetch-Site", "cross-site"), source))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
    void check_safeMethod_passes(String method) {
        assertPasses(TestRequest.post().method(method).header("Sec-Fetch-Site", "cross-site"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "CONNECT", "get", "Get", "PROPFIND", ""})
    void check_otherMethodWithoutEvidence_isRefused(String method) {
        assertRefused(TestRequest.post().method(method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void check_ownSite_passes(String value) {
        assertPasses(TestRequest.post().header("Sec-Fetch-Site", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "same-origin, none", "x"})
    void check_otherSite_isRefusedWhateverTheOrigin(String value) {
        assertRefused(TestRequest.post().header("Sec-Fetch-Site", value).header("Origin", "https://shop.example"));
    }

    @Test
    void check_twoFetchSites_areRefused() {
        assertRefused(TestRequest.post().header("Sec-Fetch-Site", "none").header("Sec-Fetch-Site", "none"));
    }

    @Test
    void check_ownOrigin_passes() {
        assertPasses(TestRequest.post().header("Origin", "https://shop.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evil.example",
                "https://shop.example/",
                "https://SHOP.example"
            })
    void check_otherOrigin_isRefused(String origin) {
        assertRefused(TestRequest.post().header("Origin", origin));
    }

    @Test
    void check_twoOrigins_areRefused() {
        assertRefused(
                TestRequest.post().header("Origin", "https://shop.example").header("Origin", "https://shop.example"));
    }

    @Test
    void check_webSocketHandshakeOfAnotherSite_isRefused() {
        assertRefused(TestRequest.post()
                .method("GET")
                .header("Upgrade", "WebSocket")
                .header("Origin", "https://evil.example"));
    }

    @Test
    void check_webSocketHandshakeOfOurSite_passes() {
        assertPasses(TestRequest.post()
                .method("GET")
                .header("Upgrade", "websocket")
                .header("Origin", "https://shop.example"));
    }
}
