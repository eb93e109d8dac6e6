package io.sealgate.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application that is started before its issuer: it is there, and not ready until the keys are. Where the server has MicroProfile Health. */
@ArquillianTest
@RunAsClient
class ReadinessIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String CHECK = "sealgate-keys";
    private static final int PORT = freePort();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Deployment(name = "waiting", managed = false, testable = false)
    static WebArchive waiting() {
        return TestArchives.withArtifacts(
                "waiting", "io.sealgate.testsuite.app", """
                mp.jwt.verify.publickey.location=http://127.0.0.1:%d/jwks
                sealgate.keys.plain-http=loopback
                mp.jwt.verify.issuer=%s
                mp.jwt.verify.audiences=%s
                """.formatted(PORT, TestTokens.ISSUER, TestTokens.AUDIENCE));
    }

    private static Answer readiness() {
        return CLIENT.get(ServerUnderTest.readiness());
    }

    private static int statusWithToken() {
        return CLIENT.get(ServerUnderTest.https("/waiting/who"), "Authorization", "Bearer " + TestIssuer.signed())
                .status();
    }

    @Test
    void waiting_issuerIsNotThereYet_isNotReadyUntilItIs(@ArquillianResource Deployer deployer) throws Exception {
        int without = readiness().status();
        assumeTrue(without == 200 || without == 503, "This server, as it is here, has no MicroProfile Health");
        HttpServer issuer = null;
        deployer.deploy("waiting");
        try {
            Answer down = readiness();
            assumeTrue(down.body().contains(CHECK), "This server has no MicroProfile Health for applications: " + down);
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.body()).contains("no keys").doesNotContain("127.0.0.1", TestTokens.ISSUER);
            assertThat(statusWithToken()).isEqualTo(503);

            issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
            byte[] keys =
                    TestKeys.set(TestKeys.publicJwk(TestIssuer.EC, "ES256")).getBytes(UTF_8);
            issuer.createContext("/jwks", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            issuer.start();
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (readiness().status() != 200) {
                assertThat(System.nanoTime() - end).as("in time").isNegative();
                Thread.sleep(200);
            }
            assertThat(readiness().body()).contains(CHECK, "keys are there");
            assertThat(statusWithToken()).isNotEqualTo(503);
        } finally {
            deployer.undeploy("waiting");
            if (issuer != null) {
                issuer.stop(0);
            }
        }
    }
}
