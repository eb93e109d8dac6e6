package io.sealgate.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs contenders in turns, a short while each, many rounds, and counts the CPU time of the thread and the bytes that it allocates. Each round gives a ratio to the first
 * contender, the limit; the median of the rounds is the result. Drift of the machine's speed hits neighbours in a round alike.
 */
final class PairedRunner {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final long sliceNanos;
    private final long warmUpNanos;
    private Object sink = "";

    /**
     * @param rounds how many ratios the median is taken of
     * @param sliceNanos the CPU time of each contender in a round
     * @param warmUpNanos the CPU time of each contender beforehand
     */
    PairedRunner(int rounds, long sliceNanos, long warmUpNanos) {
        this.rounds = rounds;
        this.sliceNanos = sliceNanos;
        this.warmUpNanos = warmUpNanos;
    }

    /**
     * One contender's figures.
     *
     * @param ratio the limit's time divided by this one's
     */
    record Figure(String name, double nanos, double bytes, double ratio) {}

    List<Figure> run(List<Contender> contenders) throws Exception {
        int count = contenders.size();
        int[] batch = new int[count];
        for (int i = 0; i < count; i++) {
            batch[i] = warmUp(contenders.get(i));
        }
        double[][] nanos = new double[count][rounds];
        double[][] bytes = new double[count][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int k = 0; k < count; k++) {
                // Back and forth, so that nobody always follows the same neighbour.
                int i = round % 2 == 0 ? k : count - 1 - k;
                measure(contenders.get(i), batch[i], i, round, nanos, bytes);
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = nanos[0][round] / nanos[i][round];
            }
            figures.add(new Figure(contenders.get(i).name(), median(nanos[i]), median(bytes[i]), median(ratios)));
        }
        return figures;
    }

    /** Returns how many operations fill a slice. */
    private int warmUp(Contender contender) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        long operations = 0;
        long elapsed;
        do {
            for (int i = 0; i < 20; i++) {
                sink = contender.operation().run();
            }
            operations += 20;
            elapsed = THREADS.getCurrentThreadCpuTime() - start;
        } while (elapsed < warmUpNanos);
        // The second half of the warm-up is the faster one; a slice that is a little short does no harm.
        return (int) Math.max(1, operations * sliceNanos / elapsed);
    }

    private void measure(Contender contender, int operations, int index, int round, double[][] nanos, double[][] bytes)
            throws Exception {
        Contender.Operation operation = contender.operation();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < operations; i++) {
            sink = operation.run();
        }
        nanos[index][round] = (double) (THREADS.getCurrentThreadCpuTime() - start) / operations;
        bytes[index][round] = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / operations;
    }

    /** The last result: to be read by somebody, so that no result is thrown away unseen. */
    Object sink() {
        return sink;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
