package io.sealgate.testing;

import io.sealgate.config.KeyEntrySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The example in README.md, which shows it from the class on: the keys of a PKCS#11 token, such as an HSM or a smart card. */
public final class TokenKeys implements KeyEntrySource {
    @Override
    public String name() {
        return "token"; // sealgate.decrypt.keystore.location=source:token
    }

    @Override
    public Map<String, KeyStore.Entry> entries() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS11"); // of SunPKCS11, as the JVM is configured
        Path pin = Path.of(System.getProperty("token.pin", "/run/secrets/pin"));
        store.load(null, Files.readString(pin).strip().toCharArray());
        Map<String, KeyStore.Entry> entries = new HashMap<>();
        for (String alias : Collections.list(store.aliases())) {
            entries.put(alias, store.getEntry(alias, null));
        }
        return entries;
    }
}
