package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;

/** Only code knows at which path the container finds it. */
@RequiresClaim(name = "scope")
public class SocketInCode extends Endpoint {

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        // nothing to do
    }
}
