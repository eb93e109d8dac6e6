package io.sealgate.config;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

/**
 * Keys that are neither in a text nor in a file, such as those of an HSM (PKCS#11) or of a cloud KMS. A service of the application ({@link java.util.ServiceLoader}), which the
 * configuration names: {@code sealgate.decrypt.keystore.location=source:acme-hsm}.
 *
 * <p>A private key need not show itself: its {@code getEncoded()} may be null. What it is, its certificate says; whatever JCA provider takes it computes with it. Where no
 * provider does, it can be an {@code io.sealgate.jose.UnwrappingKey}.
 */
public interface KeyEntrySource {
    /** What the configuration calls it, after {@code source:}. */
    String name();

    /**
     * Gets the keys. Called while the application starts, and every {@code sealgate.files.check-interval} by a thread of its own, never during a request: when there are other keys, they replace
     * the former ones as those of a file do. One that fails later on, or has keys that could not be deployed, changes nothing; the log says so.
     *
     * @return by alias: certificates to verify with, private keys with their certificates, and symmetric keys, to decrypt with
     * @throws IOException or any other if there are none to be had, which keeps the application from starting; the message is not shown
     */
    Map<String, KeyStore.Entry> entries() throws GeneralSecurityException, IOException;
}
