package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.websocket.SealgateConfigurator;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint as it should be, which not every server takes. */
@Dependent
@ServerEndpoint(value = "/socket", configurator = SealgateConfigurator.class)
@RequiresClaim(name = "scope")
public class Socket {

    @OnOpen
    public void open(Session session) {
        // so that the connection can be closed
    }

    @OnMessage
    public String read(String message) {
        return "SECRET";
    }
}
