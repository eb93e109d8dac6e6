package io.sealgate.testing;

import io.sealgate.config.KeyEntrySource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;

/** The certificates of the keys of {@link TokenKeys}, to verify with. */
public final class TokenCertificates implements KeyEntrySource {
    @Override
    public String name() {
        return "token-certificates";
    }

    @Override
    public Map<String, KeyStore.Entry> entries() throws GeneralSecurityException, IOException {
        Map<String, KeyStore.Entry> certificates = new HashMap<>();
        new TokenKeys()
                .entries()
                .forEach((alias, entry) -> certificates.put(
                        alias,
                        new KeyStore.TrustedCertificateEntry(((KeyStore.PrivateKeyEntry) entry).getCertificate())));
        return certificates;
    }
}
