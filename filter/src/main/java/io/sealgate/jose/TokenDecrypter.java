package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decrypts a JWE in compact serialization (RFC 7516 section 5.2) to the JWS inside. What comes out is not trusted: anybody can encrypt to a public key. */
final class TokenDecrypter {
    private static final String EXPECTED = "expected a JWE made with a key and algorithms of the configuration";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<DecryptionKeys> keys;
    private final Map<ContentEncryptionAlgorithm, ContentDecryption> contentEncryption =
            new EnumMap<>(ContentEncryptionAlgorithm.class);
    private final boolean required;
    private final DecryptionBound bound;
    private final KnownHeaders knownHeaders = new KnownHeaders();

    /**
     * @param keys asked at each token
     */
    TokenDecrypter(
            Supplier<DecryptionKeys> keys,
            Set<ContentEncryptionAlgorithm> contentEncryption,
            boolean required,
            DecryptionBound bound) {
        this.keys = keys;
        for (ContentEncryptionAlgorithm algorithm : contentEncryption) {
            this.contentEncryption.put(algorithm, ContentDecryption.of(algorithm));
        }
        this.required = required;
        this.bound = bound;
    }

    boolean required() {
        return required;
    }

    /** The plaintext and the header that it came under, or why there is none. */
    static final class Decryption {
        private final byte @Nullable [] jws;
        private final int length;
        private final @Nullable JoseHeader header;
        private final @Nullable VerificationResult refusal;

        private Decryption(
                byte @Nullable [] jws, int length, @Nullable JoseHeader header, @Nullable VerificationResult refusal) {
            this.jws = jws;
            this.length = length;
            this.header = header;
            this.refusal = refusal;
        }

        /** The plaintext, and possibly more after its {@link #length}. */
        byte @Nullable [] jws() {
            return jws;
        }

        int length() {
            return length;
        }

        @Nullable JoseHeader header() {
            return header;
        }

        @Nullable VerificationResult refusal() {
            return refusal;
        }
    }

    /**
     * Decrypts the five parts between these four dots; everything that can be checked without a key is checked before a key is used.
     *
     * @param token is written over
     */
    Decryption decrypt(byte[] token, int[] dots) {
        if (dots[0] > JoseHeader.MAX_ENCODED_LENGTH) {
            return refused(JoseTokenVerifier.HEADER_TOO_LONG);
        }
        JoseHeader header = knownHeaders.find(token, dots[0]);
        if (header == null) {
            byte[] headerBytes = Base64Url.decode(token, 0, dots[0]);
            if (headerBytes == null) {
                return refused(JoseTokenVerifier.NOT_BASE64URL);
            }
            JoseHeader.Reading reading = JoseHeader.read(headerBytes);
            header = reading.header();
            if (header == null) {
                return refused(requireNonNull(reading.rejected()));
            }
        }
        byte[] encryptedKey = Base64Url.decode(token, dots[0] + 1, dots[1]);
        byte[] iv = Base64Url.decode(token, dots[1] + 1, dots[2]);
        byte[] ciphertext = Base64Url.decode(token, dots[2] + 1, dots[3]);
        byte[] tag = Base64Url.decode(token, dots[3] + 1, token.length);
        if (encryptedKey == null || iv == null || ciphertext == null || tag == null) {
            return refused(JoseTokenVerifier.NOT_BASE64URL);
        }
        if (!isNested(header.parameters().contentType())) {
            return refused(header.reject(
                    RejectionReason.NOT_SIGNED, "expected \"cty\":\"JWT\", which says that a signed token is inside"));
        }
        // JCA wants the tag behind the ciphertext, for which the token itself has room, and then the ciphertext's own
        // array has room for the plaintext.
        return decrypt(header, encryptedKey, SealedContent.over(token, dots[0], iv, ciphertext, tag), ciphertext);
    }

    /** Keeps the header of a token in which a good signature was, unless it is this token's alone. */
    void remember(byte[] token, int length, JoseHeader header) {
        boolean own = header.json().contains("epk") || header.json().contains("iv");
        if (!own && knownHeaders.find(token, length) == null) {
            knownHeaders.add(token, length, header);
        }
    }

