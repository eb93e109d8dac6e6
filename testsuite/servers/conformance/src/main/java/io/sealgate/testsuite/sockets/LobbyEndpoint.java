package io.sealgate.testsuite.sockets;

import jakarta.annotation.security.PermitAll;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** For everybody, and no bean. */
@PermitAll
@ServerEndpoint("/rooms/lobby")
public class LobbyEndpoint {

    @OnMessage
    public String answer(String message) {
        return "welcome " + message;
    }
}
