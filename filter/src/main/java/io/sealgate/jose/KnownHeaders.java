package io.sealgate.jose;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Headers that came with a good signature: an issuer writes the same few again and again. Nobody without a key gets a header in here, so it cannot be
 * filled from outside; it is bounded all the same, a newcomer taking the place of what hashes alike. Thread-safe.
 */
final class KnownHeaders {
    private static final int SIZE = 64;

    /** Longer headers are read anew at each token: they hold certificates, and would keep memory. */
    private static final int MAX_LENGTH = 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SIZE);

    /** The header whose encoded form is these first bytes of a token; null if it is not known. */
    @Nullable JoseHeader find(byte[] token, int length) {
        Known known = slots.getAcquire(slot(token, length));
        return known != null && Arrays.equals(known.encoded, 0, known.encoded.length, token, 0, length)
                ? known.header
                : null;
    }

    void add(byte[] token, int length, JoseHeader header) {
        if (length <= MAX_LENGTH) {
            slots.setRelease(slot(token, length), new Known(Arrays.copyOf(token, length), header));
        }
    }

    /** Three samples tell the headers of one issuer apart, which differ in kid and alg. */
    private static int slot(byte[] token, int length) {
        long hash = length;
        if (length >= Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(token, length - Long.BYTES));
            hash = mix(hash, (long) LONGS.get(token, (length - Long.BYTES) / 2));
            hash = mix(hash, (long) LONGS.get(token, 0));
        }
        // A product carries upwards: its highest bits alone know of all of both factors.
        return (int) (hash >>> (Long.SIZE - Integer.numberOfTrailingZeros(SIZE)));
    }

    private static long mix(long hash, long sample) {
        return (hash ^ sample) * 0x9E37_79B9_7F4A_7C15L;
    }

    private static final class Known {
        final byte[] encoded;
        final JoseHeader header;

        Known(byte[] encoded, JoseHeader header) {
            this.encoded = encoded;
            this.header = header;
        }
    }
}
