package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestTokens;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules hold and callers are known by whatever way a request reaches an endpoint: spellings of its path, dispatches and error pages. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DispatchConformanceIT extends TokenConformance {
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
}
