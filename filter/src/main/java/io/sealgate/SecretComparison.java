package io.sealgate;

import io.sealgate.jose.InstancePool;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares texts with a secret in a time that depends on their length alone, so that nobody can guess the secret piece by piece. Makes nothing, which {@link
 * java.security.MessageDigest#isEqual} on the bytes of a text cannot: it needs the bytes. Thread-safe.
 */
final class SecretComparison {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final InstancePool<byte[]> buffers = new InstancePool<>();

    /**
     * @param secret ASCII alone
     */
    boolean isEqual(String text, String secret) {
        int length = secret.length();
        if (text.length() != length) {
            return false;
        }
        byte[] pooled = buffers.take();
        byte[] buffer = pooled != null && pooled.length >= 2 * length ? pooled : newBuffer(2 * length);
        int half = buffer.length / 2;
        copy(text, buffer, 0);
        copy(secret, buffer, half);
        boolean equal = differences(buffer, half, length) == 0;
        buffers.give(buffer);
        // The copy has dropped the upper half of characters beyond Latin-1. Whoever gets this far has the secret right,
        // be it misspelt: nothing is left to be measured.
        return equal && text.equals(secret);
    }

    private static long differences(byte[] buffer, int half, int length) {
        long differences = 0;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            differences |= (long) LONGS.get(buffer, i) ^ (long) LONGS.get(buffer, half + i);
        }
        for (; i < length; i++) {
            differences |= buffer[i] ^ buffer[half + i];
        }
        return differences;
    }

    /** Longer than asked for, so that it serves most tokens of an issuer. */
    private static byte[] newBuffer(int length) {
        return new byte[Math.max(2048, Integer.highestOneBit(length) * 2)];
    }

    @SuppressWarnings("deprecation") // the one method that copies a text's bytes into an array that is there already
    private static void copy(String text, byte[] bytes, int at) {
        text.getBytes(0, text.length(), bytes, at);
    }
}
