package io.sealgate.jwks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes when it is told to. It starts near its end, so that whoever compares times instead of differences is found out. */
final class TestTicker implements LongSupplier {
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(100).toNanos());
    private volatile Runnable listener = () -> {};

    /** Wakes the source when time goes on, as its own waiting would. */
    void wakes(RemoteKeySource source) {
        listener = source::wakeUp;
    }

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
        listener.run();
    }

    @Override
    public long getAsLong() {
        return now.get();
    }
}
