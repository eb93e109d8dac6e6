package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwe.ContentEncryptionKeyDescriptor;
import org.jose4j.jwe.ContentEncryptionParts;
import org.jose4j.jwx.Headers;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Decrypts a JWE in compact serialization (RFC 7516 section 5.2) to the JWS inside. What comes out is not trusted: anybody can encrypt to a public key. */
final class TokenDecrypter {
    private static final String EXPECTED = "expected a JWE made with a key and algorithms of the configuration";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The header parameters that jose4j needs to see; it sees no others. */
    private static final String[] AGREEMENT_PARAMETERS = {"alg", "enc", "epk", "apu", "apv", "iv", "tag"};

    private final DecryptionKeys keys;
    private final Set<ContentEncryptionAlgorithm> contentEncryption;
    private final boolean required;
    private final DecryptionBound bound;
    private final Map<DecryptionKey, ProviderContext> providers;

    TokenDecrypter(
            DecryptionKeys keys,
            Set<ContentEncryptionAlgorithm> contentEncryption,
            boolean required,
            DecryptionBound bound,
            CryptoProvider provider) {
        this.keys = keys;
        this.contentEncryption = Set.copyOf(contentEncryption);
        this.required = required;
        this.bound = bound;
        this.providers = keys.keys().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, key -> provider.decryptingWith(key.key())));
    }

    boolean required() {
        return required;
    }

    /** The plaintext and the header that it came under, or why there is none. */
    static final class Decryption {
        private final byte @Nullable [] jws;
        private final @Nullable JoseHeader header;
        private final @Nullable VerificationResult refusal;

        private Decryption(byte @Nullable [] jws, @Nullable JoseHeader header, @Nullable VerificationResult refusal) {
            this.jws = jws;
            this.header = header;
            this.refusal = refusal;
        }

        byte @Nullable [] jws() {
            return jws;
        }

        @Nullable JoseHeader header() {
            return header;
        }

        @Nullable VerificationResult refusal() {
            return refusal;
        }
    }

    /** Decrypts the five parts between these dots; everything that can be checked without a key is checked before a key is used. */
    Decryption decrypt(byte[] token, int[] dots) {
        if (dots[0] > JoseHeader.MAX_ENCODED_LENGTH) {
            return refused(JoseTokenVerifier.HEADER_TOO_LONG);
        }
        byte[] headerBytes = Base64Url.decode(token, 0, dots[0]);
        byte[] encryptedKey = Base64Url.decode(token, dots[0] + 1, dots[1]);
        byte[] iv = Base64Url.decode(token, dots[1] + 1, dots[2]);
        byte[] ciphertext = Base64Url.decode(token, dots[2] + 1, dots[3]);
        byte[] tag = Base64Url.decode(token, dots[3] + 1, token.length);
        if (headerBytes == null || encryptedKey == null || iv == null || ciphertext == null || tag == null) {
            return refused(JoseTokenVerifier.NOT_BASE64URL);
        }
        JoseHeader.Reading reading = JoseHeader.read(headerBytes);
        JoseHeader header = reading.header();
        if (header == null) {
            return new Decryption(null, null, reading.rejected());
        }
        if (!isNested(header.parameters().contentType())) {
            return refused(header.reject(
                    RejectionReason.NOT_SIGNED, "expected \"cty\":\"JWT\", which says that a signed token is inside"));
        }
        return decrypt(
                header, encryptedKey, new ContentEncryptionParts(iv, ciphertext, tag), Arrays.copyOf(token, dots[0]));
    }

    /** Decrypts whatever it is that these parts hold. */
    Decryption decrypt(JoseHeader header, byte[] encryptedKey, ContentEncryptionParts parts, byte[] additionalData) {
        Optional<KeyManagementAlgorithm> algorithm =
                KeyManagementAlgorithm.of(header.parameters().algorithm());
        String enc = header.parameters().encryption();
        Optional<ContentEncryptionAlgorithm> content =
                enc == null ? Optional.empty() : ContentEncryptionAlgorithm.of(enc);
        if (algorithm.isEmpty()
                || !keys.accepts(algorithm.get())
                || content.isEmpty()
                || !contentEncryption.contains(content.get())) {
            return refused(header.reject(
                    RejectionReason.ALGORITHM_NOT_ALLOWED,
                    "alg or enc is not among those of the decryption keys and of the configuration"));
        }
        DecryptionKey key = keys.find(header.parameters().keyId(), algorithm.get());
        if (key == null) {
            return refused(header.reject(
                    RejectionReason.UNKNOWN_KEY, "no decryption key, or no single one, fits kid and alg"));
        }
        if (!key.accepts(algorithm.get(), content.get())) {
            return refused(header.reject(
                    RejectionReason.ALGORITHM_NOT_ALLOWED, "the decryption key of this kid is for another algorithm"));
        }
        if (!hasExactLengths(algorithm.get(), content.get(), encryptedKey, parts)
                || !hasValidParameters(header, algorithm.get())) {
            return refused(header.reject(RejectionReason.DECRYPTION_FAILED, EXPECTED));
        }
        boolean bounded = isAsymmetric(algorithm.get());
        Unavailable overloaded = bounded ? bound.enter(header) : null;
        if (overloaded != null) {
            return refused(overloaded);
        }
        byte[] plaintext;
        try {
            plaintext = decrypt(
                    key,
                    algorithm.get(),
                    content.get(),
                    header,
                    encryptedKey,
                    parts,
                    additionalData,
                    requireNonNull(providers.get(key)));
        } finally {
            if (bounded) {
                bound.leave();
            }
        }
        if (plaintext == null) {
            return refused(header.reject(RejectionReason.DECRYPTION_FAILED, EXPECTED));
        }
        return new Decryption(plaintext, header, null);
    }

    /** Runs both steps whatever the first one says, so that a bad encrypted key and a bad tag take alike (RFC 7516 section 11.5). */
    private static byte @Nullable [] decrypt(
            DecryptionKey key,
            KeyManagementAlgorithm algorithm,
            ContentEncryptionAlgorithm content,
            JoseHeader header,
            byte[] encryptedKey,
            ContentEncryptionParts parts,
            byte[] additionalData,
            ProviderContext providers) {
        org.jose4j.jwe.KeyManagementAlgorithm management = JoseAlgorithms.of(algorithm);
        org.jose4j.jwe.ContentEncryptionAlgorithm encryption = JoseAlgorithms.of(content);
        ContentEncryptionKeyDescriptor descriptor = encryption.getContentEncryptionKeyDescriptor();
        Headers headers = headersFor(algorithm, header);
        Key contentKey;
        boolean unwrapped = true;
        try {
            contentKey = management.manageForDecrypt(
                    management.prepareForDecrypt(key.key(), headers, providers),
                    encryptedKey,
                    descriptor,
                    headers,
                    providers);
            unwrapped = contentKey.getEncoded().length == content.keyLength();
        } catch (JoseException | RuntimeException e) {
            // Whatever a token can provoke here ends alike; the message may hold parts of the token.
            contentKey = null;
            unwrapped = false;
        }
        byte[] rawKey = new byte[content.keyLength()];
        if (unwrapped && contentKey != null) {
            rawKey = contentKey.getEncoded();
        } else {
            RANDOM.nextBytes(rawKey);
            rawKey = new SecretKeySpec(rawKey, descriptor.getContentEncryptionKeyAlgorithm()).getEncoded();
        }
        try {
            byte[] plaintext = encryption.decrypt(parts, additionalData, rawKey, headers, providers);
            return unwrapped ? plaintext : null;
        } catch (JoseException | RuntimeException e) {
            return null;
        }
    }

    /** Whether anybody can make tokens that cost a private-key operation, of hundreds of microseconds. With a symmetric key, garbage costs a few. */
    private static boolean isAsymmetric(KeyManagementAlgorithm algorithm) {
        return algorithm.family() == KeyManagementAlgorithm.Family.RSA
                || algorithm.family() == KeyManagementAlgorithm.Family.ECDH;
    }

    private static Headers headersFor(KeyManagementAlgorithm algorithm, JoseHeader header) {
        Headers headers = new Headers();
        if (algorithm.family() != KeyManagementAlgorithm.Family.RSA) {
            for (String name : AGREEMENT_PARAMETERS) {
                Object value = header.json().get(name);
                if (value != null) {
                    headers.setObjectHeaderValue(name, value);
                }
            }
        }
        return headers;
    }

    /** RFC 7518 sections 4.5, 4.6, 5.2 and 5.3; jose4j accepts GCM initialization vectors of any length, and an encrypted key with ECDH-ES. */
    private static boolean hasExactLengths(
            KeyManagementAlgorithm algorithm,
            ContentEncryptionAlgorithm content,
            byte[] encryptedKey,
            ContentEncryptionParts parts) {
        byte[] iv = parts.getIv();
        byte[] tag = parts.getAuthenticationTag();
        boolean direct = algorithm == KeyManagementAlgorithm.DIR || algorithm == KeyManagementAlgorithm.ECDH_ES;
        if (direct != (encryptedKey.length == 0)) {
            return false;
        }
        return switch (content) {
            case A128GCM, A192GCM, A256GCM -> iv.length == 12 && tag.length == 16;
            case A128CBC_HS256, A192CBC_HS384, A256CBC_HS512 ->
                iv.length == 16 && tag.length == content.keyLength() / 2;
        };
    }

    /** Types and lengths of the parameters that a key management algorithm takes from the header (RFC 7518 sections 4.6.1 and 4.7.1). */
    private static boolean hasValidParameters(JoseHeader header, KeyManagementAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A192KW, ECDH_ES_A256KW ->
                header.json().get("epk") instanceof Map<?, ?> epk
                        && isPublicKey(epk)
                        && isBinary(header, "apu", -1)
                        && isBinary(header, "apv", -1);
            case A128GCMKW, A192GCMKW, A256GCMKW ->
                header.json().string("iv") != null
                        && header.json().string("tag") != null
                        && isBinary(header, "iv", 12)
                        && isBinary(header, "tag", 16);
            default -> true;
        };
    }

    private static boolean isPublicKey(Map<?, ?> epk) {
        return !epk.containsKey("d")
                && epk.get("x") instanceof String x
                && Base64Url.decode(x) != null
                && (!epk.containsKey("y") || (epk.get("y") instanceof String y && Base64Url.decode(y) != null));
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
        return new Decryption(null, null, refusal);
    }
}
