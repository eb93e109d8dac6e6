package io.sealgate.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.testing.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
        // No issuer and no audience, too
        return TestArchives.withArtifacts("broken", "io.sealgate.testsuite.app", """
                mp.jwt.verify.publickey=%s
                mp.jwt.verify.publickey.algorithm=ES257
                mp.jwt.verify.audience=api://orders
                mp.jwt.verify.clock.skew=90
                sealgate.token.max-length=many
                sealgate.transport.plain-http=true
                sealgate.transport.trusted-proxies=0.0.0.0/0
                sealgate.decrypt.keystore.type=JKS
                sealgate.keys.max-stale=PT2H
                smallrye.jwt.path.groups=realm_access/roles
                """.formatted(PRIVATE_KEY));
    }

    /** Each mistake of the table that one issuer can make, by an issuer of its own. */
    @Deployment(name = "mistaken", managed = false, testable = false)
    static WebArchive mistaken() {
        return TestArchives.withArtifacts(
                "mistaken",
                "io.sealgate.testsuite.app",
                resource("many-mistakes.properties")
                        .replace("@PUBLIC_KEY@", TestKeys.publicJwk(TestKeys.p256("k"), ""))
                        .replace("@SECRET@", TestKeys.octJwk(TestKeys.oct(256, "s"), "HS256")));
    }

    private static String resource(String name) {
        try (InputStream in = TestKeys.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void mistaken_isNotDeployedAndEveryMistakeIsLogged(@ArquillianResource Deployer deployer) {
        List<String> expected = resource("many-mistakes.txt").lines().toList();
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();

        assertThatThrownBy(() -> deployer.deploy("mistaken")).isInstanceOf(Exception.class);

        String message = log.await("its configuration has " + expected.size() + " problems.")
                .text();
        for (String each : expected) {
            assertThat(message).containsPattern(each.replace(".", "\\.") + ": [A-Z`\"].*\\. .+");
        }
    }

    @Test
    void broken_isNotDeployedAndEverythingIsLogged(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();

        assertThatThrownBy(() -> deployer.deploy("broken")).isInstanceOf(Exception.class);

        String message =
                log.await("Sealgate cannot start: its configuration has").text();
        // Property, cause and mend of each, in one entry
        List<String> expected = List.of(
                "SG-203 mp.jwt.verify.publickey: ",
                "SG-120 mp.jwt.verify.publickey.algorithm: ",
                "SG-101 mp.jwt.verify.issuer: ",
                "SG-106 mp.jwt.verify.audience: ",
                "SG-101 mp.jwt.verify.audiences: ",
                "SG-114 mp.jwt.verify.clock.skew: ",
                "SG-110 sealgate.token.max-length: ",
                "SG-113 sealgate.transport.plain-http: ",
                "SG-116 sealgate.transport.trusted-proxies: ",
                "SG-153 sealgate.decrypt.keystore.type: ",
                "SG-153 sealgate.keys.max-stale: ",
                "SG-160 smallrye.jwt.path.groups: ");
        assertThat(message).contains("its configuration has " + expected.size() + " problems.");
        for (String each : expected) {
            assertThat(message).containsPattern(each.replace(".", "\\.") + "[A-Z`\"].*\\. .+");
        }
        String d = PRIVATE_KEY.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        assertThat(log.entries()).noneMatch(each -> each.text().contains(d));
        for (String path : List.of("/broken/", "/broken/api/shared/anybody", "/broken/who")) {
            Answer answer = CLIENT.get(ServerUnderTest.https(path));
            assertThat(answer.status()).as(answer.toString()).isIn(404, 503);
        }
    }
}
