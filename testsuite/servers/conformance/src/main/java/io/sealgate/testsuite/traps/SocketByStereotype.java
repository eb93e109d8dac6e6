package io.sealgate.testsuite.traps;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The rule is in an annotation of the application's own, which neither CDI nor the container's scan looks into here. */
@Auditors
@ServerEndpoint("/socket")
public class SocketByStereotype {

    @OnMessage
    public String read(String message) {
        return "SECRET";
    }
}
