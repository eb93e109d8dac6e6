package io.sealgate.testing;

import io.sealgate.config.KeyEntrySource;
import java.io.IOException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Keys that change, of code that may fail or hang. Of this JVM, for one test at a time. */
public final class TestVault implements KeyEntrySource {
    private static final AtomicReference<Answer> ANSWER = new AtomicReference<>(Map::of);
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final AtomicBoolean HANGING = new AtomicBoolean();

    /** What it does when it is asked. */
    private interface Answer {
        Map<String, KeyStore.Entry> get() throws IOException;
    }

    public static void holds(Map<String, KeyStore.Entry> entries) {
        ANSWER.set(() -> entries);
    }

    public static void fails() {
        ANSWER.set(() -> {
            throw new IOException("password=hunter2");
        });
    }

    public static void isBroken() {
        ANSWER.set(() -> {
            throw new NoClassDefFoundError("hunter2");
        });
    }

    /** Until the latch is open, or the thread is interrupted. */
    public static void hangs(CountDownLatch latch) {
        ANSWER.set(() -> {
            HANGING.set(true);
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("too late");
        });
    }

    public static boolean isHanging() {
        return HANGING.get();
    }

    /** How often it was asked. */
    public static int calls() {
        return CALLS.get();
    }

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public Map<String, KeyStore.Entry> entries() throws IOException {
        Answer answer = ANSWER.get();
        CALLS.incrementAndGet();
        return answer.get();
    }
}
