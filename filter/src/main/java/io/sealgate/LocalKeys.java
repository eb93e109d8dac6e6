package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionKeys;
import io.sealgate.jose.KeySource;
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
