package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules hold for pages, past an application's exception mappers, and on threads that it starts. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class ReachConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(testable = false)
    static WebArchive application() {
        String rules = """
                sealgate.path.pages.path=*.jsp
                sealgate.path.pages.require=scope:orders:read
                """;
        return TestArchives.withArtifacts("reach", "io.sealgate.testsuite.reach", TestIssuer.configuration() + rules)
                .addAsWebResource(new StringAsset("SECRET page"), "pages/secret.jsp");
    }

    @Test
    void mapper_ofEverything_isAsked() {
        get("/api/reach/failing").isOk("mapped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/reach/guarded", "/api/reach/bean"})
    void mapper_ofEverything_makesNoSuccessOfARefusal(String path) {
        get(path).isRefusal(Reason.TOKEN_REQUIRED);
        get(path, writer()).isRefusal(Reason.CLAIM_REQUIRED);
        assertThat(get(path, reader()).body()).startsWith("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages/secret.jsp", "/page/forward", "/page/include"})
    void page_withoutPermission_isRefused(String path) {
        get(path).isRefusal(Reason.TOKEN_REQUIRED);
        get(path, writer()).isRefusal(Reason.CLAIM_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pages/secret.jsp;x=1",
                "/pages;x=1/secret.jsp",
                "/pages/%73ecret.jsp",
                "/pages/secret%2ejsp",
                "/pages/secret.%6a%73%70",
                "/pages//secret.jsp",
                "/pages/./secret.jsp",
                "/pages/x/../secret.jsp",
                "/pages%2fsecret.jsp",
                "/pages/secret.jsp/",
                "/pages/secret.jsp%00",
                "/pages/secret.jsp%20",
                "/pages/SECRET.JSP"
            })
    void page_writtenOtherwise_isNotShown(String path) {
        DecisionRecorder.leaveOut();
        assertThat(CLIENT.sendRaw("GET /reach" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .body())
                .doesNotContain("SECRET page");
    }

    /** Jetty has no engine for pages: it answers with an error, or includes nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"/pages/secret.jsp", "/page/forward", "/page/include"})
    void page_withPermission_isShown(String path) {
        DecisionRecorder.leaveOut();
        Answer answer = get(path, reader());
        if (ServerUnderTest.name().equals("jetty")) {
            assertThat(answer.status()).as(answer.toString()).isIn(200, 500);
        } else {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.body()).contains("SECRET page");
        }
    }

    /** Some servers let the caller come along, some do not; nobody gains by it. Before JDK 21 there are none. */
    @Test
    void virtualThread_callerWithoutPermission_isRefused() {
        DecisionRecorder.leaveOut();
        assertThat(get("/api/reach/virtual-thread").body()).isIn("refused", "no virtual threads");
        assertThat(get("/api/reach/virtual-thread", writer()).body()).isIn("refused", "no virtual threads");
    }

    private static String reader() {
        return TestIssuer.signed();
    }

    private static String writer() {
        return TestIssuer.sign(TestTokens.valid().claim("scope", "orders:write"));
    }

    private static Answer get(String path, String... token) {
        return token.length == 0
                ? CLIENT.get(https(path))
                : CLIENT.get(https(path), "Authorization", "Bearer " + token[0]);
    }

    private static URI https(String path) {
        return ServerUnderTest.https("/reach" + path);
    }
}
