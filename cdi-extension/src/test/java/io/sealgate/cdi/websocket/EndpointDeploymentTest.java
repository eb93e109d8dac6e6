package io.sealgate.cdi.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresRole;
import io.sealgate.cdi.TestExtensions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Endpoints whose rules nothing would enforce fail the deployment, with the line that mends it. */
class EndpointDeploymentTest {

    @Dependent
    @ServerEndpoint(value = "/fine/{room}", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsPath = "room")
    static class Fine {
        @OnOpen
        public void open(Session session) {}
    }

    static class Own extends SealgateConfigurator {}

    @Dependent
    @ServerEndpoint(value = "/own", configurator = Own.class)
    static class WithOwnConfigurator {
        @OnOpen
        public void open(Session session) {}

        @OnMessage
        @RequiresRole("admin")
        public void text(String message) {}
    }

    @Stereotype
    @RequiresRole("admin")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Admins {}

    @Admins
    @Dependent
    @ServerEndpoint("/plain")
    static class NoConfigurator {
        @OnOpen
        public void open(Session session) {}
    }

    static class Foreign extends ServerEndpointConfig.Configurator {}

    @Dependent
    @ServerEndpoint(value = "/foreign", configurator = Foreign.class)
    @RequiresRole("admin")
    static class ForeignConfigurator {
        @OnOpen
        public void open(Session session) {}
    }

    @Dependent
    @ServerEndpoint(value = "/unopened", configurator = SealgateConfigurator.class)
    @RequiresRole("admin")
    static class NoSession {
        @OnOpen
        public void open() {}

        @OnMessage
        public void text(String message, Session session) {}
    }

    @ApplicationScoped
    @ServerEndpoint(value = "/shared", configurator = SealgateConfigurator.class)
    @RequiresRole("admin")
    static class Shared {
        @OnOpen
        public void open(Session session) {}
    }

    @Dependent
    @ServerEndpoint(value = "/open", configurator = SealgateConfigurator.class)
    static class RuleOnOpen {
        @OnOpen
        @RequiresRole("admin")
        public void open(Session session) {}

        @OnClose
        @RequiresRole("admin")
        public void close() {}
    }

    @Dependent
    @ServerEndpoint(value = "/final", configurator = SealgateConfigurator.class)
    static class FinalOpen {
        @OnOpen
        public final void open(Session session) {}

        @OnMessage
        @RequiresRole("admin")
        public void text(String message) {}
    }

    @Dependent
    @ServerEndpoint(value = "/rooms/{room}", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsPath = "hall")
    static class UnknownParameter {
        @OnOpen
        public void open(Session session) {}
    }

    @Dependent
    @ServerEndpoint(value = "/header", configurator = SealgateConfigurator.class)
    @RequiresClaim(name = "room", equalsHeader = "Room")
    static class Header {
        @OnOpen
        public void open(Session session) {}
    }

    private static void assertFails(Class<?> endpoint, String... messages) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addExtension(TestExtensions.withoutConfiguration())
                .beanClasses(endpoint);
        assertThatThrownBy(weld::initialize)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(messages));
    }

    @Test
    void deploy_completeEndpoints_succeeds() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(TestExtensions.withoutConfiguration())
                .beanClasses(Fine.class, WithOwnConfigurator.class)
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @Test
    void deploy_noConfigurator_fails() {
        assertFails(
                NoConfigurator.class,
                "NoConfigurator has @RequiresRole but another configurator",
                "Write @ServerEndpoint(value = \"/plain\", configurator = SealgateConfigurator.class)");
    }

    @Test
    void deploy_foreignConfigurator_fails() {
        assertFails(ForeignConfigurator.class, "ForeignConfigurator has @RequiresRole but another configurator");
    }

    @Test
    void deploy_noSessionWhenOpened_fails() {
        assertFails(
                NoSession.class,
                "NoSession has @RequiresRole but no @OnOpen method with a Session",
                "Add @OnOpen public void open(Session session) {} to it.");
    }

    @Test
    void deploy_oneBeanForAllConnections_fails() {
        assertFails(Shared.class, "Shared is one bean for several connections", "Give it the scope @Dependent.");
    }

    @Test
    void deploy_ruleOnOpenOrClose_fails() {
        assertFails(
                RuleOnOpen.class,
                "RuleOnOpen#open has @RequiresRole but takes no messages",
                "RuleOnOpen#close has @RequiresRole but takes no messages",
                "Annotate the class instead.");
    }

    @Test
    void deploy_finalCallback_fails() {
        assertFails(FinalOpen.class, "FinalOpen#open is a final method of an endpoint with rules");
    }

    @Test
    void deploy_unknownPathParameter_fails() {
        assertFails(
                UnknownParameter.class,
                "path parameter \"hall\", but the path of",
                "has [room]. Write one of these, or add {hall} to @ServerEndpoint.");
    }

    @Test
    void deploy_boundToAHeader_fails() {
        assertFails(Header.class, "header \"Room\", which is gone when messages come. Use equalsPath or equalsQuery.");
    }
}
