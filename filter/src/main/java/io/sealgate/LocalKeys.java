package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionKeys;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;

/** The keys of one issuer that are configured rather than fetched; all of them are replaced at once. Thread-safe. */
final class LocalKeys implements KeySource {
    private final CryptoProvider provider;
    private volatile State state;

    /**
     * @param keys without problems
     */
    LocalKeys(KeyAssembly keys, CryptoProvider provider) {
        this.provider = requireNonNull(provider, "provider");
        this.state = stateOf(keys);
    }

    @Override
    public VerificationKeys verificationKeys() {
        return state.verification();
    }

    DecryptionKeys decryptionKeys() {
        return state.decryption();
    }

    /** Whether it is the public half of a key that decrypts at this moment. */
    boolean decryptWith(VerificationKey key) {
        return decryptionKeys().keys().stream().anyMatch(key::isSameKeyAs);
    }

    /** What the keys were made of. */
    KeyAssembly assembly() {
        return state.assembly();
    }

    /**
     * @param keys without problems
     */
    void replaceBy(KeyAssembly keys) {
        state = stateOf(keys);
    }

    private State stateOf(KeyAssembly keys) {
        return new State(keys, keys.verificationKeys(provider), keys.decryptionKeys(provider));
    }

    private record State(KeyAssembly assembly, VerificationKeys verification, DecryptionKeys decryption) {}
}
