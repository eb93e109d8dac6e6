package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.testing.TestTokens;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules on trial report and let pass, and endpoints without a rule stop a deployment that wants none. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class ReportModeIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(name = "reporting", managed = false, testable = false)
    static WebArchive reporting() {
        return EndpointConformance.archive("reporting", "sealgate.authorization.mode=report\n");
    }

    @Deployment(name = "unannotated", managed = false, testable = false)
    static WebArchive unannotated() {
        return EndpointConformance.archive("unannotated", "sealgate.endpoints.unannotated=fail\n");
    }

    private static Answer get(String path, String... headers) {
        return CLIENT.get(ServerUnderTest.https("/reporting" + path), headers);
    }

    @Test
    void reporting_wouldBeDenials_passAndAreLogged(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        Deployments.whileDeployed(deployer, "reporting", () -> {
            log.await("RULES ARE NOT ENFORCED in /reporting");
            assertThat(get("/admin/x").status()).isEqualTo(200);
            assertThat(get("/guarded/x").status()).isEqualTo(200);
            assertThat(get("/api/shop/orders").status()).isEqualTo(200);
            String token = TestIssuer.sign(TestTokens.valid().claim("scope", "other"));
            assertThat(get("/api/shop/orders", "Authorization", "Bearer " + token)
                            .status())
                    .isEqualTo(200);
            log.await("Would refuse TOKEN_REQUIRED GET /reporting/admin/x");
            log.await("Would refuse TOKEN_REQUIRED GET /reporting/guarded/x");
            log.await("Would refuse CLAIM_REQUIRED GET /reporting/api/shop/orders");

            get("/admin/x", "Authorization", "Bearer " + TestTokens.tampered(token, 2))
                    .isRefusal(Reason.SIGNATURE_INVALID);
            assertThat(get("/api/shop/denials").body()).startsWith("4 ");
        });
    }

    @Test
    void unannotated_endpoints_stopTheDeployment(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();

        try {
            assertThatThrownBy(() -> deployer.deploy("unannotated")).isInstanceOf(Exception.class);
        } finally {
            log.await("Sealgate found endpoints without a rule");
        }
        assertThat(log.await("Sealgate found endpoints without a rule").text())
                .contains("GET /api/shop/silent (io.sealgate.testsuite.endpoints.ShopResource#silent)")
                .contains("* /silent (io.sealgate.testsuite.endpoints.SilentServlet)")
                .doesNotContain("/api/shop/admin/users");
        assertThat(CLIENT.get(ServerUnderTest.https("/unannotated/api/shop/silent"))
                        .status())
                .isIn(404, 503);
    }
}
