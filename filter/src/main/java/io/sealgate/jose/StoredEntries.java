package io.sealgate.jose;

import io.sealgate.jose.KeyText.Entry;
import io.sealgate.jose.VerificationKey.Thumbprints;
import java.security.Key;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a keystore: certificates, which count as their public key alone, private keys with their certificates, and symmetric keys. */
final class StoredEntries {
    private StoredEntries() {}

    /**
     * @param stored by {@code kid}
     */
    static KeyText parse(Map<String, KeyStore.Entry> stored) {
        List<Entry> entries = new ArrayList<>();
        stored.forEach((keyId, entry) -> entries.add(parse(keyId, entry, entries.size() + 1)));
        return new KeyText(true, entries);
    }

    private static Entry parse(String keyId, KeyStore.Entry entry, int position) {
        if (entry instanceof KeyStore.TrustedCertificateEntry trusted) {
            Certificate certificate = trusted.getTrustedCertificate();
            return entry(keyId, certificate.getPublicKey(), certificate, null, position);
        } else if (entry instanceof KeyStore.PrivateKeyEntry pair) {
            Certificate certificate = pair.getCertificate();
            return entry(keyId, pair.getPrivateKey(), certificate, certificate.getPublicKey(), position);
        } else if (entry instanceof KeyStore.SecretKeyEntry secret
                && secret.getSecretKey().getEncoded() != null) {
            return entry(keyId, secret.getSecretKey(), null, null, position);
        }
        throw new UnusableKeyException(
                "SG-212",
                "The keystore holds something that is no key, or a symmetric key that does not show itself.",
                "Name the aliases of certificates, of private keys, or of symmetric keys outside of an HSM.");
    }

    private static Entry entry(
            String keyId, Key key, @Nullable Certificate certificate, @Nullable PublicKey certified, int position) {
        Key shown = certified == null ? key : certified;
        return new Entry(
                position,
                key,
                false,
                keyId,
                null,
                null,
                null,
                certificate == null ? Thumbprints.UNKNOWN : thumbprints(certificate),
                PublicPart.of(shown),
                shown.getAlgorithm().equals("RSASSA-PSS"),
                certified);
    }

    private static Thumbprints thumbprints(Certificate certificate) {
        try {
            return Thumbprints.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            return Thumbprints.UNKNOWN;
        }
    }
}
