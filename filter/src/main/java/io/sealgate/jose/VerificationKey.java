package io.sealgate.jose;

import io.sealgate.json.JsonObject;
import io.sealgate.token.SignatureAlgorithm;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** One key and the one algorithm that it verifies (RFC 8725 section 3.1). Its kind, strength and curve were checked when it was read. */
public final class VerificationKey {
    private final @Nullable String keyId;
    private final Key key;
    private final Set<SignatureAlgorithm> algorithms;
    private final String name;
    private final String otherName;
    private final SignatureCheck<?> check;
    private final Thumbprints thumbprints;
    private final @Nullable String publicPart;

    /**
     * @param algorithms one algorithm, or the names that one algorithm goes by ({@code EdDSA} and {@code Ed25519})
     * @param publicPart something that the same key, used to decrypt, would have too; null if unknown
     */
    VerificationKey(
            @Nullable String keyId,
            Key key,
            Set<SignatureAlgorithm> algorithms,
            Thumbprints thumbprints,
            @Nullable String publicPart) {
        this(keyId, key, algorithms, thumbprints, publicPart, CryptoProvider.DEFAULT);
    }

    private VerificationKey(
            @Nullable String keyId,
            Key key,
            Set<SignatureAlgorithm> algorithms,
            Thumbprints thumbprints,
            @Nullable String publicPart,
            CryptoProvider provider) {
        this.keyId = keyId;
        this.key = key;
        this.algorithms = Set.copyOf(algorithms);
        List<String> names =
                algorithms.stream().map(SignatureAlgorithm::identifier).toList();
        this.name = names.get(0);
        this.otherName = names.get(names.size() - 1);
        this.check = SignatureCheck.of(algorithms.iterator().next(), key, provider);
        this.thumbprints = thumbprints;
        this.publicPart = publicPart;
    }

    /** The same key, whose signatures another provider verifies. */
    public VerificationKey verifiedBy(CryptoProvider provider) {
        return new VerificationKey(keyId, key, algorithms, thumbprints, publicPart, provider);
    }

    /** The {@code kid}; null if the key has none. */
    public @Nullable String keyId() {
        return keyId;
    }

    /** The names by which tokens may call this key's algorithm; not empty. */
    public Set<SignatureAlgorithm> algorithms() {
        return algorithms;
    }

    /** Whether a decryption key is the private half of this very key, or the same secret. */
    public boolean isSameKeyAs(DecryptionKey other) {
        if (key instanceof SecretKey && other.key() instanceof SecretKey) {
            return MessageDigest.isEqual(key.getEncoded(), other.key().getEncoded());
        }
        return (publicPart != null && publicPart.equals(other.publicPart()))
                || (key instanceof ECPublicKey publicKey
                        && other.key() instanceof ECPrivateKey privateKey
                        && KeyChecks.isPair(publicKey, privateKey));
    }

    boolean accepts(String algorithm) {
        return algorithm.equals(name) || algorithm.equals(otherName);
    }

    /** Whether the certificate that the header names, if it names one, is this key's, as far as that is known (RFC 7515 sections 4.1.7, 4.1.8). */
    boolean hasThumbprintsOf(JsonObject header) {
        return thumbprints.agreeWith(header);
    }

    /** Decodes the payload of a token that this key is to verify; null if it is not canonical base64url. */
    byte @Nullable [] decode(byte[] token, int from, int to) {
        return key instanceof SecretKey
                ? Base64Url.decodeBeforeMac(token, from, to)
                : Base64Url.decode(token, from, to);
    }

    /**
     * Whether the characters of a token from {@code from} to {@code to} are the signature or MAC of its first {@code length} ones. Never throws for what a token holds.
     */
    SignatureCheck.Verdict verify(byte[] token, int length, int from, int to) {
        return check.verify(token, length, from, to);
    }

    /** The {@code kid} and the algorithm; never the key. */
    @Override
    public String toString() {
        return "VerificationKey[kid=" + keyId + ", algorithms=" + algorithms + "]";
    }

    /** The thumbprints of the key's certificate, base64url; null where unknown. */
    record Thumbprints(@Nullable String sha1, @Nullable String sha256) {
        static final Thumbprints UNKNOWN = new Thumbprints(null, null);

        /** Those of a certificate (RFC 7515 sections 4.1.7, 4.1.8). */
        static Thumbprints of(byte[] certificate) {
            return new Thumbprints(thumbprint("SHA-1", certificate), thumbprint("SHA-256", certificate));
        }

        private static String thumbprint(String digest, byte[] certificate) {
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance(digest).digest(certificate));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // each JDK has both
            }
        }

        boolean agreeWith(JsonObject header) {
            return agrees(header, "x5t", sha1) && agrees(header, "x5t#S256", sha256);
        }

        private static boolean agrees(JsonObject header, String name, @Nullable String known) {
            return known == null || !header.contains(name) || header.isString(name, known);
        }
    }
}
