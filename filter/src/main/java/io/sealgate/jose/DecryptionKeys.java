package io.sealgate.jose;

import io.sealgate.token.KeyManagementAlgorithm;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable set of decryption keys. */
public final class DecryptionKeys {
    private final List<DecryptionKey> keys;
    private final Map<String, DecryptionKey> byKeyId = new HashMap<>();
    private final Set<KeyManagementAlgorithm> algorithms = EnumSet.noneOf(KeyManagementAlgorithm.class);

    private DecryptionKeys(List<DecryptionKey> keys) {
        this.keys = keys;
        for (DecryptionKey key : keys) {
            algorithms.addAll(key.algorithms());
            String keyId = key.keyId();
            if (keyId != null && byKeyId.put(keyId, key) != null) {
                throw new IllegalArgumentException("Two keys have one kid");
            }
        }
    }

    /**
     * @throws IllegalArgumentException if two keys have one {@code kid}
     */
    public static DecryptionKeys of(Collection<DecryptionKey> keys) {
        return new DecryptionKeys(List.copyOf(keys));
    }

    /** All keys, in the order given. */
    public List<DecryptionKey> keys() {
        return keys;
    }

    /** The same keys, with which another provider computes. */
    DecryptionKeys usedBy(CryptoProvider provider) {
        return provider == CryptoProvider.DEFAULT
                ? this
                : of(keys.stream().map(key -> key.usedBy(provider)).toList());
    }

    /** Whether any key is for this algorithm. */
    public boolean accepts(KeyManagementAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    /** Finds the one key that a token can mean, as with verification keys: the one of this {@code kid}, else the only one without a name, without a {@code kid} the only one, of this algorithm. Null if there is none, or more than one. */
    public @Nullable DecryptionKey find(@Nullable String keyId, KeyManagementAlgorithm algorithm) {
        DecryptionKey named = keyId == null ? null : byKeyId.get(keyId);
        if (named != null) {
            return named;
        }
        DecryptionKey found = null;
        for (DecryptionKey key : keys) {
            if ((keyId == null || key.keyId() == null) && key.algorithms().contains(algorithm)) {
                if (found != null) {
                    return null;
                }
                found = key;
            }
        }
        return found;
    }
}
