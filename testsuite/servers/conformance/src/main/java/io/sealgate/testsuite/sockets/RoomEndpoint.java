package io.sealgate.testsuite.sockets;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresRole;
import io.sealgate.cdi.websocket.SealgateConfigurator;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Whoever is of the room may send text, and a moderator bytes. */
@Dependent
@ServerEndpoint(value = "/rooms/{room}", configurator = SealgateConfigurator.class)
@RequiresClaim(name = "room", equalsPath = "room")
public class RoomEndpoint {

    @OnOpen
    public void open(Session session) {
        // so that the connection can be closed
    }

    @OnMessage
    public String text(String message, @PathParam("room") String room) {
        return "SECRET of " + room;
    }

    @OnMessage
    @RequiresRole("moderator")
    public String bytes(ByteBuffer message) {
        return "SECRET moderated";
    }
}
