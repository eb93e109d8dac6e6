package io.sealgate.cdi.websocket;

import java.util.List;

/** What becomes beans where there is Jakarta WebSocket. */
public final class WebSocketBeans {
    private WebSocketBeans() {}

    public static List<Class<?>> all() {
        return List.of(SessionGuard.class, OpenSessions.class);
    }
}
