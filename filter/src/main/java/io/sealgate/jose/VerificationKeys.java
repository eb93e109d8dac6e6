package io.sealgate.jose;

import io.sealgate.token.SignatureAlgorithm;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable set of verification keys. Finding one takes the same time in a set of one and of ten thousand. */
public final class VerificationKeys {
    private final List<VerificationKey> keys;
    private final Map<String, VerificationKey> byKeyId = new HashMap<>();
    private final Map<String, Choice> anyByAlgorithm;
    private final Map<String, Choice> unnamedByAlgorithm;
    private final @Nullable Duration retryAfter;

    private VerificationKeys(List<VerificationKey> keys, @Nullable Duration retryAfter) {
        this.keys = keys;
        this.retryAfter = retryAfter;
        for (VerificationKey key : keys) {
            String keyId = key.keyId();
            if (keyId != null && byKeyId.put(keyId, key) != null) {
                throw new IllegalArgumentException("Two keys have one kid");
            }
        }
        this.anyByAlgorithm = byAlgorithm(keys);
        this.unnamedByAlgorithm =
                byAlgorithm(keys.stream().filter(key -> key.keyId() == null).collect(Collectors.toList()));
    }

    /**
     * @throws IllegalArgumentException if two keys have one {@code kid}
     */
    public static VerificationKeys of(Collection<VerificationKey> keys) {
        return new VerificationKeys(List.copyOf(keys), null);
    }

    /**
     * No keys, for reasons that are ours: tokens are neither good nor bad, but answered with 503.
     *
     * @param retryAfter when it is worth another try; zero where unknown
     */
    public static VerificationKeys unavailable(Duration retryAfter) {
        return new VerificationKeys(List.of(), retryAfter);
    }

    /** All keys, in the order given. */
    public List<VerificationKey> keys() {
        return keys;
    }

    /** The algorithms that at least one key verifies. */
    public Set<SignatureAlgorithm> algorithms() {
        return keys.stream().flatMap(key -> key.algorithms().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** When it is worth another try, if these are no keys at all ({@link #unavailable}); null if they are keys. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    boolean accepts(String algorithm) {
        return anyByAlgorithm.containsKey(algorithm);
    }

    /**
     * Finds the one key that a token can mean. With a {@code kid}: the key of this name, else the only key without a name that has the token's algorithm (a PEM, say).
     * Without a {@code kid}: the only key of the token's algorithm. Null if there is no such key, or more than one: keys are never tried in turn.
     */
    @Nullable VerificationKey find(@Nullable String keyId, String algorithm) {
        if (keyId != null) {
            VerificationKey key = byKeyId.get(keyId);
            return key != null ? key : only(unnamedByAlgorithm, algorithm);
        }
        return only(anyByAlgorithm, algorithm);
    }

    private static @Nullable VerificationKey only(Map<String, Choice> choices, String algorithm) {
        Choice choice = choices.get(algorithm);
        return choice != null && choice.only ? choice.key : null;
    }

    private static Map<String, Choice> byAlgorithm(List<VerificationKey> keys) {
        Map<String, Choice> choices = new HashMap<>();
        for (VerificationKey key : keys) {
            for (SignatureAlgorithm algorithm : key.algorithms()) {
                choices.merge(
                        algorithm.identifier(), new Choice(key, true), (one, other) -> new Choice(one.key, false));
            }
        }
        return choices;
    }

    private record Choice(VerificationKey key, boolean only) {}
}
