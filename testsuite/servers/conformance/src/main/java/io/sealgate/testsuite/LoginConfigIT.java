package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that has the container authenticate callers by a {@code login-config}, too, is not deployed. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class LoginConfigIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(name = "login", managed = false, testable = false)
    static WebArchive login() {
        WebArchive archive = TestArchives.withArtifacts("login", TestIssuer.required());
        TestArchives.addClass(archive, "io.sealgate.testsuite.traps.PlainResource");
        TestArchives.addClass(archive, "io.sealgate.testsuite.traps.ScannedApplication");
        return TestArchives.replaceWebXml(archive, """
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <login-config>
                    <auth-method>BASIC</auth-method>
                  </login-config>
                </web-app>
                """);
    }

    @Test
    void webXml_withLoginConfig_isNotDeployed(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();

        assertThatThrownBy(() -> deployer.deploy("login")).isInstanceOf(Exception.class);

        log.await("SG-227 <login-config> in /WEB-INF/web.xml: ");
        Answer answer = CLIENT.get(ServerUnderTest.https("/login/api/plain"));
        assertThat(answer.status()).as(answer.toString()).isIn(404, 503);
    }
}
