package io.sealgate.jose;

import io.sealgate.jose.KeyText.Entry;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Turns configured text (PEM, JWK, JWK Set, Base64 of either JSON form) into keys, each bound to its algorithm and checked. A JWK's {@code alg},
 * {@code use} and {@code key_ops} are honoured (RFC 7517 sections 4.2 to 4.4). The numbers of keys on curves have the full length: 32 bytes for P-256, Ed25519 and X25519, 48 for P-384, 57 for
 * Ed448, 66 for P-521 (RFC 7518 section 6.2, RFC 8037 section 2). Those of RSA keys may have zero bytes before them.
 */
public final class KeyReader {
    private static final Purpose VERIFYING = new Purpose("sig", "verify");
    private static final Purpose DECRYPTING = new Purpose("enc", "decrypt", "unwrapKey", "deriveKey", "deriveBits");

    private static final Set<String> ENCRYPTING =
            Set.of("encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits");

    private static final String PUBLIC_KEY =
            "Give PEM (-----BEGIN PUBLIC KEY-----), a JWK, a JWK Set, or Base64 of either JSON form.";
    private static final String SECRET =
            "Give a JWK, such as {\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"...\"} where \"k\" is the Base64url of at least 32 random bytes, a JWK Set, or Base64 of either.";
    private static final String PRIVATE_KEY =
            "Give PEM (-----BEGIN PRIVATE KEY-----), a JWK, a JWK Set, or Base64 of either JSON form.";

    private KeyReader() {}

    /**
     * Reads public keys to verify signatures with.
     *
     * @param allowed the algorithms that the configuration allows; empty: each key's own, RS256 for RSA
     */
    public static KeyReading<VerificationKey> readPublicKeys(String text, Set<SignatureAlgorithm> allowed) {
        return read(() -> KeyText.parse(text, PUBLIC_KEY), VERIFYING, entry -> publicKey(entry, allowed));
    }

    /**
     * Takes the public keys of certificates to verify signatures with.
     *
     * @param stored entries of a keystore, by {@code kid}
     * @param allowed as in {@link #readPublicKeys(String, Set)}
     */
    public static KeyReading<VerificationKey> readPublicKeys(
            Map<String, KeyStore.Entry> stored, Set<SignatureAlgorithm> allowed) {
        return read(() -> StoredEntries.parse(stored), VERIFYING, entry -> publicKey(entry, allowed));
    }

    /**
     * Binds one public key to its algorithm.
     *
     * @throws UnusableKeyException if it cannot serve to verify signatures
     */
    static VerificationKey publicKey(Entry entry, Set<SignatureAlgorithm> allowed) {
        Key key = entry.key();
        if (key instanceof SecretKey) {
            throw new UnusableKeyException(
                    "SG-204",
                    "It holds a symmetric key (oct), which would be public here.",
                    "Put HMAC secrets into sealgate.verify.secret.location.");
        }
        if (key instanceof PrivateKey || entry.hasPrivatePart()) {
            throw new UnusableKeyException(
                    "SG-203",
                    "It holds a private key where a public one belongs.",
                    "Put the public key there, and treat the private one as exposed if others can read this configuration.");
        }
        return verificationKey(entry, key, allowed);
    }

    /** Whether a key that says what it is for is for something other than verifying signatures. */
    static boolean isForOtherUse(Entry entry) {
        return VERIFYING.contradiction(entry).isPresent();
    }

    /** Whether a key says, in whatever way, that something is encrypted to it. */
    static boolean isForEncryption(Entry entry) {
        Set<String> operations = entry.operations();
        String algorithm = entry.algorithm();
        return "enc".equals(entry.use())
                || (operations != null && !Collections.disjoint(operations, ENCRYPTING))
                || (algorithm != null && KeyManagementAlgorithm.of(algorithm).isPresent());
    }

    /**
     * Reads HMAC secrets to verify with: JWKs of type {@code oct}.
     *
     * @param allowed the algorithms that the configuration allows; empty: each key's own {@code alg}
     */
    public static KeyReading<VerificationKey> readSecrets(String text, Set<SignatureAlgorithm> allowed) {
        return read(() -> KeyText.parse(text, SECRET), VERIFYING, entry -> {
            if (!(entry.key() instanceof SecretKey secret)) {
                throw new UnusableKeyException(
                        "SG-205",
                        "It holds an asymmetric key where an HMAC secret belongs.",
                        "Put public keys into mp.jwt.verify.publickey.location.");
            }
            KeyChecks.checkSecret(secret.getEncoded()).ifPresent(cause -> {
                throw new UnusableKeyException(
                        "SG-208", cause, "Use random bytes, at least as many as the hash has: 32 for HS256.");
            });
            return verificationKey(entry, secret, allowed);
        });
    }

    /**
     * Reads private or symmetric keys to decrypt with.
     *
     * @param allowed the algorithms that the configuration allows; empty: each key's own
     */
    public static KeyReading<DecryptionKey> readDecryptionKeys(String text, Set<KeyManagementAlgorithm> allowed) {
        return read(() -> KeyText.parse(text, PRIVATE_KEY), DECRYPTING, entry -> decryptionKey(entry, allowed));
    }

    /**
     * Takes private and symmetric keys to decrypt with. A private key need not show itself, such as in an HSM: its certificate says what it is.
     *
     * @param stored entries of a keystore, by {@code kid}
     * @param allowed as in {@link #readDecryptionKeys(String, Set)}
     */
    public static KeyReading<DecryptionKey> readDecryptionKeys(
            Map<String, KeyStore.Entry> stored, Set<KeyManagementAlgorithm> allowed) {
        return read(() -> StoredEntries.parse(stored), DECRYPTING, entry -> decryptionKey(entry, allowed));
    }

