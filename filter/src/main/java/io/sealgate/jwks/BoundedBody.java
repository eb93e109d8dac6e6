package io.sealgate.jwks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a length; hangs up as soon as there is more, and as soon as nobody waits any longer. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int longest;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile Flow.@Nullable Subscription subscription;

    /**
     * @param longest in bytes; negative: the body is not looked at, and comes out empty
     */
    BoundedBody(int longest) {
        this.longest = longest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (longest < 0) {
            subscription.cancel();
            body.complete(new byte[0]);
        } else if (body.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            if (buffer.remaining() > longest - received.size()) {
                cancel(new IOException("the answer is longer than " + longest + " bytes"));
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            received.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(received.toByteArray());
    }

    /** Hangs up, unless the body is there. */
    void cancel(Throwable reason) {
        Flow.Subscription current = subscription;
        if (body.completeExceptionally(reason) && current != null) {
            current.cancel();
        }
    }
}
