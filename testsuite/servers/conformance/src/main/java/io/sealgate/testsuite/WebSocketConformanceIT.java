package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.testing.TestTokens;
import io.sealgate.testsuite.TestHttpClient.HandshakeRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket endpoints over TLS: who may open a connection, who may send what, and when it is closed. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class WebSocketConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String CONTEXT = "/sockets";
    private static final String SCOPE = ", scope=\"chat\"";

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts(
                "sockets",
                "io.sealgate.testsuite.sockets",
                TestIssuer.configuration() + "sealgate.endpoints.unannotated=deny\n");
    }

    private static TestTokens chatting() {
        return TestTokens.valid().claim("scope", "chat");
    }

    private static TestSocket open(String path, String token, String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        if (!token.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        return CLIENT.open(ServerUnderTest.https(CONTEXT + path), all.toArray(String[]::new));
    }

    private static Answer refused(String path, String token, String... headers) {
        HandshakeRefused refused = catchThrowableOfType(HandshakeRefused.class, () -> {
            try (TestSocket socket = open(path, token, headers)) {
                assertThat(socket).as("%s was opened", path).isNull();
            }
        });
        assertThat(refused).as("%s was not refused", path).isNotNull();
        return refused.answer();
    }

    /** A handshake as it stands. */
    private static Answer raw(String path, String token) {
        return CLIENT.sendRawHead("GET " + path + " HTTP/1.1\r\nHost: localhost:" + ServerUnderTest.httpsPort()
                + "\r\n" + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Connection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    @Test
    void handshake_rule_decides() {
        refused("/echo", "").isRefusalWithoutBody(Reason.TOKEN_REQUIRED, "");
        refused("/echo", TestIssuer.sign(TestTokens.valid())).isRefusalWithoutBody(Reason.CLAIM_REQUIRED, SCOPE);
        refused("/echo", TestTokens.tampered(TestIssuer.sign(chatting()), 2))
                .isRefusalWithoutBody(Reason.SIGNATURE_INVALID, "");
        refused("/echo", TestIssuer.sign(chatting().claim("exp", Instant.now().getEpochSecond() - 1)))
                .isRefusalWithoutBody(Reason.EXPIRED, "");
        try (TestSocket socket = open("/echo", TestIssuer.sign(chatting()))) {
            socket.receives("opened by alice");
            socket.send("hello");
            socket.receives("SECRET hello");
        }
    }

    @Test
    void handshake_ruleBoundToThePath_decides() {
        String blue = TestIssuer.sign(TestTokens.valid().claim("room", "blue"));
        refused("/rooms/red", blue).isRefusalWithoutBody(Reason.CLAIM_REQUIRED, "");
        refused("/rooms/red?room=blue", blue).isRefusalWithoutBody(Reason.CLAIM_REQUIRED, "");
        try (TestSocket socket = open("/rooms/blue", blue)) {
            socket.send("hello");
            socket.receives("SECRET of blue");
        }
    }

    @Test
    void handshake_endpointForEverybody_opens() {
        try (TestSocket socket = open("/rooms/lobby", "")) {
            socket.send("you");
            socket.receives("welcome you");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent/x", "/nowhere"})
    void handshake_endpointWithoutARule_isRefused(String path) {
        refused(path, "").isRefusalWithoutBody(Reason.TOKEN_REQUIRED, "");
        refused(path, TestIssuer.sign(chatting())).isRefusalWithoutBody(Reason.ACCESS_DENIED, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sockets//echo",
                "/sockets/./echo",
                "/sockets/x/../echo",
                "/sockets/%2e/echo",
                "/sockets/%65cho",
                "/sockets/echo;x=y",
                "/sockets;x/echo",
                "/sockets/echo/",
                "/sockets/ECHO",
                "/sockets/echo%2f",
                "/sockets/echo%00",
                "/sockets/echo%20",
                "/sockets/rooms%2fred",
                "/sockets/rooms/red/",
                "/sockets/rooms/red;room=lobby",
                "/sockets/rooms/lobby/../red",
                "/sockets/rooms/lobby/..;/red",
                "/sockets/rooms/lobby%2f..%2fred",
                "/sockets/rooms/%72ed",
                "/%73ockets/echo",
                "https://localhost/sockets/echo"
            })
    void handshake_pathTrick_isRefused(String path) {
        DecisionRecorder.leaveOut();
        // 301 where the server adds a slash to what it takes for the application's name alone
        raw(path, "").isRefusedWith(0, 301, 400, 401, 403, 404, 505);
        raw(path, TestIssuer.sign(TestTokens.valid())).isRefusedWith(0, 301, 400, 403, 404, 505);
    }

    @Test
    void handshake_tokenInTheQuery_isRefused() {
        refused("/echo?access_token=" + TestIssuer.sign(chatting()), "")
                .isRefusalWithoutBody(Reason.TOKEN_REQUIRED, "");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example, false", "null, false", "'', false", "own, true"})
    void handshake_tokenInACookie_isForOurOwnPages(String origin, boolean opens) {
        String cookie = "token=" + TestIssuer.sign(chatting());
        List<String> headers = new ArrayList<>(List.of("Cookie", cookie));
        if (!origin.isEmpty()) {
            headers.addAll(List.of(
                    "Origin", origin.equals("own") ? ServerUnderTest.https("").toString() : origin));
        }
        if (opens) {
            try (TestSocket socket = open("/echo", "", headers.toArray(String[]::new))) {
                socket.receives("opened by alice");
            }
        } else {
            Answer answer = refused("/echo", "", headers.toArray(String[]::new));
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @Test
    void message_caller_isKnown() {
        try (TestSocket socket = open("/echo", TestIssuer.sign(chatting()))) {
            socket.receives("opened by alice");
            socket.send("who");
            socket.receives("alice alice");
            socket.send("may");
            socket.receives("admin: false");
            socket.send("bean");
            socket.receives("ROLE_REQUIRED");
        }
        try (TestSocket socket = open("/echo", TestIssuer.sign(chatting().claim("groups", List.of("admin"))))) {
            socket.receives("opened by alice");
            socket.send("may");
            socket.receives("admin: true");
            socket.send("bean");
            socket.receives("SECRET of the bean");
        }
    }

    @Test
    void message_ofWhomTheMethodAsksMore_closesTheConnection() {
        TestTokens blue = TestTokens.valid().claim("room", "blue");
        try (TestSocket socket = open("/rooms/blue", TestIssuer.sign(blue))) {
            socket.send("hello");
            socket.receives("SECRET of blue");
            socket.sendBytes("hello");
            socket.isClosed(1008, "The caller lacks a role that is required here");
        }
        String moderator = TestIssuer.sign(blue.claim("groups", List.of("moderator")));
        try (TestSocket socket = open("/rooms/blue", moderator)) {
            socket.sendBytes("hello");
            socket.receives("SECRET moderated");
        }
    }

    @Test
    void connection_tokenExpires_isClosed() {
        long second = Instant.now().getEpochSecond();
        try (TestSocket socket = open("/echo", TestIssuer.sign(chatting().claim("exp", second + 4)))) {
            socket.receives("opened by alice");
            socket.send("hello");
            socket.receives("SECRET hello");
            socket.isClosed(1008, "The token has expired");
        }
        assertThat(Instant.now().getEpochSecond()).isBetween(second + 4, second + 9);
    }

    @Test
    void map_showsTheEndpoints() {
        assertThat(CLIENT.get(ServerUnderTest.https(CONTEXT + "/map")).body().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WEBSOCKET /echo GUARDED [")
                        .contains("scope", "chat", "@RequiresScope on io.sealgate.testsuite.sockets.EchoEndpoint"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WEBSOCKET /rooms/{room} GUARDED [")
                        .contains("role moderator for messages"))
                .anySatisfy(line -> assertThat(line).startsWith("WEBSOCKET /rooms/lobby PERMITTED ["))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WEBSOCKET /silent/{any} DENIED [")
                        .contains("sealgate.endpoints.unannotated"));
    }
}
