package io.sealgate.cdi.websocket;

import io.sealgate.claims.Call;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call of a callback. What the handshake's headers were is not known any more. */
record SessionCall(@Nullable Session session, InvocationContext invocation, OpenSessions sessions) implements Call {
    @Override
    public long epochSecond() {
        return sessions.epochSecond();
    }

    @Override
    public List<String> pathParameters(String name) {
        String value = session == null ? null : session.getPathParameters().get(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public List<String> queryParameters(String name) {
        List<String> values =
                session == null ? null : session.getRequestParameterMap().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public @Nullable Object argument(int index) {
        Object[] arguments = invocation.getParameters();
        return index < arguments.length ? arguments[index] : null;
    }
}
