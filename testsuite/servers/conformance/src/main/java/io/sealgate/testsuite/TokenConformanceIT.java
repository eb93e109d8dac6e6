package io.sealgate.testsuite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens and requests pass, and how the others are refused. */
@ArquillianTest
@RunAsClient
class TokenConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts("tokens", "io.sealgate.testsuite.app", TestIssuer.configuration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void header(String scheme) {
        CLIENT.get(ServerUnderTest.https("/tokens/api/orders"), "Authorization", scheme + " " + TestIssuer.signed())
                .isOk("SECRET orders of alice");
    }

    @Test
    void noToken() {
        CLIENT.get(ServerUnderTest.https("/tokens/api/orders")).isRefusal(Reason.TOKEN_REQUIRED);
    }
}
