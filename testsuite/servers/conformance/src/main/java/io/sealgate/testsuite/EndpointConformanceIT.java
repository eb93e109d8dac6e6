package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for paths, servlets with an annotation, endpoints without any rule, the map of all of them and the events, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndpointConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String CONTEXT = "/endpoints";

    static final String RULES = """
            sealgate.decrypt.required=false
            sealgate.path.admin.path=/admin/*
            sealgate.path.admin.require=role:admin
            sealgate.path.open.path=/admin/open
            sealgate.path.open.require=permit
            sealgate.path.users.path=/api/shop/admin/*
            sealgate.path.users.require=role:admin
            sealgate.path.files.path=/files/*
            sealgate.path.files.require=role:admin
            sealgate.path.live.path=/live/*
            sealgate.path.live.require=role:admin
            sealgate.path.pages.path=*.page
            sealgate.path.pages.methods=GET
            sealgate.path.pages.require=role:admin
            """;

    @Deployment(testable = false)
    static WebArchive application() {
        return archive("endpoints", "sealgate.endpoints.unannotated=deny\n");
    }

    static WebArchive archive(String name, String more) {
        return TestArchives.withArtifacts(name, "io.sealgate.testsuite.endpoints", TestIssuer.required() + RULES + more)
                .addAsWebResource(new StringAsset("SECRET file"), "files/secret.txt");
    }

    private static Answer get(String path, String... headers) {
        return CLIENT.get(ServerUnderTest.https(CONTEXT + path), headers);
    }

    /** A path as it stands, which the client's URI would not hold. */
    private static Answer raw(String method, String path, String token) {
        return CLIENT.sendRaw(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + ServerUnderTest.httpsPort()
                + "\r\n" + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Connection: close\r\n\r\n");
    }

    private static String clerk() {
        return TestIssuer.signed();
    }

    private static String admin() {
        return TestIssuer.sign(TestIssuer.claims().claim("groups", List.of("admin")));
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    // Before all others, as the REST runtime may tell of more once it was called.
    @Test
    @Order(1)
    void map_isTheSameEverywhere() {
        String shop = "io.sealgate.testsuite.endpoints.ShopResource#";
        // Jersey adds a description of all resources, which nobody may read here.
        assertThat(get("/api/shop/map").body().lines())
                .filteredOn(line -> !(line.contains("org.glassfish.jersey") && line.contains("\"access\":\"denied\"")))
                .containsExactly(
                        "[",
                        servlet(
                                        "*.page",
                                        "AdminServlet",
                                        "guarded",
                                        "what the rules for the methods of its path ask",
                                        "sealgate.path.pages")
                                + ",",
                        servlet("/admin/*", "AdminServlet", "guarded", "role admin", "sealgate.path.admin") + ",",
                        rest("GET", "/api/shop/admin/users", "users", "guarded", "role admin", "sealgate.path.users"),
                        rest(
                                "GET",
                                "/api/shop/denials",
                                "denials",
                                "permitted",
                                "nothing",
                                "@PermitAll on " + shop + "denials"),
                        rest(
                                "GET",
                                "/api/shop/events",
                                "events",
                                "permitted",
                                "nothing",
                                "@PermitAll on " + shop + "events"),
                        rest("GET", "/api/shop/map", "map", "permitted", "nothing", "@PermitAll on " + shop + "map"),
                        rest("GET", "/api/shop/never", "never", "denied", "nobody", "@DenyAll on " + shop + "never"),
                        rest(
                                "GET",
                                "/api/shop/orders",
                                "orders",
                                "guarded",
                                "scope any of [orders:read]",
                                "@RequiresClaim on " + shop + "orders"),
                        rest(
                                "DELETE",
                                "/api/shop/orders/{id}",
                                "cancel",
                                "guarded",
                                "role any of [manager]",
                                "@RolesAllowed on " + shop + "cancel",
                                "department equals sales",
                                "@RequiresClaim on " + shop + "cancel"),
                        line(
                                        "GET",
                                        "/api/shop/parts/first",
                                        "rest",
                                        "PartsResource#first",
                                        "guarded",
                                        "role any of [manager]",
                                        "@RolesAllowed on " + shop + "parts")
                                + ",",
                        rest("GET", "/api/shop/silent", "silent", "denied", "nobody", "sealgate.endpoints.unannotated"),
                        rest(
                                "GET",
                                "/api/shop/tried",
                                "tried",
                                "guarded",
                                "department equals sales (report only)",
                                "@RequiresClaim on " + shop + "tried"),
                        servlet(
                                        "/dispatch/*",
                                        "DispatchServlet",
                                        "permitted",
                                        "nothing",
                                        "@PermitAll on io.sealgate.testsuite.endpoints.DispatchServlet")
                                + ",",
                        servlet(
                                        "/guarded/*",
                                        "GuardedServlet",
                                        "guarded",
                                        "scope any of [orders:read]",
                                        "@RequiresClaim on io.sealgate.testsuite.endpoints.GuardedServlet")
                                + ",",
                        line(
                                        "WEBSOCKET",
                                        "/live/{room}",
                                        "websocket",
                                        "LiveEndpoint",
                                        "guarded",
                                        "role admin",
                                        "sealgate.path.live")
                                + ",",
                        servlet("/silent", "SilentServlet", "denied", "nobody", "sealgate.endpoints.unannotated"),
                        "]");
    }

    private static String rest(String method, String path, String target, String access, String... rules) {
        return line(method, path, "rest", "ShopResource#" + target, access, rules) + ",";
    }

    private static String servlet(String path, String target, String access, String... rules) {
        return line("*", path, "servlet", target, access, rules);
    }

    private static String line(String method, String path, String kind, String target, String access, String... rules) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < rules.length; i += 2) {
            all.append(i == 0 ? "" : ",").append("{\"asks\":\"" + rules[i] + "\",\"from\":\"" + rules[i + 1] + "\"}");
        }
        return "{\"method\":\"" + method + "\",\"path\":\"" + path + "\",\"kind\":\"" + kind
                + "\",\"target\":\"io.sealgate.testsuite.endpoints." + target + "\",\"access\":\"" + access
                + "\",\"rules\":[" + all + "]}";
    }

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
    @Order(2)
    void request_rule_decides(String path, int anonymous, int clerk, int admin) {
        assertThat(get(path).status()).as("anonymous").isEqualTo(anonymous);
        assertThat(get(path, bearer(clerk())).status()).as("clerk").isEqualTo(clerk);
        assertThat(get(path, bearer(admin())).status()).as("admin").isEqualTo(admin);
    }

    @Test
    @Order(2)
    void request_denied_isAnsweredAsEverywhere() {
        get("/admin/x").isRefusal(Reason.TOKEN_REQUIRED);
        get("/admin/x", bearer(clerk())).isRefusal(Reason.ROLE_REQUIRED);
        get("/silent", bearer(admin())).isRefusal(Reason.ACCESS_DENIED);
        get("/api/shop/silent", bearer(admin())).isRefusal(Reason.ACCESS_DENIED);
        get("/guarded/x").isRefusal(Reason.TOKEN_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "OPTIONS", "PROPFIND", "get"})
    @Order(2)
    void request_methodThatNoRuleNames_isRefused(String method) {
        Answer answer = raw(method, CONTEXT + "/x.page", admin());
        // Open Liberty takes "get" for GET, and says so to everybody whom it asks.
        if (!method.equals("get") || answer.status() != 200) {
            answer.isRefusedWith(400, 403, 405, 501);
        }
        raw(method, CONTEXT + "/x.page", "").isRefusedWith(400, 401, 405, 501);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin/x",
                "/admin//x",
                "/./admin/x",
                "/admin/./x",
                "/x/../admin/x",
                "/x/%2e%2e/admin/x",
                "/x/.%2e/admin/x",
                "/x/..;/admin/x",
                "/x;/../admin/x",
                "/%2e/admin/x",
                "/;/admin/x",
                "/admin;/x",
                "/admin;a=b/x",
                "/admin/x;a",
                "/admin/x/",
                "/admin/x//",
                "/%61dmin/x",
                "/%2561dmin/x",
                "/%2fadmin/x",
                "/admin%2fx",
                "/admin%2Fx",
                "/x%2f..%2fadmin%2fx",
                "/admin%5cx",
                "/admin\\x",
                "/x\\..\\admin\\x",
                "/admin%00/x",
                "/admin%00",
                "/admin%0a/x",
                "/admin%3bx",
                "/admin%3f/x",
                "/admin%23/x",
                "/ADMIN/x",
                "/aDmIn/x",
                "/admin./x",
                "/admin%20/x",
                "/%c0%afadmin/x",
                "/x/%c0%ae%c0%ae/admin/x",
                "/admin%u002fx",
                "/admin%",
                "/admin%zz",
                "/admin/open/../x",
                "/admin/open%2f..%2fx",
                "/admin/open;/../x",
                "/admin/open/..;/x",
                "/admin/OPEN",
                "/x.PAGE",
                "/x%2epage",
                "/x.page;a",
                "/x.page%00",
                "/x.page.",
                "//files/secret.txt",
                "/files//secret.txt",
                "/files;x/secret.txt",
                "/files/secret.txt;x",
                "/files%2fsecret.txt",
                "/%66iles/secret.txt",
                "/FILES/secret.txt",
                "/files/SECRET.TXT",
                "/files/secret.txt/",
                "/files/secret.txt%00",
                "/files/secret.txt.",
                "/files/./secret.txt",
                "/x/../files/secret.txt",
                "/files\\secret.txt",
                "/api//shop/admin/users",
                "/api/shop//admin/users",
                "/api/shop/./admin/users",
                "/api/shop/x/../admin/users",
                "/api/shop/admin;x/users",
                "/api/shop;a=b/admin/users",
                "/api/shop/admin/users/",
                "/api/shop/%61dmin/users",
                "/api/shop/admin%2fusers",
                "/api/shop/admin/users;x=y",
                "//guarded/x",
                "/guarded;a/x",
                "/%67uarded/x",
                "/x/../guarded/x",
                "/api/shop/orders;x",
                "/api/shop/%6frders",
                "/api/shop/orders/"
            })
    @Order(3)
    void request_trick_neverGetsPast(String path) {
        DecisionRecorder.leaveOut();
        // A token that is good for /guarded and /api/shop/orders is not sent to these.
        boolean forClerks = path.contains("uarded") || path.contains("rders");
        for (String token : forClerks ? List.of("") : List.of("", clerk())) {
            Answer answer = raw("GET", CONTEXT + path, token);
            if (answer.status() == 200) {
                // Payara's answer to what it cannot decode, before any application
                assertThat(path).matches(".*%(u002fx|zz|)");
                assertThat(answer.body()).isEmpty();
            } else {
                answer.isRefusedWith(400, 401, 403, 404, 301, 302);
            }
        }
        // The context path is part of the path too.
        for (String context : List.of("/%65ndpoints", "//endpoints", "/endpoints;x", "/x/..;/endpoints")) {
            Answer answer = raw("GET", context + path, "");
            // Jetty says in its refusals what was asked for.
            if (answer.status() == 200 || !path.contains("SECRET")) {
                answer.givesNothingAway();
            }
        }
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
    @Order(3)
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
    @Order(3)
    void handshake_withoutPermission_isRefused(String path) {
        DecisionRecorder.leaveOut();
        handshake(path, "").isRefusedWith(400, 401, 404);
        handshake(path, clerk()).isRefusedWith(400, 403, 404);
    }

    @Test
    @Order(3)
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

    @Test
    @Order(2)
    void request_whatTheRestRuntimeAdds_isRefusedLikeEverythingWithoutARule() {
        DecisionRecorder.whoeverRefuses();
        // 404 where it adds nothing
        get("/api/application.wadl").isRefusedWith(401, 404);
        get("/api/application.wadl", bearer(admin())).isRefusedWith(403, 404);
    }

    @Test
    @Order(4)
    void events_areObserved() {
        get("/api/shop/events");
        get("/admin/event", bearer(TestIssuer.sign(TestIssuer.claims().claim("jti", "j1"))));
        get("/admin/event");
        get("/admin/event", bearer(TestTokens.tampered(clerk(), 2)));
        get("/api/shop/event-that-is-not-there");

        assertThat(get("/api/shop/events").body().lines())
                .containsExactly(
                        "authenticated GET /endpoints/admin/event alg=ES256 kid=ec-1 iss=" + TestTokens.ISSUER
                                + " jti=j1",
                        "denied GET /endpoints/admin/event ROLE_REQUIRED enforced=true",
                        "denied GET /endpoints/admin/event TOKEN_REQUIRED enforced=true",
                        "refused GET /endpoints/admin/event SIGNATURE_INVALID");
    }

    @Test
    @Order(4)
    void events_observerThatFails_changesNothing() {
        get("/admin/fail").isRefusal(Reason.TOKEN_REQUIRED);
        get("/admin/fail", bearer(clerk())).isRefusal(Reason.ROLE_REQUIRED);
        assertThat(get("/admin/fail", bearer(admin())).status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void annotation_reportOnly_isCounted() {
        assertThat(get("/api/shop/tried", bearer(clerk())).status()).isEqualTo(200);
        get("/api/shop/tried", bearer(TestTokens.tampered(clerk(), 2))).isRefusal(Reason.SIGNATURE_INVALID);
        assertThat(get("/api/shop/denials").body()).contains("CLAIM_REQUIRED: expected department equals sales");
    }
}
