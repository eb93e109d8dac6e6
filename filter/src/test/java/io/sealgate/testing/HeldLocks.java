package io.sealgate.testing;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.stream.Stream;

/** The monitors and locks that threads hold at this moment. */
public final class HeldLocks {
    private HeldLocks() {}

    /** Each as the JVM calls it; empty if the threads hold none. */
    public static List<String> of(List<Thread> threads) {
        long[] ids = threads.stream().mapToLong(Thread::getId).toArray();
        return Stream.of(ManagementFactory.getThreadMXBean().getThreadInfo(ids, true, true))
                .flatMap(HeldLocks::of)
                .toList();
    }

    private static Stream<String> of(ThreadInfo thread) {
        return Stream.concat(Stream.of(thread.getLockedMonitors()), Stream.of(thread.getLockedSynchronizers()))
                .map(LockInfo::toString);
    }
}
