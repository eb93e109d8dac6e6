package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events and counts of what becomes of requests. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class EventConformanceIT extends EndpointConformance {
    @Test
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
    void events_observerThatFails_changesNothing() {
        get("/admin/fail").isRefusal(Reason.TOKEN_REQUIRED);
        get("/admin/fail", bearer(clerk())).isRefusal(Reason.ROLE_REQUIRED);
        assertThat(get("/admin/fail", bearer(admin())).status()).isEqualTo(200);
    }

    @Test
    void annotation_reportOnly_isCounted() {
        assertThat(get("/api/shop/tried", bearer(clerk())).status()).isEqualTo(200);
        get("/api/shop/tried", bearer(TestTokens.tampered(clerk(), 2))).isRefusal(Reason.SIGNATURE_INVALID);
        assertThat(get("/api/shop/denials").body()).contains("CLAIM_REQUIRED: expected department equals sales");
    }
}
