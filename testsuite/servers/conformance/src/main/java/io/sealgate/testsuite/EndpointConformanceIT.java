package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for paths, servlets with an annotation and endpoints without any rule, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class EndpointConformanceIT extends EndpointConformance {
    @ParameterizedTest
    @CsvSource({
        "/admin/x, 401, 403, 200",
        "/admin, 401, 403, 200",
        "/admin/open, 200, 200, 200",
        "/files/secret.txt, 401, 403, 200",
        "/x.page, 401, 403, 200",
        "/api/shop/admin/users, 401, 403, 200",
        "/guarded/x, 401, 200, 200",
        "/silent, 401, 403, 403",
        "/api/shop/silent, 401, 403, 403",
        "/api/shop/never, 401, 403, 403",
        "/api/shop/orders, 401, 200, 200",
        "/api/shop/parts/first, 401, 403, 403",
        "/api/shop/tried, 200, 200, 200"
    })
    void request_rule_decides(String path, int anonymous, int clerk, int admin) {
        assertThat(get(path).status()).as("anonymous").isEqualTo(anonymous);
        assertThat(get(path, bearer(clerk())).status()).as("clerk").isEqualTo(clerk);
        assertThat(get(path, bearer(admin())).status()).as("admin").isEqualTo(admin);
    }

    @Test
    void request_denied_isAnsweredAsEverywhere() {
        get("/admin/x").isRefusal(Reason.TOKEN_REQUIRED);
        get("/admin/x", bearer(clerk())).isRefusal(Reason.ROLE_REQUIRED);
        get("/silent", bearer(admin())).isRefusal(Reason.ACCESS_DENIED);
        get("/api/shop/silent", bearer(admin())).isRefusal(Reason.ACCESS_DENIED);
        get("/guarded/x").isRefusal(Reason.TOKEN_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "OPTIONS", "PROPFIND", "get"})
    void request_methodThatNoRuleNames_isRefused(String method) {
        Answer answer = raw(method, CONTEXT + "/x.page", admin());
        // Open Liberty takes "get" for GET, and says so to everybody whom it asks.
        if (!method.equals("get") || answer.status() != 200) {
            answer.isRefusedWith(400, 403, 405, 501);
        }
        raw(method, CONTEXT + "/x.page", "").isRefusedWith(400, 401, 405, 501);
    }

    @Test
    void request_whatTheRestRuntimeAdds_isRefusedLikeEverythingWithoutARule() {
        DecisionRecorder.whoeverRefuses();
        // 404 where it adds nothing
        get("/api/application.wadl").isRefusedWith(401, 404);
        get("/api/application.wadl", bearer(admin())).isRefusedWith(403, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "forward, /admin/x, 401",
        "forward, /admin/open, 200",
        "forward, /files/secret.txt, 401",
        "forward, /guarded/x, 401",
        "forward, /silent, 200",
        "include, /admin/x, 401",
        "include, /admin/open, 200",
        "include, /guarded/x, 401",
        "async, /admin/x, 401",
        "async, /admin/open, 200",
        "async, /guarded/x, 401",
        "forward-named, guarded, 401",
        "include-named, guarded, 401"
    })
    void dispatch_rule_decides(String way, String target, int status) {
        String path = "/dispatch/" + way + "?to=" + target;
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (status == 401) {
            answer.isRefusal(Reason.TOKEN_REQUIRED);
        }
        Answer allowed = get(path, bearer(admin()));
        assertThat(allowed.status()).as(allowed.toString()).isEqualTo(200);
        assertThat(allowed.body()).contains("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/room", "/live/room/", "/live;x/room", "/%6cive/room", "//live/room", "/LIVE/room"})
    void handshake_withoutPermission_isRefused(String path) {
        DecisionRecorder.leaveOut();
        handshake(path, "").isRefusedWith(400, 401, 404);
        handshake(path, clerk()).isRefusedWith(400, 403, 404);
    }

    @Test
    void handshake_withPermission_opensTheSocket() {
        // 404: a container without WebSocket
        assertThat(handshake("/live/room", admin()).status()).isIn(101, 404);
    }

    private static Answer handshake(String path, String token) {
        return CLIENT.sendRawHead(
                "GET " + CONTEXT + path + " HTTP/1.1\r\nHost: localhost:" + ServerUnderTest.httpsPort()
                        + "\r\n" + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
}
