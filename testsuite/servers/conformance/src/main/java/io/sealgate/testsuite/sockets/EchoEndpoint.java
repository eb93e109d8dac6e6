package io.sealgate.testsuite.sockets;

import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.CallerContext;
import io.sealgate.cdi.RequiresScope;
import io.sealgate.cdi.websocket.SealgateConfigurator;
import io.sealgate.claims.RoleRequirement;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

@Dependent
@ServerEndpoint(value = "/echo", configurator = SealgateConfigurator.class)
@RequiresScope("chat")
public class EchoEndpoint {
    @Inject
    private CallerContext caller;

    @Inject
    private AdminBean admin;

    @OnOpen
    public void open(Session session) throws IOException {
        session.getBasicRemote()
                .sendText("opened by " + session.getUserPrincipal().getName());
    }

    @OnMessage
    public String answer(String message, Session session) {
        return switch (message) {
            case "who" ->
                session.getUserPrincipal().getName() + " "
                        + caller.caller().map(each -> each.getName()).orElse("nobody");
            case "may" -> "admin: " + caller.fulfils(new RoleRequirement("admin"));
            case "bean" -> bean();
            default -> "SECRET " + message;
        };
    }

    private String bean() {
        try {
            return admin.secret();
        } catch (AuthorizationDeniedException e) {
            return e.reason().name();
        }
    }
}
