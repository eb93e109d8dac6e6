package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a server of the Jakarta EE platform, enterprise beans are guarded like other beans, and nothing without a caller gets in. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@Tag("enterprise-beans")
class BeansConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final int PATIENCE_SECONDS = 20;

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts("beans", "io.sealgate.testsuite.beans", TestIssuer.configuration());
    }

    @Test
    void bean_scope_isAsked() {
        get("/scope", TestIssuer.claims()).isOk("SECRET scope");
        get("/scope", TestTokens.valid()).isRefusal(Reason.CLAIM_REQUIRED, ", scope=\"orders:read\"");
        CLIENT.get(https("/scope")).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void bean_authentication_isAsked() {
        get("/authentication", TestTokens.valid().claim("acr", "phr")).isOk("SECRET authentication");
        get("/authentication", TestTokens.valid())
                .isRefusal(Reason.AUTHENTICATION_INSUFFICIENT, ", acr_values=\"phr\"");
        CLIENT.get(https("/authentication")).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void bean_annotationOfTheApplication_isAsked() {
        get("/any-of", TestIssuer.claims()).isOk("SECRET any of");
        get("/any-of", TestTokens.valid().claim("department", "audit")).isOk("SECRET any of");
        get("/any-of", TestTokens.valid().claim("department", "sales")).isRefusal(Reason.CLAIM_REQUIRED);
        CLIENT.get(https("/any-of")).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void bean_ruleOfTheApplication_isAsked() {
        get("/rule", TestTokens.valid().claim("hour", 7)).isOk("SECRET rule");
        assertThat(get("/rule", TestTokens.valid().claim("hour", 8)).status()).isEqualTo(403);
        CLIENT.get(https("/rule")).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void bean_argument_hasToEqualTheClaimThatTheInterfaceNames() {
        TestTokens acme = TestTokens.valid().claim("scope", "ledger").claim("tenant", "acme");
        get("/ledgers/acme", acme).isOk("SECRET ledger of acme");
        get("/ledgers/other", acme).isRefusal(Reason.CLAIM_REQUIRED, "");
        get("/ledgers/acme", acme.without("scope")).isRefusal(Reason.CLAIM_REQUIRED, ", scope=\"ledger\"");
        CLIENT.get(https("/ledgers/acme")).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void bean_denyAll_letsNobodyIn() {
        get("/nobody", TestIssuer.claims()).isOk("denied");
        CLIENT.get(https("/nobody")).isOk("denied");
    }

    @Test
    void bean_asynchronousMethod_hasNoCaller() {
        get("/later", TestIssuer.claims()).isOk("denied");
        CLIENT.get(https("/later")).isOk("denied");
    }

    @Test
    void bean_timer_hasNoCaller() throws InterruptedException {
        CLIENT.send("POST", https("/timers"), "", "Authorization", "Bearer " + TestIssuer.signed())
                .isOk("started");
        for (int i = 0; i < PATIENCE_SECONDS && timers().endsWith("open=0"); i++) {
            Thread.sleep(1_000);
        }
        assertThat(timers()).matches("guarded=0 open=[1-9]");
    }

    private static String timers() {
        return CLIENT.get(https("/timers")).body();
    }

    private static Answer get(String path, TestTokens claims) {
        return CLIENT.get(https(path), "Authorization", "Bearer " + TestIssuer.sign(claims));
    }

    private static URI https(String path) {
        return ServerUnderTest.https("/beans/api" + path);
    }
}
