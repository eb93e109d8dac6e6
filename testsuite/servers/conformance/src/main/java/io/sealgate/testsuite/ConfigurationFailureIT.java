package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.testing.TestKeys;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A configuration that cannot be used keeps the application from being deployed, and the server's log says all that is to be mended. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class ConfigurationFailureIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String PRIVATE_KEY = TestKeys.privateJwk(TestKeys.p256("private"), "ES256");

    @Deployment(name = "broken", managed = false, testable = false)
    static WebArchive broken() {
        // No issuer, a private key for the public one, an unknown algorithm, a misspelt name, both audiences and none
        return TestArchives.withArtifacts("broken", "io.sealgate.testsuite.app", """
                mp.jwt.verify.publickey=%s
                mp.jwt.verify.publickey.algorithm=ES257
                mp.jwt.verify.audience=api://orders
                sealgate.token.max-length=many
                """.formatted(PRIVATE_KEY));
    }

    @Test
    void broken_isNotDeployedAndEverythingIsLogged(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();

        assertThatThrownBy(() -> deployer.deploy("broken")).isInstanceOf(Exception.class);

        String message =
                log.await("Sealgate cannot start: its configuration has").text();
        // Property, cause and mend of each, in one entry
        for (String expected : List.of(
                "mp.jwt.verify.publickey: ",
                "mp.jwt.verify.publickey.algorithm: ",
                "mp.jwt.verify.issuer: ",
                "mp.jwt.verify.audience: ",
                "mp.jwt.verify.audiences: ",
                "sealgate.token.max-length: ")) {
            assertThat(message).containsPattern("SG-\\d{3} " + expected.replace(".", "\\.") + "[A-Z`\"].*\\. .+");
        }
        String d = PRIVATE_KEY.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        assertThat(log.entries()).noneMatch(each -> each.text().contains(d));
        for (String path : List.of("/broken/", "/broken/api/shared/anybody", "/broken/who")) {
            Answer answer = CLIENT.get(ServerUnderTest.https(path));
            assertThat(answer.status()).as(answer.toString()).isIn(404, 503);
        }
    }
}
