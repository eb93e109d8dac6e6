package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what once a token is found valid, by whatever way a request reaches an endpoint, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorizationConformanceIT extends TokenConformance {
    // Authorization

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void requirement_fulfilled_passes(String method, String path, TestTokens claims) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(TestIssuer.sign(claims)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).startsWith("SECRET");
    }

    static Stream<Arguments> requirement_fulfilled_passes() {
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "other orders:write")),
                Arguments.of(
                        "DELETE",
                        ORDERS + "/1",
                        TestTokens.valid().claim("scope", "orders:write").claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid().claim("email", "a@example.org")),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:write orders:read")),
                Arguments.of("GET", "/api/claims/pointer", roles("clerk", "guest")),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("auditor", true)),
                Arguments.of(
                        "GET",
                        "/api/audit/approval",
                        TestTokens.valid().claim("auditor", 1).claim("approver", "yes")),
                Arguments.of("GET", "/api/async/stage", reader()),
                Arguments.of("GET", "/api/async/suspended", reader()),
                Arguments.of("GET", "/guarded", reader()),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid().claim("groups", List.of("user"))),
                Arguments.of("GET", "/api/roles/admin", TestTokens.valid().claim("groups", List.of("operator"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @Requirement({103, 104})
    void requirement_notFulfilled_isForbidden(String method, String path, TestTokens claims, Reason reason) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(keep(TestIssuer.sign(claims))));
        answer.isRefusal(reason);
    }

    static Stream<Arguments> requirement_notFulfilled_isForbidden() {
        Reason claim = Reason.CLAIM_REQUIRED;
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid(), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "orders"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "ORDERS:READ"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", null), claim),
                Arguments.of("POST", ORDERS, TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("scope", "orders:write"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("tenant", "acme"), claim),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme2"), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", List.of("acme")), claim),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("GET", "/api/claims/pointer", roles("guest"), claim),
                Arguments.of("GET", "/api/claims/pointer", TestTokens.valid().claim("realm_access", "clerk"), claim),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("auditor", true), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/async/stage", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/async/suspended", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid(), Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/user",
                        TestTokens.valid().claim("groups", List.of("User")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/admin",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/nobody",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ACCESS_DENIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/1",
                "/api/claims/present",
                "/api/claims/equals",
                "/api/claims/all",
                "/api/claims/pointer",
                "/api/audit",
                "/api/audit/approval",
                "/api/async/stage",
                "/api/async/suspended",
                "/api/roles/user",
                "/api/roles/admin",
                "/api/roles/nobody",
                "/api/shared"
            })
    @Requirement(106)
    void requirement_noToken_isUnauthorized(String path) {
        get(path).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void permitAll_inAGuardedClass_passesEverybody() {
        get("/api/roles/everybody").isOk("open to everybody");
        get("/api/roles/everybody", bearer(signed())).isOk("open to everybody");
    }

    @Test
    void bean_calledByAServlet_isGuarded() {
        Answer anonymous = get("/guarded");
        assertThat(anonymous.status()).isEqualTo(401);
        anonymous.givesNothingAway();
        Answer other = get("/guarded", bearer(TestIssuer.sign(TestTokens.valid())));
        assertThat(other.status()).isEqualTo(403);
        other.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer e30.e30.e30"})
    void post_refused_doesNotWaitForTheBody(String credentials) {
        Answer answer = CLIENT.sendRawHead("POST " + CONTEXT + ORDERS + " HTTP/1.1\r\nHost: localhost\r\n"
                + (credentials.isEmpty() ? "" : "Authorization: " + credentials + "\r\n")
                + "Content-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @Test
    void head_noToken_hasNoBody() {
        Answer answer = send("HEAD", ORDERS, "");
        answer.isRefusalWithoutBody(Reason.TOKEN_REQUIRED);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_token_passes() {
        assertThat(send("HEAD", ORDERS, "", bearer(signed())).status()).isEqualTo(200);
    }

    // Transport

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Forwarded-Proto: https",
                "Forwarded: proto=https;for=192.0.2.1",
                "X-Forwarded-Ssl: on",
                "Front-End-Https: on",
                "$WSSC: https",
                "$WSIS: true"
            })
    void plainHttp_token_isRefused(String forwarded) {
        List<String> headers = new ArrayList<>(List.of(bearer(signed())));
        if (!forwarded.isEmpty()) {
            headers.addAll(List.of(forwarded.split(": ", 2)));
        }
        CLIENT.get(ServerUnderTest.http(CONTEXT + ORDERS), headers.toArray(String[]::new))
                .isRefusal(Reason.INSECURE_TRANSPORT);
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/who"), headers.toArray(String[]::new))
                .isRefusal(Reason.INSECURE_TRANSPORT);
    }

    @Test
    void plainHttp_noToken_passesWhatIsOpen() {
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/api/shared/anybody")).isOk("caller=none");
    }

    // Browsers

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/roles/admin", "/api/shared"})
    @Requirement(18)
    void preflight_passesAndShowsNothing(String path) {
        Answer answer = send(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://app.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(answer.status()).as(answer.toString()).isIn(200, 204);
        answer.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void cookiePost_fromElsewhere_isRefused(String header) {
        List<String> headers = new ArrayList<>(List.of("Cookie", "token=" + writer()));
        if (!header.isEmpty()) {
            headers.addAll(List.of(header.split(": ", 2)));
        }
        send("POST", ORDERS, "book", headers.toArray(String[]::new)).isRefusal(Reason.CROSS_SITE_REQUEST);
    }

    @Test
    void cookiePost_fromOwnPages_passes() {
        String origin = "https://localhost:" + ServerUnderTest.httpsPort();
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Origin", origin)
                .isOk("SECRET added book");
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Sec-Fetch-Site", "same-origin")
                .isOk("SECRET added book");
    }

    @Test
    void headerPost_fromElsewhere_passes() {
        send("POST", ORDERS, "book", "Authorization", "Bearer " + writer(), "Origin", "https://app.example")
                .isOk("SECRET added book");
    }

    // Paths and dispatches

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/",
                "/api/orders;x",
                "/api;x/orders",
                "/api/orders;jsessionid=1/7",
                "//api/orders",
                "/api//orders",
                "/api/orders//",
                "/api/./orders",
                "/api/x/../orders",
                "/api/shared/../orders",
                "/api/shared/anybody/../../orders",
                "/api/%6frders",
                "/api%2forders",
                "/api/orders%2f",
                "/api/%2e/orders",
                "/api/shared/%2e%2e/orders",
                "/api/orders%00",
                "/api/orders%0a",
                "/api/orders.json",
                "/api/ORDERS",
                "/API/orders",
                "/api\\orders",
                "/api/orders?",
                "/api/orders#x"
            })
    @Requirement(17)
    void path_variant_neverPasses(String path) {
        Answer answer =
                CLIENT.sendRaw("GET " + CONTEXT + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        answer.isRefusedWith(301, 302, 307, 308, 400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    @Requirement(17)
    void dispatch_noToken_isRefused(String way) {
        get("/dispatch/" + way + "?to=" + ORDERS).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    void dispatch_token_passes(String way) {
        String auditor = TestIssuer.sign(TestIssuer.claims().claim("auditor", true));
        get("/dispatch/" + way + "?to=/api/audit", bearer(auditor)).isOk("SECRET audit");
        get("/dispatch/" + way + "?to=/api/audit", bearer(signed())).isRefusal(Reason.CLAIM_REQUIRED);
        // A bean of the request's scope, which not every server has in asynchronous dispatches
        get("/dispatch/forward?to=" + ORDERS, bearer(signed())).isOk(WHOSE_ORDERS + "alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    @Requirement(17)
    void dispatch_toAServlet_isGuardedToo(String way) {
        // The status of a page is not its included resource's to set.
        get("/dispatch/" + way + "?to=/guarded").isRefusedWith(way.equals("include") ? 200 : 401);
        get("/dispatch/" + way + "?to=/guarded", bearer(TestIssuer.sign(TestTokens.valid())))
                .isRefusedWith(way.equals("include") ? 200 : 403);
        get("/dispatch/" + way + "?to=/guarded", bearer(signed())).isOk("SECRET bean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    void dispatch_servlet_knowsTheCaller(String way) {
        get("/dispatch/" + way + "?to=/who", bearer(signed())).isOk("caller=alice user=false admin=false secure=true");
        get("/dispatch/" + way + "?to=/who").isOk("caller=none user=false admin=false secure=true");
    }

    @Test
    void errorPage_knowsTheCaller() {
        String token = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
        Answer answer = get("/dispatch/error", bearer(token));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("caller=alice user=true admin=false secure=true");
        assertThat(get("/dispatch/error").body()).isEqualTo("caller=none user=false admin=false secure=true");
    }

    // Many callers

    @Test
    void sharedBean_twoCallersAtOnce_seesEachHisOwn() throws Exception {
        List<String> callers = List.of("alice", "bob");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> requests = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String caller = callers.get(i % 2);
                String token = TestIssuer.sign(TestTokens.valid().claim("sub", caller));
                requests.add(() -> {
                    get("/api/shared", bearer(token)).isOk(String.join(" ", caller, caller, caller, caller));
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(requests)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keptAliveConnection_alternatingCallers_leaksNothing() {
        TestHttpClient oneConnection = new TestHttpClient();
        String user = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
        String admin = TestIssuer.sign(TestTokens.valid().claim("sub", "bob").claim("groups", List.of("admin")));
        for (int i = 0; i < 50; i++) {
            oneConnection.get(https("/who"), bearer(user)).isOk("caller=alice user=true admin=false secure=true");
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
            oneConnection.get(https("/who"), bearer(admin)).isOk("caller=bob user=false admin=true secure=true");
            oneConnection
                    .get(https("/who"), bearer(TestTokens.tampered(user, 2)))
                    .isRefusal(Reason.SIGNATURE_INVALID);
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
        }
    }
}