    /**
     * Decrypts whatever it is that this content holds.
     *
     * @param plaintext has room for as many bytes as the ciphertext has
     */
    Decryption decrypt(JoseHeader header, byte[] encryptedKey, SealedContent sealed, byte[] plaintext) {
        DecryptionKeys trusted = keys.get();
        Optional<KeyManagementAlgorithm> algorithm =
                KeyManagementAlgorithm.of(header.parameters().algorithm());
        String enc = header.parameters().encryption();
        Optional<ContentEncryptionAlgorithm> content =
                enc == null ? Optional.empty() : ContentEncryptionAlgorithm.of(enc);
        ContentDecryption decryption = content.map(contentEncryption::get).orElse(null);
        if (algorithm.isEmpty() || !trusted.accepts(algorithm.get()) || content.isEmpty() || decryption == null) {
            return refused(header.reject(
                    RejectionReason.ALGORITHM_NOT_ALLOWED,
                    "alg or enc is not among those of the decryption keys and of the configuration"));
        }
        DecryptionKey key = trusted.find(header.parameters().keyId(), algorithm.get());
        if (key == null) {
            return refused(header.reject(
                    RejectionReason.UNKNOWN_KEY, "no decryption key, or no single one, fits kid and alg"));
        }
        if (!key.accepts(algorithm.get(), content.get())) {
            return refused(header.reject(
                    RejectionReason.ALGORITHM_NOT_ALLOWED, "the decryption key of this kid is for another algorithm"));
        }
        if (isDirect(algorithm.get()) != (encryptedKey.length == 0)
                || !decryption.fits(sealed)
                || !hasValidParameters(header, algorithm.get())) {
            return refused(header.reject(RejectionReason.DECRYPTION_FAILED, EXPECTED));
        }
        boolean bounded = isAsymmetric(algorithm.get());
        Unavailable overloaded = bounded ? bound.enter(header) : null;
        if (overloaded != null) {
            return refused(overloaded);
        }
        int length;
        try {
            byte[] contentKey = key.recover(algorithm.get(), header, encryptedKey, content.get());
            if (contentKey != null && contentKey.length != content.get().keyLength()) {
                contentKey = null;
            }
            // With any key rather than none, so that a bad encrypted key and a bad tag take alike (RFC 7516 section
            // 11.5).
            int decrypted =
                    decryption.decrypt(contentKey != null ? contentKey : anyKey(content.get()), sealed, plaintext);
            length = contentKey != null ? decrypted : ContentDecryption.FAILED;
        } finally {
            if (bounded) {
                bound.leave();
            }
        }
        return length == ContentDecryption.FAILED
                ? refused(header.reject(RejectionReason.DECRYPTION_FAILED, EXPECTED))
                : new Decryption(plaintext, length, header, null);
    }

    private static byte[] anyKey(ContentEncryptionAlgorithm content) {
        byte[] key = new byte[content.keyLength()];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Whether there is no encrypted key (RFC 7518 sections 4.5 and 4.6). */
    private static boolean isDirect(KeyManagementAlgorithm algorithm) {
        return algorithm == KeyManagementAlgorithm.DIR || algorithm == KeyManagementAlgorithm.ECDH_ES;
    }

    /** Whether anybody can make tokens that cost a private-key operation, of hundreds of microseconds. With a symmetric key, garbage costs a few. */
    private static boolean isAsymmetric(KeyManagementAlgorithm algorithm) {
        return algorithm.family() == KeyManagementAlgorithm.Family.RSA
                || algorithm.family() == KeyManagementAlgorithm.Family.ECDH;
    }

    /** Types and lengths of the parameters that a key management algorithm takes from the header (RFC 7518 sections 4.6.1 and 4.7.1). */
    private static boolean hasValidParameters(JoseHeader header, KeyManagementAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A192KW, ECDH_ES_A256KW ->
                EphemeralKey.isPublicKey(header.json()) && isBinary(header, "apu", -1) && isBinary(header, "apv", -1);
            case A128GCMKW, A192GCMKW, A256GCMKW ->
                header.json().string("iv") != null
                        && header.json().string("tag") != null
                        && isBinary(header, "iv", 12)
                        && isBinary(header, "tag", 16);
            default -> true;
        };
    }

    /** Whether a parameter is absent, or canonical base64url of a length, if one is given. */
    private static boolean isBinary(JoseHeader header, String name, int length) {
        if (!header.json().contains(name)) {
            return true;
        }
        String text = header.json().string(name);
        byte[] bytes = text == null ? null : Base64Url.decode(text);
        return bytes != null && (length < 0 || bytes.length == length);
    }

    /** Whether {@code cty} says that a JWT is inside: {@code JWT} (RFC 7519 section 5.2), or {@code at+jwt}, as providers of RFC 9068 tokens write. */
    static boolean isNested(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        String plain = type.startsWith("application/") ? type.substring("application/".length()) : type;
        return plain.equals("jwt") || plain.equals("at+jwt");
    }

    private static Decryption refused(VerificationResult refusal) {
        return new Decryption(null, 0, null, refusal);
    }
}
