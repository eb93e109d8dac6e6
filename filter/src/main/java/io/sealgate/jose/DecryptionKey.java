package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import java.security.Key;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One private or symmetric key and the key management algorithms that it may be used with. Checked when it was read. */
public final class DecryptionKey {
    private final @Nullable String keyId;
    private final Key key;
    private final Set<KeyManagementAlgorithm> algorithms;
    private final @Nullable ContentEncryptionAlgorithm content;
    private final @Nullable String publicPart;
    private final Map<KeyManagementAlgorithm, ContentKeyRecovery> recoveries =
            new EnumMap<>(KeyManagementAlgorithm.class);

    /**
     * @param content the one content encryption algorithm that the key is for; null if it is for any
     * @throws UnusableKeyException if the JDK lacks an algorithm
     */
    DecryptionKey(
            @Nullable String keyId,
            Key key,
            Set<KeyManagementAlgorithm> algorithms,
            @Nullable ContentEncryptionAlgorithm content,
            @Nullable String publicPart) {
        this(keyId, key, algorithms, content, publicPart, CryptoProvider.DEFAULT);
    }

    private DecryptionKey(
            @Nullable String keyId,
            Key key,
            Set<KeyManagementAlgorithm> algorithms,
            @Nullable ContentEncryptionAlgorithm content,
            @Nullable String publicPart,
            CryptoProvider provider) {
        this.keyId = keyId;
        this.key = key;
        this.algorithms = Set.copyOf(algorithms);
        this.content = content;
        this.publicPart = publicPart;
        for (KeyManagementAlgorithm algorithm : algorithms) {
            recoveries.put(algorithm, ContentKeyRecovery.of(algorithm, key, provider));
        }
    }

    /** The same key, with which another provider computes. */
    DecryptionKey usedBy(CryptoProvider provider) {
        return new DecryptionKey(keyId, key, algorithms, content, publicPart, provider);
    }

    /** The {@code kid}; null if the key has none. */
    public @Nullable String keyId() {
        return keyId;
    }

    /** The key management algorithms that this key decrypts; not empty. */
    public Set<KeyManagementAlgorithm> algorithms() {
        return algorithms;
    }

    boolean accepts(KeyManagementAlgorithm algorithm, ContentEncryptionAlgorithm contentEncryption) {
        return algorithms.contains(algorithm) && (content == null || content == contentEncryption);
    }

    /**
     * Recovers the content encryption key of a JWE by one of this key's algorithms; null if that fails. See {@link ContentKeyRecovery#recover}.
     */
    byte @Nullable [] recover(
            KeyManagementAlgorithm algorithm,
            JoseHeader header,
            byte[] encryptedKey,
            ContentEncryptionAlgorithm contentEncryption) {
        return requireNonNull(recoveries.get(algorithm)).recover(header, encryptedKey, contentEncryption);
    }

    Key key() {
        return key;
    }

    /** Something that the same key, used to verify, would have too; null if unknown. */
    @Nullable String publicPart() {
        return publicPart;
    }

    /** The {@code kid} and the algorithms; never the key. */
    @Override
    public String toString() {
        return "DecryptionKey[kid=" + keyId + ", algorithms=" + algorithms + "]";
    }
}
