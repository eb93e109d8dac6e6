package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealgate.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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

/** Applications that authenticate callers by Jakarta Security as well: with Sealgate's mechanism among others, and with others alone. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@Tag("enterprise-beans")
class MechanismBeanIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String BOB =
            "Basic " + Base64.getEncoder().encodeToString("bob:bob-password".getBytes(StandardCharsets.UTF_8));

    @Deployment(name = "combined", managed = false, testable = false)
    static WebArchive combined() {
        return application("combined");
    }

    @Deployment(name = "handler", managed = false, testable = false)
    static WebArchive handler() {
        return application("handler");
    }

    @Deployment(name = "own", managed = false, testable = false)
    static WebArchive own() {
        return application("own");
    }

    private static WebArchive application(String name) {
        return TestArchives.withArtifacts(
                        name,
                        "io.sealgate.testsuite.mechanism",
                        TestIssuer.required()
                                + "sealgate.decrypt.required=false\nsealgate.token.sources=authorization,cookie\n")
                .addPackage("io.sealgate.testsuite.mechanism." + name);
    }

    private static Answer get(String application, String path, String... headers) {
        return CLIENT.get(ServerUnderTest.https("/" + application + path), headers);
    }

    private static String[] bearer(TestTokens claims) {
        return new String[] {"Authorization", "Bearer " + TestIssuer.sign(claims)};
    }

    private static TestTokens alice() {
        return TestIssuer.claims().claim("groups", List.of("user"));
    }

    private static TestTokens expired() {
        return alice().claim("exp", Instant.now().minusSeconds(600).getEpochSecond());
    }

    @Test
    void combined_eachCaller_isTheContainers(@ArquillianResource Deployer deployer) {
        assumeTakesCallersFromJakartaSecurity();
        assertCombines("combined", deployer);
    }

    @Test
    void handler_eachCaller_isTheContainers(@ArquillianResource Deployer deployer) {
        assumeTrue(
                List.of("payara7", "glassfish").contains(ServerUnderTest.name()),
                () -> ServerUnderTest.name() + " has Jakarta Security 3.0, which knows no handlers");
        assertCombines("handler", deployer);
    }

    private static void assertCombines(String name, Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        Deployments.whileDeployed(deployer, name, () -> {
            log.await("/" + name + " tells the container who calls by an HttpAuthenticationMechanism of its own");

            get(name, "/open").isOk("caller=none user=false container=false");
            get(name, "/open", bearer(alice())).isOk("caller=alice user=true container=true");
            get(name, "/open", "Cookie", "Bearer=" + TestIssuer.sign(alice()))
                    .isOk("caller=alice user=true container=true");
            get(name, "/open", "Authorization", BOB).isOk("caller=bob user=true container=true");
            get(name, "/open", bearer(expired())).isRefusal(Reason.EXPIRED);

            get(name, "/constrained").isRefusal(Reason.TOKEN_REQUIRED);
            get(name, "/constrained", bearer(alice())).isOk("caller=alice user=true container=true");
            get(name, "/constrained", "Authorization", BOB).isOk("caller=bob user=true container=true");
            get(name, "/constrained", bearer(expired())).isRefusal(Reason.EXPIRED);
            assertThat(get(name, "/constrained", bearer(TestIssuer.claims())).status())
                    .isEqualTo(403);

            get(name, "/scoped", bearer(alice())).isOk("caller=alice user=true container=true");
            get(name, "/scoped", bearer(alice().claim("scope", "other"))).isRefusal(Reason.CLAIM_REQUIRED);
            get(name, "/scoped", "Authorization", BOB).isRefusal(Reason.TOKEN_REQUIRED);

            // Two callers: whom the mechanism took, and whom the token names.
            get(name, "/open", "Authorization", BOB, "Cookie", "Bearer=" + TestIssuer.sign(alice()))
                    .isRefusal(Reason.MULTIPLE_TOKENS);
        });
    }

    /** The container has its own way then, and Sealgate steps aside and says so. */
    @Test
    void own_mechanismWithoutTokens_keepsTheRules(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        Deployments.whileDeployed(deployer, "own", () -> {
            log.await("/own authenticates callers in a second way, by an HttpAuthenticationMechanism");
            get("own", "/scoped").isRefusal(Reason.TOKEN_REQUIRED);
            get("own", "/scoped", bearer(expired())).isRefusal(Reason.EXPIRED);
            get("own", "/scoped", bearer(alice().claim("scope", "other"))).isRefusal(Reason.CLAIM_REQUIRED);
        });
    }

    @Test
    void own_mechanismWithoutTokens_keepsTheContainer(@ArquillianResource Deployer deployer) {
        assumeTakesCallersFromJakartaSecurity();
        Deployments.whileDeployed(deployer, "own", () -> {
            get("own", "/open", "Authorization", BOB).isOk("caller=bob user=true container=true");
            get("own", "/constrained", "Authorization", BOB).isOk("caller=bob user=true container=true");
            get("own", "/scoped", "Authorization", BOB).isRefusal(Reason.TOKEN_REQUIRED);
            get("own", "/scoped", bearer(alice())).isOk("caller=alice user=true container=false");
            assertThat(get("own", "/constrained", bearer(alice())).status()).isEqualTo(401);
            get("own", "/open", "Authorization", BOB, "Cookie", "Bearer=" + TestIssuer.sign(alice()))
                    .isRefusal(Reason.MULTIPLE_TOKENS);
        });
    }

    private static void assumeTakesCallersFromJakartaSecurity() {
        assumeFalse(
                ServerUnderTest.name().equals("wildfly"),
                "WildFly's default security domain takes no caller from Jakarta Security");
    }
}
