package io.sealgate.cdi.websocket;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls the annotated callbacks of an object for one connection, in place of a container that looks for {@code @ServerEndpoint} in the class of the object: where methods are intercepted, that is a subclass, which does
 * not inherit the annotation. What the container decodes, and how it reports failures, is as ever. Jakarta WebSocket 2.1 sections 4.3 to 4.8.
 */
final class CallbackEndpoint extends Endpoint {
    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private final Object target;
    private final List<Callback> callbacks;

    /**
     * @param type the class that carries the annotations
     * @param target an object of it, or of a subclass that intercepts its methods
     */
    CallbackEndpoint(Class<?> type, Object target) {
        this.target = requireNonNull(target, "target");
        this.callbacks = Callback.of(type);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        for (Callback each : callbacks) {
            OnMessage onMessage = each.method().getAnnotation(OnMessage.class);
            if (onMessage != null) {
                listen(session, config, each, onMessage.maxMessageSize());
            }
        }
        find(OnOpen.class).ifPresent(open -> open.call(target, new Callback.Event(session, config)));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        find(OnClose.class).ifPresent(close -> close.call(target, new Callback.Event(session, null).with(reason)));
    }

    @Override
    public void onError(Session session, Throwable thrown) {
        Throwable cause = Callback.causeOf(thrown);
        Optional<Callback> error = find(OnError.class);
        if (error.isPresent()) {
            error.get().call(target, new Callback.Event(session, null).with(cause));
        } else {
            LOGGER.log(Level.WARNING, "A connection of " + target.getClass().getName() + " failed", cause);
        }
    }

    private Optional<Callback> find(Class<? extends Annotation> kind) {
        return callbacks.stream()
                .filter(each -> each.method().isAnnotationPresent(kind))
                .findFirst();
    }

    private void listen(Session session, EndpointConfig config, Callback callback, long maxMessageSize) {
        if (maxMessageSize > 0) {
            int size = (int) Math.min(maxMessageSize, Integer.MAX_VALUE);
            session.setMaxTextMessageBufferSize(size);
            session.setMaxBinaryMessageBufferSize(size);
        }
        Callback.Event event = new Callback.Event(session, config);
        Class<?> message = callback.messageType();
        if (callback.isPartial()) {
            partial(session, callback, event, message);
        } else {
            whole(session, callback, event, message);
        }
    }

    private <T> void whole(Session session, Callback callback, Callback.Event event, Class<T> type) {
        MessageHandler.Whole<T> handler = message -> answer(session, callback.call(target, event.with(message)));
        session.addMessageHandler(type, handler);
    }

    private <T> void partial(Session session, Callback callback, Callback.Event event, Class<T> type) {
        MessageHandler.Partial<T> handler =
                (message, last) -> answer(session, callback.call(target, event.with(message, last)));
        session.addMessageHandler(type, handler);
    }

    /** What a method returns is sent to the other side. */
    private static void answer(Session session, @Nullable Object returned) {
        try {
            if (returned instanceof String text) {
                session.getBasicRemote().sendText(text);
            } else if (returned instanceof ByteBuffer bytes) {
                session.getBasicRemote().sendBinary(bytes);
            } else if (returned instanceof byte[] bytes) {
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            } else if (returned != null) {
                session.getBasicRemote().sendObject(returned);
            }
        } catch (IOException | EncodeException e) {
            throw new Callback.Failure(e);
        }
    }
}
