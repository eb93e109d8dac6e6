package io.sealgate.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other threads do, or other processes, with the patience that a busy machine needs. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    /**
     * Waits until something is so.
     *
     * @throws AssertionError if it is not, in a minute
     */
    public static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("It is not so within " + PATIENCE);
            }
            Thread.sleep(2);
        }
    }
}
