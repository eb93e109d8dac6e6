package io.sealgate.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tells keys from others, in one digest: their aliases and certificates, and themselves where they show themselves. */
final class EntryFingerprint {
    private EntryFingerprint() {}

    static String of(Map<String, KeyStore.Entry> entries) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Map.Entry<String, KeyStore.Entry> each : new TreeMap<>(entries).entrySet()) {
            add(digest, each.getKey().getBytes(UTF_8));
            if (each.getValue() instanceof KeyStore.PrivateKeyEntry pair) {
                add(digest, encoded(pair.getPrivateKey()));
                add(digest, pair.getCertificate().getEncoded());
            } else if (each.getValue() instanceof KeyStore.TrustedCertificateEntry trusted) {
                Certificate certificate = trusted.getTrustedCertificate();
                add(digest, certificate.getEncoded());
            } else if (each.getValue() instanceof KeyStore.SecretKeyEntry secret) {
                add(digest, encoded(secret.getSecretKey()));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte @Nullable [] encoded(Key key) {
        return key.getEncoded();
    }

    /** With its length, so that nothing can be moved from one to the next. */
    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        digest.update(((bytes == null ? -1 : bytes.length) + ":").getBytes(UTF_8));
        if (bytes != null) {
            digest.update(bytes);
        }
    }
}
