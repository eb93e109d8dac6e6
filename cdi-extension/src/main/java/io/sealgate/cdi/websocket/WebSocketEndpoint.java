package io.sealgate.cdi.websocket;

import io.sealgate.cdi.DeclaredRequirements;
import io.sealgate.cdi.Lineage;
import io.sealgate.cdi.RequirementReader;
import io.sealgate.claims.Requirement;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Kind;
import io.sealgate.endpoints.Endpoint.Rule;
import jakarta.annotation.security.PermitAll;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * An annotated endpoint and what it asks.
 *
 * @param type its class
 * @param template its path as written
 * @param path the same, to be compared
 * @param guarded whether it asks anything, if only of messages
 * @param requirements what the handshake has to fulfil
 */
record WebSocketEndpoint(
        Class<?> type, String template, EndpointPath path, boolean guarded, List<Requirement> requirements) {

    /**
     * @throws IllegalArgumentException if an annotation of ours is not valid
     */
    static WebSocketEndpoint of(Class<?> type) {
        String template = type.getAnnotation(ServerEndpoint.class).value();
        return new WebSocketEndpoint(
                type,
                template.startsWith("/") ? template : "/" + template,
                EndpointPath.of(template),
                RequirementReader.asksAnything(type),
                new RequirementReader().readClass(type));
    }

    /** Whether anybody may open a connection, as the class says. */
    boolean permitted() {
        return !guarded && permitsAll();
    }

    private boolean permitsAll() {
        try {
            return type.isAnnotationPresent(PermitAll.class);
        } catch (LinkageError noJakartaAnnotations) {
            return false;
        }
    }

    /** For the endpoint map. What is asked of messages counts besides: it needs a caller. */
    Endpoint described() {
        List<Rule> rules = new ArrayList<>(DeclaredRequirements.ofClass(type));
        for (Class<?> each : Lineage.of(type).types()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.isAnnotationPresent(OnMessage.class)) {
                    DeclaredRequirements.ofMethod(method, type)
                            .forEach(rule ->
                                    rules.add(new Rule(rule.access(), rule.asks() + " for messages", rule.from())));
                }
            }
        }
        if (permitted()) {
            rules.add(new Rule(Access.PERMITTED, "nothing", "@PermitAll on " + type.getName()));
        }
        return new Endpoint(Kind.WEBSOCKET, "WEBSOCKET", template, rules, type.getName());
    }
}