    private static VerificationKey verificationKey(Entry entry, Key key, Set<SignatureAlgorithm> allowed) {
        checkStrength(key);
        if (key instanceof SecretKey secret && entry.algorithm() == null && allowed.isEmpty()) {
            checkLength(secret, SignatureAlgorithm.HS256); // too short for any, whichever is named then
        }
        Set<SignatureAlgorithm> algorithms = KeyAlgorithms.signatures(entry, key, allowed);
        if (key instanceof SecretKey secret) {
            checkLength(secret, algorithms.iterator().next());
        }
        return new VerificationKey(entry.keyId(), key, algorithms, entry.thumbprints(), entry.publicPart());
    }

    private static void checkLength(SecretKey secret, SignatureAlgorithm algorithm) {
        int length = secret.getEncoded().length;
        int least = hashLength(algorithm);
        if (length < least) {
            throw new UnusableKeyException(
                    "SG-207",
                    "The secret has " + length + " bytes; " + algorithm.identifier() + " needs " + least
                            + " (RFC 7518 section 3.2).",
                    "Use at least " + least + " random bytes.");
        }
    }

    private static DecryptionKey decryptionKey(Entry entry, Set<KeyManagementAlgorithm> allowed) {
        if (entry.key() instanceof PublicKey) {
            throw new UnusableKeyException(
                    "SG-206",
                    "It holds a public key where a private one belongs.",
                    "Put the private key there; its public half is for those who encrypt.");
        }
        Key key = entry.certified() == null ? entry.key() : entry.certified();
        checkStrength(key);
        ContentEncryptionAlgorithm content = contentEncryptionOf(entry);
        Set<KeyManagementAlgorithm> algorithms = KeyAlgorithms.keyManagement(
                content == null ? entry.algorithm() : KeyManagementAlgorithm.DIR.identifier(), key, allowed);
        return new DecryptionKey(
                entry.keyId(), entry.key(), algorithms, content, entry.publicPart(), entry.certified());
    }

    /** A symmetric key whose "alg" names a content encryption is for that and {@code dir} alone, as in RFC 7520 section 5.6. */
    private static @Nullable ContentEncryptionAlgorithm contentEncryptionOf(Entry entry) {
        String own = entry.algorithm();
        return own != null && entry.key() instanceof SecretKey secret
                ? ContentEncryptionAlgorithm.of(own)
                        .filter(content -> content.keyLength() == secret.getEncoded().length)
                        .orElse(null)
                : null;
    }

    private static void checkStrength(Key key) {
        KeyChecks.check(key).ifPresent(cause -> {
            throw new UnusableKeyException(
                    "SG-208",
                    cause,
                    "Make a new key: RSA with 2048 to 8192 bits, EC on P-256, P-384 or P-521, or Ed25519.");
        });
    }

    private static int hashLength(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case HS384 -> 48;
            case HS512 -> 64;
            default -> 32;
        };
    }

    /** What a key must be for, if it says what it is for. */
    private record Purpose(String use, Set<String> operations) {
        Purpose(String use, String... operations) {
            this(use, Set.of(operations));
        }

        Optional<String> contradiction(Entry entry) {
            String keyUse = entry.use();
            if (keyUse != null && !keyUse.equals(use)) {
                return Optional.of("The key is for another \"use\" than \"" + use + "\".");
            }
            Set<String> keyOperations = entry.operations();
            return keyOperations != null && keyOperations.stream().noneMatch(operations::contains)
                    ? Optional.of("The key's \"key_ops\" hold none of " + new java.util.TreeSet<>(operations) + ".")
                    : Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Binding<K> {
        K bind(Entry entry);
    }

    private static <K> KeyReading<K> read(Supplier<KeyText> text, Purpose purpose, Binding<K> binding) {
        List<K> keys = new ArrayList<>();
        List<KeyProblem> problems = new ArrayList<>();
        KeyText parsed;
        try {
            parsed = text.get();
        } catch (UnusableKeyException e) {
            return new KeyReading<>(List.of(), List.of(e.problem()));
        }
        Set<String> keyIds = new HashSet<>();
        for (Entry entry : parsed.entries()) {
            try {
                Optional<String> contradiction = purpose.contradiction(entry);
                if (contradiction.isPresent()) {
                    // A published set holds keys for other uses as well; a key given alone was meant for this one.
                    if (parsed.set()) {
                        continue;
                    }
                    throw new UnusableKeyException("SG-213", contradiction.get(), "Give a key that is meant for this.");
                }
                @Nullable String keyId = entry.keyId();
                if (keyId != null && !keyIds.add(keyId)) {
                    throw new UnusableKeyException(
                            "SG-214", "Two keys have one \"kid\".", "Give each key in the set a \"kid\" of its own.");
                }
                keys.add(binding.bind(entry));
            } catch (UnusableKeyException e) {
                problems.add(parsed.set() ? e.problemOfKey(entry.position()) : e.problem());
            }
        }
        if (keys.isEmpty() && problems.isEmpty()) {
            problems.add(new KeyProblem(
                    "SG-215",
                    "The key set holds no key for this purpose.",
                    "Give a set in which at least one key has \"use\":\"" + purpose.use() + "\" or none."));
        }
        return new KeyReading<>(keys, problems);
    }
}
