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

    /** A text to compare with, in two forms: as it is, and its bytes. */
    static final class Secret {
        private final String text;
        private final byte[] bytes;

        /**
         * @param text ASCII alone
         */
        Secret(String text) {
            this.text = text;
            this.bytes = new byte[text.length()];
            copy(text, bytes);
        }

        /** Whether both are the same; not in constant time. */
        boolean isSameAs(Secret other) {
            return text.equals(other.text);
        }

        int length() {
            return bytes.length;
        }
    }

    boolean isEqual(String text, Secret secret) {
        if (text.length() != secret.length()) {
            return false;
        }
        byte[] pooled = buffers.take();
        byte[] buffer = pooled != null && pooled.length >= text.length() ? pooled : newBuffer(text.length());
        copy(text, buffer);
        boolean equal = differences(buffer, secret.bytes) == 0;
        buffers.give(buffer);
        // The copy has dropped the upper half of characters beyond Latin-1. Whoever gets this far has the secret right,
        // be it misspelt: nothing is left to be measured.
        return equal && text.equals(secret.text);
    }

    private static long differences(byte[] one, byte[] other) {
        int length = other.length;
        long differences = 0;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            differences |= (long) LONGS.get(one, i) ^ (long) LONGS.get(other, i);
        }
        for (; i < length; i++) {
            differences |= one[i] ^ other[i];
        }
        return differences;
    }

    /** Longer than asked for, so that it serves most tokens of an issuer. */
    private static byte[] newBuffer(int length) {
        return new byte[Math.max(1024, Integer.highestOneBit(length) * 2)];
    }

    @SuppressWarnings("deprecation") // the one method that copies a text's bytes into an array that is there already
    private static void copy(String text, byte[] bytes) {
        text.getBytes(0, text.length(), bytes, 0);
    }
}
