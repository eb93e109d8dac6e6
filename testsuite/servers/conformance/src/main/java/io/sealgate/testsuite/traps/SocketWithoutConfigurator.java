package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Nothing of the library would hear of a handshake that the container takes for this endpoint. */
@Dependent
@ServerEndpoint("/socket")
@RequiresClaim(name = "scope")
public class SocketWithoutConfigurator {

    @OnOpen
    public void open(Session session) {
        // nothing to do
    }
}
