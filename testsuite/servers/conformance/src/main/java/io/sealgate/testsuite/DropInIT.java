package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drop-in JAR, copied into {@code WEB-INF/lib}, with the least configuration that there can be: it secures the application. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class DropInIT {
    private static final String ORDERS = "/dropin/api/orders";
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withDropIn("dropin", "io.sealgate.testsuite.app", TestIssuer.required());
    }

    @Test
    void library_isOneJar() {
        String libraries = application().getContent().keySet().stream()
                .map(path -> path.get())
                .filter(path -> path.startsWith("/WEB-INF/lib/") && path.contains("sealgate"))
                .toList()
                .toString();

        assertThat(libraries).matches("\\[/WEB-INF/lib/sealgate-cdi-extension-[^,]*-dropin\\.jar]");
    }

    @Test
    void nestedToken_passes() {
        get(nested()).isOk("SECRET orders of alice");
    }

    @Test
    void noToken_isRefused() {
        CLIENT.get(ServerUnderTest.https(ORDERS)).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void signedToken_isRefused() {
        get(TestIssuer.signed()).isRefusal(Reason.ENCRYPTION_REQUIRED);
    }

    @Test
    void merelyEncryptedToken_isRefused() {
        get(TestIssuer.claims()
                        .merelyEncrypted(
                                TestIssuer.ENCRYPTION, TestIssuer.KEY_MANAGEMENT, TestIssuer.CONTENT_ENCRYPTION))
                .isRefusal(Reason.DECRYPTION_FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void tamperedToken_isRefused(int part) {
        get(TestTokens.tampered(nested(), part)).isRefusal(Reason.DECRYPTION_FAILED);
    }

    @Test
    void otherAudience_isRefused() {
        get(TestIssuer.nest(TestIssuer.claims().claim("aud", "api://other"))).isRefusal(Reason.AUDIENCE_NOT_ACCEPTED);
    }

    @Test
    void missingClaim_isForbidden() {
        get(TestIssuer.nest(TestTokens.valid())).isRefusal(Reason.CLAIM_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie", "X-Token"})
    void tokenElsewhere_isIgnored(String header) {
        String value = header.equals("Cookie") ? "Bearer=" + nested() + "; token=" + nested() : nested();
        CLIENT.get(ServerUnderTest.https(ORDERS), header, value).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void plainHttp_isRefused() {
        CLIENT.get(ServerUnderTest.http(ORDERS), "Authorization", "Bearer " + nested())
                .isRefusal(Reason.INSECURE_TRANSPORT);
    }

    @Test
    void injectedClaims_areTheCallers() {
        CLIENT.get(ServerUnderTest.https("/dropin/api/shared"), "Authorization", "Bearer " + nested())
                .isOk("alice alice alice alice");
    }

    private static String nested() {
        return TestIssuer.nest(TestIssuer.claims());
    }

    private static Answer get(String token) {
        return CLIENT.get(ServerUnderTest.https(ORDERS), "Authorization", "Bearer " + token);
    }
}
