package io.sealgate.jose;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import java.security.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One private or symmetric key and the key management algorithms that it may be used with. Checked when it was read. */
public final class DecryptionKey {
    private final @Nullable String keyId;
    private final Key key;
    private final Set<KeyManagementAlgorithm> algorithms;
    private final @Nullable ContentEncryptionAlgorithm content;
    private final @Nullable String publicPart;

    /**
     * @param content the one content encryption algorithm that the key is for; null if it is for any
     */
    DecryptionKey(
            @Nullable String keyId,
            Key key,
            Set<KeyManagementAlgorithm> algorithms,
            @Nullable ContentEncryptionAlgorithm content,
            @Nullable String publicPart) {
        this.keyId = keyId;
        this.key = key;
        this.algorithms = Set.copyOf(algorithms);
        this.content = content;
        this.publicPart = publicPart;
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
