package io.sealgate.cdi.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.Sealgate;
import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.CallerContext;
import io.sealgate.cdi.RequiredProperties;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.TestCallers;
import io.sealgate.cdi.TestExtensions;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.testing.SettableClock;
import io.sealgate.token.Authenticated;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The callbacks of a connection, called as a container calls them, on objects that the configurator made. */
class SessionGuardTest {
    private static final String MODE = "sealgate.authorization.mode";

    private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000);

    private final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
    private ClassLoader before = Thread.currentThread().getContextClassLoader();
    private @Nullable WeldContainer container;

    /** The application's, but that its clock can be moved. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class TimedSessions extends OpenSessions {
        static final SettableClock CLOCK = new SettableClock(NOW);

        TimedSessions() {
            super(new Supplier<>() {
                private final ClassLoader application = Thread.currentThread().getContextClassLoader();
                private @Nullable Sealgate timed;

                @Override
                public synchronized Sealgate get() {
                    if (timed == null) {
                        timed = Sealgate.create(
                                ApplicationSealgate.get(application).config(), CLOCK);
                    }
                    return timed;
                }
            });
        }
    }

    @ApplicationScoped
    static class Auditing {
        @RequiresClaim(name = "role", equals = "auditor")
        public String audit() {
            return "audited";
        }
    }

    @Dependent
    @ServerEndpoint(value = "/rooms/{room}", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsPath = "room")
    static class Room {
        @Inject
        CallerContext caller;

        @Inject
        Auditing auditing;

        String log = "";

        @OnOpen
        public void open(Session session) {
            log += "open ";
        }

        @OnMessage
        public String text(String message) {
            return caller.caller().map(Principal::getName).orElse("nobody") + " "
                    + caller.fulfils(ClaimRequirement.of("room", Match.EQUALS, "red"));
        }

        @OnMessage
        @RequiresClaim(name = "role", equals = "moderator")
        public String bytes(byte[] message) {
            return "moderated";
        }

        @OnMessage
        @RequiresClaim(name = "auth_time", within = "PT5M")
        public String pong(PongMessage message) {
            return "recent";
        }

        @OnClose
        public void close() {
            log += "close ";
        }

        public String notACallback() {
            return "called";
        }
    }

    @BeforeEach
    void start() throws Exception {
        start("enforce");
    }

    private void start(String mode) throws Exception {
        stop();
        TimedSessions.CLOCK.set(NOW);
        RequiredProperties.set();
        System.setProperty(MODE, mode);
        // Applications are told apart by their class loaders.
        Thread.currentThread().setContextClassLoader(new ClassLoader(SessionGuardTest.class.getClassLoader()) {});
        container = new Weld()
                .disableDiscovery()
                .addExtension(TestExtensions.withoutConfiguration())
                .beanClasses(Room.class, Auditing.class, TimedSessions.class)
                .initialize();
    }

    @AfterEach
    void stop() {
        if (container != null) {
            container.close();
            container = null;
        }
        Thread.currentThread().setContextClassLoader(before);
        RequiredProperties.clear();
        System.clearProperty(MODE);
    }

    private static Room room() throws InstantiationException {
        return new SealgateConfigurator().getEndpointInstance(Room.class);
    }

    private static Authenticated caller(String room, long secondsLeft, Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.put("room", room);
        claims.put("exp", NOW.getEpochSecond() + secondsLeft);
        return TestCallers.of("alice", Set.of(), claims);
    }

    /** A connection, as far as the guard looks at one. */
    private Session session(@Nullable Authenticated caller) {
        return (Session) Proxy.newProxyInstance(
                SessionGuardTest.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUserPrincipal" -> caller == null ? null : caller.principal();
                    case "getPathParameters" -> Map.of("room", "red");
                    case "getRequestParameterMap" -> Map.of();
                    case "isOpen" -> closed.isEmpty();
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "close" -> closed.add((CloseReason) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private String closedWith() throws InterruptedException {
        CloseReason reason = closed.poll(10, TimeUnit.SECONDS);
        return reason == null ? "open" : reason.getCloseCode().getCode() + " " + reason.getReasonPhrase();
    }

    @Test
    void message_caller_isKnown() throws Exception {
        Room room = room();
        room.open(session(caller("red", 60, Map.of())));
        assertThat(room.text("hello")).isEqualTo("alice true");
        assertThat(closed).isEmpty();
    }

    @Test
    void message_twoConnections_haveTheirOwnCallers() throws Exception {
        Room red = room();
        Room other = room();
        red.open(session(caller("red", 60, Map.of("role", "moderator"))));
        other.open(session(caller("red", 60, Map.of())));
        assertThat(red.bytes(new byte[0])).isEqualTo("moderated");
        assertThat(other.bytes(new byte[0])).isNull();
        assertThat(closedWith()).startsWith("1008 ");
    }

    @Test
    void message_ofWhichMoreIsAsked_isNotDelivered() throws Exception {
        Room room = room();
        room.open(session(caller("red", 60, Map.of())));
        assertThat(room.bytes(new byte[0])).isNull();
        assertThat(closedWith()).isEqualTo("1008 The token lacks a claim that is required here");
    }

    @Test
    void open_nobody_isClosed() throws Exception {
        Room room = room();
        room.open(session(null));
        assertThat(closedWith()).isEqualTo("1008 A token is required");
        assertThat(room.text("hello")).isNull();
        assertThat(room.log).isEmpty();
    }

    @Test
    void open_callerWhomTheHandshakeWouldHaveRefused_isClosed() throws Exception {
        Room room = room();
        room.open(session(caller("blue", 60, Map.of())));
        assertThat(closedWith()).startsWith("1008 ");
    }

    @Test
    void message_neverOpened_isNotDelivered() throws Exception {
        assertThat(room().text("hello")).isNull();
    }

    @Test
    void message_expiredToken_isNotDelivered() throws Exception {
        Room room = room();
        room.open(session(caller("red", -1, Map.of())));
        assertThat(room.text("hello")).isNull();
        assertThat(closedWith()).isEqualTo("1008 The token has expired");
    }

    @Test
    void connection_tokenExpires_isClosed() throws Exception {
        Room room = room();
        room.open(session(caller("red", 3600, Map.of())));
        assertThat(room.text("hello")).isEqualTo("alice true");
        TimedSessions.CLOCK.advance(Duration.ofHours(1));
        assertThat(closedWith()).isEqualTo("1008 The token has expired");
    }

    @Test
    void message_clockMoved_decides() throws Exception {
        Room room = room();
        room.open(session(caller("red", 3600, Map.of("auth_time", NOW.getEpochSecond()))));
        PongMessage message = () -> ByteBuffer.allocate(0);
        assertThat(room.pong(message)).isEqualTo("recent");
        TimedSessions.CLOCK.advance(Duration.ofSeconds(301));
        assertThat(room.pong(message)).isNull();
        assertThat(closedWith()).startsWith("1008 ");
    }

    @Test
    void connection_issuerThatIsNotKnown_isClosed() throws Exception {
        Authenticated stranger = caller("red", 60, Map.of("iss", "https://other.example"));
        Room room = room();
        room.open(session(stranger));
        assertThat(closedWith()).startsWith("1008 ");
    }

    @Test
    void close_always_isToldToTheEndpoint() throws Exception {
        Room room = room();
        room.open(session(null));
        room.close();
        assertThat(closedWith()).startsWith("1008 ");
    }

    @Test
    void method_thatIsNoCallback_isGuardedLikeOneOfABean() throws Exception {
        Room room = room();
        room.open(session(caller("red", 60, Map.of())));
        assertThatThrownBy(room::notACallback).isInstanceOf(AuthorizationDeniedException.class);
    }

    @Test
    void reportOnly_whatRulesDeny_passes() throws Exception {
        start("report");
        Room nobody = room();
        nobody.open(session(null));
        assertThat(nobody.text("hello")).isEqualTo("nobody false");
        Room room = room();
        room.open(session(caller("blue", 60, Map.of())));
        assertThat(room.bytes(new byte[0])).isEqualTo("moderated");
        assertThat(closed).isEmpty();
    }

    @Test
    void reportOnly_expiry_isEnforced() throws Exception {
        start("report");
        Room room = room();
        room.open(session(caller("red", -1, Map.of())));
        assertThat(room.text("hello")).isNull();
        assertThat(closedWith()).isEqualTo("1008 The token has expired");
    }
}
