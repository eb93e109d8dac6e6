package io.sealgate.cdi.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The callbacks of a connection, called through the handlers that a container is given. */
class CallbackEndpointTest {
    private final List<Object> sent = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<Class<?>, MessageHandler> handlers = new HashMap<>();
    private final Session session = session();
    private final EndpointConfig config = proxy(EndpointConfig.class, Map.of());

    private interface Answer {
        @Nullable Object to(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(
                CallbackEndpointTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Answer answer = answers.get(method.getName());
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.to(arguments);
                }));
    }

    private Session session() {
        RemoteEndpoint.Basic remote = proxy(
                RemoteEndpoint.Basic.class,
                Map.of("sendText", this::send, "sendBinary", this::send, "sendObject", this::send));
        return proxy(
                Session.class,
                Map.of(
                        "getBasicRemote", arguments -> remote,
                        "getPathParameters", arguments -> Map.of("room", "blue", "floor", "7"),
                        "addMessageHandler",
                                arguments -> handlers.put((Class<?>) arguments[0], (MessageHandler) arguments[1]),
                        "setMaxTextMessageBufferSize", this::resize,
                        "setMaxBinaryMessageBufferSize", this::resize));
    }

    private @Nullable Object send(Object... arguments) {
        sent.add(arguments[0]);
        return null;
    }

    private @Nullable Object resize(Object... arguments) {
        sizes.add((Integer) arguments[0]);
        return null;
    }

    private CallbackEndpoint opened(Object target) {
        CallbackEndpoint endpoint = new CallbackEndpoint(target.getClass(), target);
        endpoint.onOpen(session, config);
        return endpoint;
    }

    @SuppressWarnings("unchecked")
    private <T> void receive(Class<T> type, T message) {
        ((MessageHandler.Whole<T>) requireNonNull(handlers.get(type))).onMessage(message);
    }

    @SuppressWarnings("unchecked")
    private <T> void receivePart(Class<T> type, T message, boolean last) {
        ((MessageHandler.Partial<T>) requireNonNull(handlers.get(type))).onMessage(message, last);
    }

    public static class Texts {
        final List<Object> seen = new ArrayList<>();

        @OnOpen
        public void open(EndpointConfig config, Session session, @PathParam("room") String room) {
            seen.addAll(List.of("open", session, config, room));
        }

        @OnMessage(maxMessageSize = 100)
        public String text(@PathParam("floor") int floor, String message, Session session) {
            seen.add(session);
            return message + " on " + floor;
        }

        @OnMessage
        public ByteBuffer bytes(byte[] message) {
            return ByteBuffer.wrap(message);
        }

        @OnMessage
        public void pong(PongMessage message) {
            seen.add(message);
        }

        @OnClose
        public void close(CloseReason reason, Session session) {
            seen.add(reason);
        }
    }

    @Test
    void messages_wholeOnes_reachTheirMethodsAndAreAnswered() {
        Texts target = new Texts();
        PongMessage pong = proxy(PongMessage.class, Map.of());
        CloseReason reason = new CloseReason(CloseCodes.GOING_AWAY, "");

        CallbackEndpoint endpoint = opened(target);
        receive(String.class, "hello");
        receive(byte[].class, "hi".getBytes(StandardCharsets.UTF_8));
        receive(PongMessage.class, pong);
        endpoint.onClose(session, reason);

        assertThat(target.seen).hasSize(7).startsWith("open").contains(session, config, "blue", reason);
        assertThat(target.seen.get(5)).isSameAs(pong);
        assertThat(sent).containsExactly("hello on 7", ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8)));
        assertThat(sizes).containsExactly(100, 100);
    }

    public static class Parts {
        @OnMessage
        public String text(boolean last, String part) {
            return part + last;
        }

        @OnMessage
        public byte[] bytes(ByteBuffer part, Session session, boolean last) {
            return new byte[] {part.get(), (byte) (last ? 1 : 0)};
        }
    }

    @Test
    void messages_inParts_reachTheirMethods() {
        opened(new Parts());

        receivePart(String.class, "a", false);
        receivePart(String.class, "b", true);
        receivePart(ByteBuffer.class, ByteBuffer.wrap(new byte[] {9}), true);

        assertThat(sent).containsExactly("afalse", "btrue", ByteBuffer.wrap(new byte[] {9, 1}));
    }

    public static class Decoded {
        @OnMessage
        public Object number(int number) {
            return List.of(number + 1);
        }

        @OnMessage
        public long characters(Reader message) throws IOException {
            return message.read();
        }
    }

    @Test
    void messages_thatTheContainerDecodes_areAskedForByTheirClass() {
        opened(new Decoded());

        receive(Integer.class, 41);
        receive(Reader.class, new StringReader("A"));

        assertThat(sent).containsExactly(List.of(42), 65L);
    }

    public static class Failing {
        final List<Throwable> seen = new ArrayList<>();

        @OnMessage
        public void text(String message) throws IOException {
            throw new IOException(message);
        }

        @OnError
        public void failed(Throwable thrown) {
            seen.add(thrown);
        }
    }

    @Test
    void failure_ofACallback_reachesTheApplicationAsItWasThrown() {
        Failing target = new Failing();
        CallbackEndpoint endpoint = opened(target);

        assertThatThrownBy(() -> receive(String.class, "broken"))
                .satisfies(thrown -> endpoint.onError(session, new IllegalStateException(thrown)));

        assertThat(target.seen).singleElement().isInstanceOf(IOException.class);
        assertThat(target.seen.get(0)).hasMessage("broken");
        RuntimeException other = new IllegalStateException("of the container");
        endpoint.onError(session, other);
        assertThat(target.seen).last().isSameAs(other);
    }

    public static class Silent extends Failing {
        @Override
        public void text(String message) {
            // not a callback any more, section 4.8
        }

        @Override
        @OnError
        public void failed(Throwable thrown) {
            seen.add(new IllegalStateException("of the subclass"));
        }
    }

    @Test
    void callback_overridden_countsAsTheSubclassHasIt() {
        Silent target = new Silent();
        CallbackEndpoint endpoint = opened(target);
        endpoint.onError(session, new IOException());

        assertThat(handlers).isEmpty();
        assertThat(target.seen).singleElement().asString().contains("of the subclass");
    }

    public static class Intercepted extends Texts {
        @Override
        public String text(int floor, String message, Session session) {
            return "guarded";
        }
    }

    /** As CDI makes them: the annotations are on the class, and the calls go to the subclass. */
    @Test
    void callback_ofASubclassThatIntercepts_isCalledThere() {
        new CallbackEndpoint(Texts.class, new Intercepted()).onOpen(session, config);

        receive(String.class, "hello");

        assertThat(sent).containsExactly("guarded");
    }
}
