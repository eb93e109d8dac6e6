package io.sealgate.jose;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds what separates the parts of a token in compact serialization, eight bytes at a time: with one at a time, finding the parts would take longer than decrypting them. */
final class Dots {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long DOTS = ONES * '.';

    private Dots() {}

    /** Where the first dot in a range is; -1 if there is none. */
    static int find(byte[] bytes, int from, int to) {
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long others = (long) LONGS.get(bytes, at) ^ DOTS;
            // The high bit of a byte is set if the byte is zero; by a borrow perhaps also above such a byte, never
            // below
            // the first one.
            long found = (others - ONES) & ~others & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != '.') {
            at++;
        }
        return at < to ? at : -1;
    }
}
