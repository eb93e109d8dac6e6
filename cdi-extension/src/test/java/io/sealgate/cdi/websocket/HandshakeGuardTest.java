package io.sealgate.cdi.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.EndpointLog;
import io.sealgate.cdi.RequiredProperties;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.TestCallers;
import io.sealgate.cdi.TestTomcat;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.servlet.DeploymentSteps;
import io.sealgate.servlet.TestAuthentication;
import io.sealgate.testing.SettableClock;
import io.sealgate.token.Anonymous;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handshakes over HTTP, up to where a container would make them connections: a servlet stands there, and asks the configurator of an endpoint, as containers do. What comes after that is
 * tested on servers.
 */
class HandshakeGuardTest {
    private static final String UNANNOTATED = "sealgate.endpoints.unannotated";

    private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_000_000));
    private final Sealgate sealgate = TestAuthentication.application(clock);

    @TempDir
    private Path application;

    private @Nullable TestTomcat tomcat;

    @ServerEndpoint(value = "/rooms/{room}", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsPath = "room")
    static class Room {
        @OnOpen
        public void open(Session session) {}
    }

    @ServerEndpoint(value = "/query", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsQuery = "room")
    static class Query {
        @OnOpen
        public void open(Session session) {}
    }

    @ServerEndpoint(value = "/messages", configurator = SealgateConfigurator.class)
    static class Messages {
        @OnOpen
        public void open(Session session) {}

        @OnMessage
        @RequiresClaim(name = "room", equals = "red")
        public void text(String message) {}
    }

    @ServerEndpoint(value = "/recent", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", within = "PT5M")
    static class Recent {
        @OnOpen
        public void open(Session session) {}
    }

    @ServerEndpoint("/rooms/lobby")
    @PermitAll
    static class Lobby {}

    @ServerEndpoint("/silent")
    static class Silent {}

    /** Where a container finds the endpoint; the query says which. */
    private static final class Upgrading extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("room".equals(request.getParameter("found"))) {
                new SealgateConfigurator().modifyHandshake(config(Room.class), null, null);
            }
            response.getWriter().print("SECRET");
        }

        private static ServerEndpointConfig config(Class<?> type) {
            return (ServerEndpointConfig) Proxy.newProxyInstance(
                    HandshakeGuardTest.class.getClassLoader(),
                    new Class<?>[] {ServerEndpointConfig.class},
                    (proxy, method, arguments) -> type);
        }
    }

    /** As Sealgate's filter would: the header says who calls, with which claim. */
    private final Filter authentication = (request, response, chain) -> {
        String room = ((HttpServletRequest) request).getHeader("Room");
        Object claim = room != null && room.matches("\\d+") ? Long.valueOf(room) : room;
        TestAuthentication.leave(
                (HttpServletRequest) request,
                claim == null ? Anonymous.INSTANCE : TestCallers.with("room", claim),
                sealgate);
        try {
            chain.doFilter(request, response);
        } catch (AuthorizationDeniedException denied) {
            ((HttpServletResponse) response).sendError(418);
        }
    };

    private ServletContainerInitializer with(Class<?>... endpoints) {
        return (classes, context) -> {
            context.addFilter("authentication", authentication)
                    .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
            EndpointLog.read(context, late -> WebSocketScan.install(Set.of(endpoints), late));
            context.addServlet("upgrading", new Upgrading()).addMapping("/*");
        };
    }

    private Context start(String unannotated, ServletContainerInitializer initializer) throws Exception {
        RequiredProperties.set();
        System.setProperty(UNANNOTATED, unannotated);
        TestTomcat server = new TestTomcat(application);
        tomcat = server;
        server.context().addServletContainerInitializer(initializer, Set.of());
        server.context().addApplicationListener(DeploymentSteps.class.getName());
        server.start();
        return server.context();
    }

    @AfterEach
    void stop() throws Exception {
        if (tomcat != null) {
            tomcat.close();
        }
        RequiredProperties.clear();
        System.clearProperty(UNANNOTATED);
    }

    private int status(String request, String room) throws IOException {
        return status(request, room, "Connection: Upgrade\r\nUpgrade: WebSocket\r\n");
    }

    private int status(String request, String room, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", requireNonNull(tomcat).port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                                    + (room == null || room.isEmpty() ? "" : "Room: " + room + "\r\n") + "\r\n")
                            .getBytes(ISO_8859_1));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, ISO_8859_1).substring("HTTP/1.1 ".length()));
        }
    }

    @Test
    void handshake_clockMoved_decides() throws Exception {
        start("allow", with(Recent.class));
        assertThat(status("GET /recent", "1000000")).isEqualTo(200);
        clock.advance(Duration.ofSeconds(301));
        assertThat(status("GET /recent", "1000000")).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /rooms/red, '', 401",
        "GET /rooms/red, blue, 403",
        "GET /rooms/red, red, 200",
        "GET /rooms/red/, blue, 403",
        "GET /rooms/red?room=blue, blue, 403",
        "GET /rooms/red?found=room, red, 200",
        "GET /rooms/lobby, '', 200",
        "GET /rooms/lobby?found=room, '', 418",
        "GET /rooms/lobby?found=room, lobby, 418",
        "GET /query, red, 403",
        "GET /query?room=blue, red, 403",
        "GET /query?room=red&room=blue, red, 403",
        "GET /query?room=red, red, 200",
        "GET /messages, '', 401",
        "GET /messages, blue, 200",
        "GET /silent, '', 200",
        "GET /nowhere, '', 401",
        "GET /nowhere, red, 403",
        "GET /rooms/lobby/../red, red, 400",
        "GET /rooms%2fred, red, 400",
        "GET //rooms/red, red, 400",
        "GET /rooms;x/red, blue, 403",
        "GET /ROOMS/red, red, 403",
        "POST /rooms/red, '', 401"
    })
    void handshake_rules_decide(String request, String room, int status) throws Exception {
        start("allow", with(Room.class, Query.class, Messages.class, Lobby.class, Silent.class));
        assertThat(status(request, room)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"GET /rooms/red, ''", "GET /nowhere, ''", "GET /rooms/red, Upgrade: h2c"})
    void request_thatIsNoHandshake_isNotOurs(String request, String header) throws Exception {
        start("allow", with(Room.class));
        assertThat(status(request, "", header.isEmpty() ? "" : header + "\r\n")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket",
        "upgrade: WEBSOCKET",
        "'Upgrade: h2c, websocket'",
        "Upgrade: websocket/13",
        "'Upgrade: h2c\r\nUpgrade: websocket'"
    })
    void handshake_howeverWritten_isOne(String header) throws Exception {
        start("allow", with(Room.class));
        assertThat(status("GET /rooms/red", "", header + "\r\n")).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/silent, '', 401", "/silent, red, 403", "/rooms/lobby, '', 200", "/nowhere, red, 403"})
    void unannotated_deny_refusesWhatNothingSpeaksOf(String path, String room, int status) throws Exception {
        start("deny", with(Silent.class, Lobby.class));
        assertThat(status("GET " + path, room)).isEqualTo(status);
    }

    @Test
    void unannotated_allowWithoutRules_leavesHandshakesAlone() throws Exception {
        start("allow", with(Silent.class));
        assertThat(status("GET /nowhere", "")).isEqualTo(200);
        assertThat(status("GET //silent", "")).isEqualTo(200);
    }

    @Test
    void unannotated_fail_keepsTheApplicationShut() throws Exception {
        assertThat(start("fail", with(Silent.class)).getState().isAvailable()).isFalse();
    }

    @Test
    void modifyHandshake_noGuard_refuses() throws Exception {
        start("allow", (classes, context) -> {
            context.addFilter("authentication", authentication)
                    .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
            context.addServlet("upgrading", new Upgrading()).addMapping("/*");
        });
        assertThat(status("GET /rooms/red?found=room", "red")).isEqualTo(418);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "lib"})
    void scan_endpointThatIsNoBean_keepsTheApplicationShut(String place) throws Exception {
        addToApplication(Messages.class, place);
        assertThat(start("allow", (classes, late) -> new WebSocketScan().onStartup(null, late))
                        .getState()
                        .isAvailable())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "lib"})
    void scan_endpointThatAsksNothing_isInTheMap(String place) throws Exception {
        addToApplication(Silent.class, place);
        Context context = start("allow", (classes, late) -> new WebSocketScan().onStartup(null, late));
        assertThat(context.getState().isAvailable()).isTrue();
        assertThat(ApplicationEndpoints.of(context.getLoader().getClassLoader())
                        .map()
                        .endpoints())
                .extracting(Endpoint::path)
                .containsExactly("/silent");
    }

    private void addToApplication(Class<?> type, String place) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        byte[] bytes;
        try (InputStream in = HandshakeGuardTest.class.getResourceAsStream("/" + file)) {
            bytes = in.readAllBytes();
        }
        Path directory = Files.createDirectories(application.resolve("WEB-INF/" + place));
        if (place.equals("lib")) {
            try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(directory.resolve("endpoints.jar")))) {
                jar.putNextEntry(new ZipEntry(file));
                jar.write(bytes);
            }
        } else {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.write(directory.resolve(file), bytes);
        }
    }

    @Test
    void endpoints_areInTheMap() throws Exception {
        Context context = start("allow", with(Room.class, Messages.class, Lobby.class, Silent.class));
        assertThat(ApplicationEndpoints.of(context.getLoader().getClassLoader())
                        .map()
                        .endpoints())
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path() + " " + endpoint.access() + " "
                        + endpoint.rules().stream().map(Endpoint.Rule::asks).toList())
                .containsExactly(
                        "WEBSOCKET /messages GUARDED [room equals red for messages]",
                        "WEBSOCKET /rooms/lobby PERMITTED [nothing]",
                        "WEBSOCKET /rooms/{room} GUARDED [room equals path parameter room]",
                        "WEBSOCKET /silent OPEN []");
    }
}
