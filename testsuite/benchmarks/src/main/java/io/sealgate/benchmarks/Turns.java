package io.sealgate.benchmarks;

/** Whose turn it is among so many. For one thread. */
final class Turns {
    private final int mask;
    private int next;

    /**
     * @param count a power of two
     */
    Turns(int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(count + " is no power of two");
        }
        this.mask = count - 1;
    }

    int next() {
        return next++ & mask;
    }
}
