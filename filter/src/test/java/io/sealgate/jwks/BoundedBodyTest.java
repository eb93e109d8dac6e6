package io.sealgate.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private final Connection connection = new Connection();

    private static CompletableFuture<byte[]> body(BoundedBody body) {
        return body.getBody().toCompletableFuture();
    }

    private static List<ByteBuffer> bytes(int... lengths) {
        return Arrays.stream(lengths).mapToObj(ByteBuffer::allocate).toList();
    }

    private void assertHungUp(BoundedBody body, String reason) {
        assertThat(connection.hungUp).isTrue();
        assertThatThrownBy(() -> body(body).get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage(reason);
    }

    @Test
    void body_asLongAsTheBound_comesOutWhole() throws Exception {
        BoundedBody body = new BoundedBody(10);
        body.onSubscribe(connection);
        body.onNext(bytes(4, 5));
        body.onNext(bytes(1));
        body.onComplete();

        assertThat(body(body).get()).hasSize(10);
        assertThat(connection.hungUp).isFalse();
        assertThat(connection.requested).isPositive();
    }

    @Test
    void body_longerThanTheBoundInPieces_hangsUpAtOnce() {
        BoundedBody body = new BoundedBody(10);
        body.onSubscribe(connection);
        body.onNext(bytes(4, 6));
        assertThat(connection.hungUp).isFalse();
        body.onNext(bytes(1));
        assertHungUp(body, "the answer is longer than 10 bytes");

        body.onNext(bytes(1));
        body.onComplete();
        assertHungUp(body, "the answer is longer than 10 bytes");
    }

    @Test
    void body_notWanted_isEmptyAndNotReceived() throws Exception {
        BoundedBody body = new BoundedBody(-1);
        body.onSubscribe(connection);

        assertThat(connection.hungUp).isTrue();
        assertThat(connection.requested).isZero();
        assertThat(body(body).get()).isEmpty();
    }

    @Test
    void body_failure_isPassedOn() {
        BoundedBody body = new BoundedBody(10);
        body.onSubscribe(connection);
        body.onError(new IOException("cut"));

        assertThatThrownBy(() -> body(body).get()).hasRootCauseMessage("cut");
    }

    @Test
    void cancel_whileReceiving_hangsUp() {
        BoundedBody body = new BoundedBody(10);
        body.onSubscribe(connection);
        body.cancel(new IOException("nobody waits"));

        assertHungUp(body, "nobody waits");
    }

    @Test
    void cancel_beforeTheConnectionIsThere_hangsUpWhenItIs() {
        BoundedBody body = new BoundedBody(10);
        body.cancel(new IOException("nobody waits"));
        body.onSubscribe(connection);

        assertHungUp(body, "nobody waits");
        assertThat(connection.requested).isZero();
    }

    @Test
    void cancel_bodyIsThere_changesNothing() throws Exception {
        BoundedBody body = new BoundedBody(10);
        body.onSubscribe(connection);
        body.onNext(bytes(3));
        body.onComplete();
        body.cancel(new IOException("nobody waits"));

        assertThat(connection.hungUp).isFalse();
        assertThat(body(body).get()).hasSize(3);
    }

    /** The other side, as the HTTP client shows it. */
    private static final class Connection implements Flow.Subscription {
        private boolean hungUp;
        private long requested;

        @Override
        public void request(long number) {
            requested += number;
        }

        @Override
        public void cancel() {
            hungUp = true;
        }
    }
}
