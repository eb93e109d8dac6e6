package io.sealgate.testsuite.sockets;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Nothing is said of it. */
@ServerEndpoint("/silent/{any}")
public class SilentEndpoint {

    @OnMessage
    public String answer(String message) {
        return "SECRET " + message;
    }
}
