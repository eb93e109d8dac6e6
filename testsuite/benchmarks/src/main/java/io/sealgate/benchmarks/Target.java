package io.sealgate.benchmarks;

import io.sealgate.benchmarks.PairedRunner.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a contender is meant to reach. A bound that is not finite, or 0 for the ratio, is none.
 *
 * @param contender whose figures are judged
 * @param ratio the least ratio to the first contender of the scenario, or to the other one
 * @param mostRatio the highest ratio, where neither faster nor slower will do
 * @param other what the ratio is to, where it is not the first contender; empty: the first
 * @param nanos the most CPU time
 * @param bytes the most allocation
 * @param beyondLimit whether time and allocation are what comes on top of the limit's
 */
record Target(
        String contender,
        double ratio,
        double mostRatio,
        String other,
        double nanos,
        double bytes,
        boolean beyondLimit) {
    private static final double NONE = Double.POSITIVE_INFINITY;

    static Target ratio(String contender, double ratio) {
        return new Target(contender, ratio, NONE, "", NONE, NONE, false);
    }

    /** As fast as the first contender, but for this part. */
    static Target alike(String contender, double part) {
        return new Target(contender, 1 - part, 1 + part, "", NONE, NONE, false);
    }

    static Target ratioAndBytes(String contender, double ratio, double bytes) {
        return new Target(contender, ratio, NONE, "", NONE, bytes, false);
    }

    /** So many times as fast as another contender. */
    static Target times(String contender, String other, double times) {
        return new Target(contender, times, NONE, other, NONE, NONE, false);
    }

    static Target nanosAndBytes(String contender, double nanos, double bytes) {
        return new Target(contender, 0, NONE, "", nanos, bytes, false);
    }

    static Target beyondLimit(String contender, double nanos, double bytes) {
        return new Target(contender, 0, NONE, "", nanos, bytes, true);
    }

    /** The ratio that is judged. */
    double ratioOf(Figure figure, List<Figure> figures) {
        return figures.stream()
                .filter(candidate -> candidate.name().equals(other))
                .findFirst()
                .map(candidate -> figure.ratio() / candidate.ratio())
                .orElse(figure.ratio());
    }

    boolean isMetBy(Figure figure, List<Figure> figures) {
        Figure limit = figures.get(0);
        // As printed: what reads as the target has reached it.
        return Math.round(ratioOf(figure, figures) * 1000) >= Math.round(ratio * 1000)
                && ratioOf(figure, figures) <= mostRatio
                && Math.round(figure.nanos() - (beyondLimit ? limit.nanos() : 0)) <= nanos
                && Math.round(figure.bytes() - (beyondLimit ? limit.bytes() : 0)) <= bytes;
    }

    @Override
    public String toString() {
        List<String> bounds = new ArrayList<>();
        if (ratio > 0) {
            bounds.add(String.format(Locale.ROOT, "≥ %.3f", ratio));
        }
        if (mostRatio < NONE) {
            bounds.add(String.format(Locale.ROOT, "≤ %.3f", mostRatio));
        }
        if (nanos < NONE) {
            bounds.add(String.format(Locale.ROOT, "≤ %.0f ns", nanos));
        }
        if (bytes < NONE) {
            bounds.add(String.format(Locale.ROOT, "≤ %.0f B", bytes));
        }
        return String.join(", ", bounds) + (beyondLimit ? " on top" : "");
    }
}
