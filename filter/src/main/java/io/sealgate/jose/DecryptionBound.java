package io.sealgate.jose;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many operations with an asymmetric decryption key run at once. Anybody who has the public key can make tokens that cost us such an operation, about a millisecond each, so without a
 * bound a flood of garbage takes the machine.
 *
 * <p>A few more may wait for their turn, in order, which lets a burst of good tokens through; they are few, and wait briefly, so that a flood does not take the server's threads instead. Whoever finds
 * no place is turned away at once. Safe for virtual threads, which do not pin their carrier while they wait. Thread-safe.
 */
public final class DecryptionBound {
    /** At a millisecond each, those that wait are through in a few hundredths of a second. */
    private static final int WAITING_PER_PERMIT = 16;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long longestWaitMillis;
    private final Semaphore running;
    private final Semaphore places;

    /**
     * @param maximum how many may run at once; at least 1
     */
    public DecryptionBound(int maximum) {
        this(maximum, LONGEST_WAIT);
    }

    DecryptionBound(int maximum, Duration longestWait) {
        this.longestWaitMillis = longestWait.toMillis();
        this.running = new Semaphore(maximum, true);
        this.places = new Semaphore(maximum * (1 + WAITING_PER_PERMIT));
    }

    /** Asks to begin; whoever is given null has to {@link #leave()} when done, whatever happens. Anything else is the answer to the caller. */
    @Nullable Unavailable enter(JoseHeader header) {
        if (!places.tryAcquire()) {
            return overloaded(header);
        }
        boolean entered = false;
        try {
            entered = running.tryAcquire(longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                places.release();
            }
        }
        return entered ? null : overloaded(header);
    }

    void leave() {
        running.release();
        places.release();
    }

    private static Unavailable overloaded(JoseHeader header) {
        return new Unavailable(
                Rejection.of(
                        RejectionReason.OVERLOADED,
                        "too many encrypted tokens at once (sealgate.decrypt.max-concurrent)",
                        header.parameters().describe()),
                RETRY_AFTER);
    }
}
