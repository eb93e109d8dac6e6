package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that has the server read tokens, too, is not deployed. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class MicroProfileJwtIT {

    @Deployment(name = "both", managed = false, testable = false)
    static WebArchive both() {
        WebArchive archive = TestArchives.withArtifacts("both", TestIssuer.required());
        TestArchives.addClass(archive, "io.sealgate.testsuite.traps.MicroProfileJwtApplication");
        TestArchives.addClass(archive, "io.sealgate.testsuite.traps.PlainResource");
        return archive;
    }

    @Test
    void loginConfig_besideSealgate_isNotDeployed(@ArquillianResource Deployer deployer) {
        assumeTrue(
                ServerUnderTest.hasMicroProfileJwt(),
                () -> ServerUnderTest.name() + " has no MicroProfile JWT, so that its annotation does nothing");
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        assertThatThrownBy(() -> deployer.deploy("both")).isInstanceOf(Exception.class);
        log.await("SG-225");
        DecisionRecorder.note("not deployed");
    }
}
