package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a bare servlet container the request and Jakarta REST show the caller, and the deployment says what does not. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@Tag("servlets-alone")
class ServletContainerIdentityIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(name = "identity", managed = false, testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts(
                "identity", "io.sealgate.testsuite.app", TestIssuer.required() + "sealgate.decrypt.required=false\n");
    }

    @Test
    void caller_isSeenByRequestAndRestAndTheRestIsLogged(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        Deployments.whileDeployed(deployer, "identity", () -> {
            String token = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
            get("/who", token).isOk("caller=alice user=true admin=false secure=true");
            get("/api/roles/user", token).isOk("SECRET user=true admin=false");
            assertThat(log.await("enterprise beans").text())
                    .contains("/identity")
                    .contains("jakarta.security.enterprise.SecurityContext")
                    .contains("@Inject Principal");
        });
    }

    private static Answer get(String path, String token) {
        return CLIENT.get(ServerUnderTest.https("/identity" + path), "Authorization", "Bearer " + token);
    }
}
