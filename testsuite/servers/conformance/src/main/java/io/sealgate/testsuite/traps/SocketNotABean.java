package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.websocket.SealgateConfigurator;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** CDI does not know what has no scope, so its callbacks are not intercepted. */
@ServerEndpoint(value = "/socket", configurator = SealgateConfigurator.class)
@RequiresClaim(name = "scope")
public class SocketNotABean {

    @OnOpen
    public void open(Session session) {
        // nothing to do
    }
}
