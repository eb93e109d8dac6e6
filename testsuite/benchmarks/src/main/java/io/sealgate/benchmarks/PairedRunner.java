package io.sealgate.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs contenders in turns, a short while each, many rounds, and counts the CPU time of the thread and the bytes that it allocates. Before and after each contender the first
 * one, the limit, has a turn, so that drift of the machine's speed hits both sides of a ratio alike; the median of the rounds is the result. The work of the compiler
 * and of the garbage collector, which other threads do, is not counted.
 */
final class PairedRunner {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Turns of the warm-up that are compared with as many before. */
    private static final int COMPARED = 6;

    /** How much faster a contender may still get from one comparison to the next to count as warm. */
    private static final double STABLE = 1.02;

    /** How often everything should have run before it counts as warm, slow operations aside: the compiler counts calls. */
    private static final int WARM_OPERATIONS = 20_000;

    private final int rounds;
    private final long sliceNanos;
    private final int warmUpTurns;
    private Object sink = "";

    /**
     * @param rounds how many ratios the median is taken of
     * @param sliceNanos the CPU time of each contender in a turn
     * @param warmUpTurns how many turns of the warm-up a contender has at most
     */
    PairedRunner(int rounds, long sliceNanos, int warmUpTurns) {
        this.rounds = rounds;
        this.sliceNanos = sliceNanos;
        this.warmUpTurns = Math.max(warmUpTurns, 2 * COMPARED);
    }

    /**
     * One contender's figures, medians all.
     *
     * @param nanos CPU time of one operation
     * @param bytes allocated by one operation
     * @param ratio the limit's time divided by this one's
     */
    record Figure(String name, double nanos, double bytes, double ratio) {}

    List<Figure> run(List<Contender> contenders) throws Exception {
        int count = contenders.size();
        int[] batch = warmUp(contenders);
        double[][] nanos = new double[count][rounds];
        double[][] bytes = new double[count][rounds];
        double[][] ratios = new double[count][rounds];
        Contender limit = contenders.get(0);
        for (int round = 0; round < rounds; round++) {
            Turn before = turn(limit, batch[0]);
            nanos[0][round] = before.nanos;
            bytes[0][round] = before.bytes;
            ratios[0][round] = 1;
            for (int k = 1; k < count; k++) {
                // Back and forth, so that nobody always follows the same neighbour.
                int i = round % 2 == 0 ? k : count - k;
                Turn turn = turn(contenders.get(i), batch[i]);
                Turn after = turn(limit, batch[0]);
                nanos[i][round] = turn.nanos;
                bytes[i][round] = turn.bytes;
                ratios[i][round] = (before.nanos + after.nanos) / 2 / turn.nanos;
                before = after;
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            figures.add(new Figure(contenders.get(i).name(), median(nanos[i]), median(bytes[i]), median(ratios[i])));
        }
        return figures;
    }

    /** Runs all contenders in turns until none gets faster any more. Returns how many operations of each fill a slice. */
    private int[] warmUp(List<Contender> contenders) throws Exception {
        int count = contenders.size();
        int[] batch = new int[count];
        long[] operations = new long[count];
        Arrays.fill(batch, 1);
        double[][] nanos = new double[count][warmUpTurns];
        boolean warm = false;
        for (int turn = 0; turn < warmUpTurns && !warm; turn++) {
            warm = true;
            for (int i = 0; i < count; i++) {
                nanos[i][turn] = turn(contenders.get(i), batch[i]).nanos;
                operations[i] += batch[i];
                // Twice as many at most: the first operations load classes, and tell little about the next ones.
                batch[i] = (int) Math.max(1, Math.min(2.0 * batch[i], sliceNanos / nanos[i][turn]));
                warm &= operations[i] >= WARM_OPERATIONS && isStable(nanos[i], turn);
            }
        }
        return batch;
    }

    private static boolean isStable(double[] nanos, int turn) {
        if (turn + 1 < 2 * COMPARED) {
            return false;
        }
        double now = fastest(nanos, turn + 1 - COMPARED, turn + 1);
        return fastest(nanos, turn + 1 - 2 * COMPARED, turn + 1 - COMPARED) <= now * STABLE;
    }

    private static double fastest(double[] nanos, int from, int to) {
        return Arrays.stream(nanos, from, to).min().orElseThrow();
    }

    /** Figures of one operation, averaged over a turn. */
    private record Turn(double nanos, double bytes) {}

    private Turn turn(Contender contender, int operations) throws Exception {
        Contender.Operation operation = contender.operation();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < operations; i++) {
            sink = operation.run();
        }
        long elapsed = THREADS.getCurrentThreadCpuTime() - start;
        return new Turn(
                (double) Math.max(1, elapsed) / operations,
                (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / operations);
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
