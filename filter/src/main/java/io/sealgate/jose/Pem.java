package io.sealgate.jose;

import io.sealgate.jose.KeyText.Entry;
import io.sealgate.jose.VerificationKey.Thumbprints;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM (RFC 7468): SubjectPublicKeyInfo, PKCS#8, and certificates, which count as their public key alone. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END ([A-Z0-9 ]{1,40})-----");

    /** Tried in turn: an encoding names its own algorithm, and each factory refuses the others'. */
    private static final List<String> KEY_FACTORIES = List.of("RSA", "EC", "EdDSA", "XDH", "RSASSA-PSS");

    private Pem() {}

    static KeyText parse(String text) {
        List<Entry> entries = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        int end = 0;
        while (blocks.find()) {
            String label = blocks.group(1);
            if (!label.equals(blocks.group(3))
                    || !text.substring(end, blocks.start()).isBlank()) {
                throw malformed();
            }
            end = blocks.end();
            if (!label.equals("EC PARAMETERS")) {
                entries.add(parse(label, decode(blocks.group(2)), entries.size() + 1));
            }
        }
        if (entries.isEmpty() || !text.substring(end).isBlank()) {
            throw malformed();
        }
        return new KeyText(entries.size() > 1, entries);
    }

    private static Entry parse(String label, byte[] der, int position) {
        switch (label) {
            case "PUBLIC KEY" -> {
                return entry(position, publicKey(der), Thumbprints.UNKNOWN);
            }
            case "PRIVATE KEY" -> {
                return entry(position, privateKey(der), Thumbprints.UNKNOWN);
            }
            case "CERTIFICATE" -> {
                try {
                    Key key = CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getPublicKey();
                    return entry(position, key, Thumbprints.of(der));
                } catch (GeneralSecurityException e) {
                    throw malformed();
                }
            }
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                throw new UnusableKeyException(
                        "SG-201",
                        "The PEM block \"" + label + "\" is not PKCS#8.",
                        "Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem");
            case "RSA PUBLIC KEY" ->
                throw new UnusableKeyException(
                        "SG-201",
                        "The PEM block \"" + label + "\" is not a SubjectPublicKeyInfo.",
                        "Convert it: openssl rsa -RSAPublicKey_in -in key.pem -pubout -out public.pem");
            case "ENCRYPTED PRIVATE KEY" ->
                throw new UnusableKeyException(
                        "SG-201",
                        "The private key is encrypted with a password.",
                        "Decrypt it into a file that the server alone can read: openssl pkcs8 -in key.pem -out pkcs8.pem");
            default -> throw malformed();
        }
    }

    private static Entry entry(int position, Key key, Thumbprints thumbprints) {
        return new Entry(
                position,
                key,
                false,
                null,
                null,
                null,
                null,
                thumbprints,
                PublicPart.of(key),
                key.getAlgorithm().equals("RSASSA-PSS"));
    }

    private static Key publicKey(byte[] der) {
        for (String algorithm : KEY_FACTORIES) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // another kind of key: the next factory
            }
        }
        throw malformed();
    }

    private static Key privateKey(byte[] der) {
        for (String algorithm : KEY_FACTORIES) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // another kind of key: the next factory
            }
        }
        throw malformed();
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static UnusableKeyException malformed() {
        return new UnusableKeyException(
                "SG-201",
                "The PEM cannot be read.",
                "Give whole blocks of PUBLIC KEY, PRIVATE KEY (PKCS#8) or CERTIFICATE, nothing between them.");
    }
}
