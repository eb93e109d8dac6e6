package io.sealgate.testsuite.endpoints;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

@ServerEndpoint("/live/{room}")
public class LiveEndpoint {

    @OnMessage
    public String answer(String message) {
        return "SECRET " + message;
    }
}
