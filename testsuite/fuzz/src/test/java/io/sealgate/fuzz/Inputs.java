package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Inputs of several parts, which a NUL ends: JSON has none, so that parts keep their shape when bytes change. */
public final class Inputs {
    private Inputs() {}

    /** An input of these parts. */
    public static byte[] of(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                out.write(0);
            }
            out.writeBytes(
                    parts[i] instanceof byte[] bytes
                            ? bytes
                            : parts[i].toString().getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    /** Exactly this many parts: missing ones are empty, the last takes what remains. */
    public static byte[][] split(byte[] input, int count) {
        byte[][] parts = new byte[count][];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = start;
            while (end < input.length && (i == count - 1 || input[end] != 0)) {
                end++;
            }
            parts[i] = Arrays.copyOfRange(input, Math.min(start, input.length), end);
            start = Math.min(input.length, end + 1);
        }
        return parts;
    }

    /** Bytes with "-" shorter and with "+" longer by the length of the change, else with those at the start changed. */
    static byte[] changed(byte[] bytes, byte[] change) {
        if (change.length == 0) {
            return bytes;
        }
        return switch (change[0]) {
            case '-' -> Arrays.copyOf(bytes, Math.max(0, bytes.length - change.length));
            case '+' -> Arrays.copyOf(bytes, bytes.length + change.length);
            default -> {
                byte[] changed = bytes.clone();
                for (int i = 0; i < Math.min(change.length, changed.length); i++) {
                    changed[i] ^= change[i];
                }
                yield changed;
            }
        };
    }

    /** Base64url without padding. */
    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
