package io.sealgate.jose;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few instances of something that is costly to make and can serve one thread at a time, such as {@link java.security.Signature}. Lock-free and without
 * thread-locals, so that it suits virtual threads and leaves nothing behind in a server's threads. An instance that is not given back is simply garbage.
 */
public final class InstancePool<T> {
    private final AtomicReferenceArray<@Nullable T> slots;
    private final int mask;

    public InstancePool() {
        int size = Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors()) * 2);
        this.slots = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
    }

    /** Takes an instance out; null if none is at hand. */
    public @Nullable T take() {
        int home = home();
        for (int i = 0; i <= mask; i++) {
            int slot = (home + i) & mask;
            if (slots.getPlain(slot) != null) {
                T instance = slots.getAndSet(slot, null);
                if (instance != null) {
                    return instance;
                }
            }
        }
        return null;
    }

    /** Gives an instance back; where there is no room, it is dropped. */
    public void give(T instance) {
        int home = home();
        for (int i = 0; i <= mask; i++) {
            int slot = (home + i) & mask;
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, instance)) {
                return;
            }
        }
    }

    /** Spreads threads over the slots. */
    private int home() {
        return (int) Thread.currentThread().getId() & mask;
    }
}
