package io.sealgate.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** What one input may cost at most: processor time and memory that is allocated. Whatever goes beyond is a finding. */
public record Cost(Duration time, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is too much at first may be classes that are loaded; what is too much each time is not. */
    private static final int ATTEMPTS = 4;

    /** A bound of three bytes for each byte of input, and a constant. */
    public static Cost linear(int input, long constant) {
        // Generous: the code is instrumented, and runs beside other things.
        return new Cost(Duration.ofSeconds(2), 3L * input + constant);
    }

    /** Runs one input. */
    public <R> R of(Supplier<R> run) {
        String excess = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long startTime = THREADS.getCurrentThreadCpuTime();
            long startBytes = allocated();
            R result = run.get();
            long allocated = allocated() - startBytes;
            Duration spent = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - startTime);
            if (spent.compareTo(time) <= 0 && allocated <= bytes) {
                return result;
            }
            excess = "took " + spent + " and " + allocated + " bytes";
        }
        throw new AssertionError("An input " + excess + "; the bounds are " + time + " and " + bytes + " bytes");
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
