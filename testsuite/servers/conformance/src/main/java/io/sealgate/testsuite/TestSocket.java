package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The caller's end of a WebSocket connection: what comes over it, in order. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    void opened(WebSocket opened) {
        socket = opened;
    }

    void send(String message) {
        connection().sendText(message, true).join();
    }

    void sendBytes(String message) {
        connection()
                .sendBinary(ByteBuffer.wrap(message.getBytes(java.nio.charset.StandardCharsets.UTF_8)), true)
                .join();
    }

    /** Waits for a message, and compares it. */
    void receives(String message) {
        assertThat(next()).isEqualTo("text " + message);
        DecisionRecorder.note(message);
    }

    /** Waits for the other end to close the connection. */
    void isClosed(int code, String reason) {
        assertThat(next()).isEqualTo("close " + code + " " + reason);
        DecisionRecorder.note("closed with " + code + " " + reason);
    }

    private String next() {
        try {
            String event = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a message", e);
        }
    }

    private WebSocket connection() {
        if (socket == null) {
            throw new IllegalStateException("Not open");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add("text " + text);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add("close " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        received.add("error " + error);
    }

    @Override
    public void close() {
        connection().abort();
    }
}
