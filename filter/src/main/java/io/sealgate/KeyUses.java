package io.sealgate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the valid tokens of one issuer, by the key that they name, so that an operator knows when an old key can go. Thread-safe. */
final class KeyUses {
    /** A key without a name can have been used by tokens that name any. */
    static final int MOST = 256;

    private static final String WITHOUT = "";

    private final Map<String, Use> byKeyId = new ConcurrentHashMap<>();

    /** Where tokens with this {@code kid} are counted. */
    Use of(@Nullable String keyId) {
        String name = keyId == null ? WITHOUT : keyId;
        Use use = byKeyId.get(name);
        return use != null ? use : byKeyId.computeIfAbsent(byKeyId.size() < MOST ? name : WITHOUT, key -> new Use());
    }

    /** All that were counted, by {@code kid}. */
    Map<String, Use> all() {
        return new TreeMap<>(byKeyId);
    }

    /** The tokens of one key. */
    static final class Use {
        private static final long NEVER = Long.MIN_VALUE;

        private final LongAdder tokens = new LongAdder();
        private volatile long lastSeen = NEVER;

        void seen(long second) {
            tokens.increment();
            if (lastSeen != second) { // once a second is enough, and spares threads on other processors
                lastSeen = second;
            }
        }

        long tokens() {
            return tokens.sum();
        }

        Optional<Instant> lastSeen() {
            long second = lastSeen;
            return second == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
        }
    }
}
