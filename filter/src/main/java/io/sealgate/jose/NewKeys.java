package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A key that was made just now, as JWK Sets of one key. {@link #toString()} shows its name alone.
 *
 * @param keyId its {@code kid}
 * @param privateSet with the private or symmetric key
 * @param publicSet with the public key; empty if the key is symmetric
 */
public record NewKeys(String keyId, String privateSet, Optional<String> publicSet) {
    /** Good beyond 2030 (NIST SP 800-57 part 1, table 2). */
    private static final int RSA_BITS = 3072;

    public NewKeys {
        requireNonNull(keyId, "keyId");
        requireNonNull(privateSet, "privateSet");
        requireNonNull(publicSet, "publicSet");
    }

    /**
     * Makes a key to sign with: RSA with 3072 bits, EC on the algorithm's curve, Ed25519 ({@code EdDSA}, {@code Ed25519}), Ed448, or as many random bytes as the hash has.
     *
     * @param keyId the {@code kid}; empty: the key's thumbprint (RFC 7638), or random for a symmetric key, of which a thumbprint would tell something
     */
    public static NewKeys toSign(SignatureAlgorithm algorithm, Optional<String> keyId) {
        JsonWebKey key = switch (algorithm) {
            case HS256 -> symmetric(256);
            case HS384 -> symmetric(384);
            case HS512 -> symmetric(512);
            case RS256, RS384, RS512, PS256, PS384, PS512 -> made(() -> RsaJwkGenerator.generateJwk(RSA_BITS));
            case ES256 -> made(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
            case ES384 -> made(() -> EcJwkGenerator.generateJwk(EllipticCurves.P384));
            case ES512 -> made(() -> EcJwkGenerator.generateJwk(EllipticCurves.P521));
            case EDDSA, ED25519 -> made(() -> OkpJwkGenerator.generateJwk("Ed25519"));
            case ED448 -> made(() -> OkpJwkGenerator.generateJwk("Ed448"));
        };
        return of(key, "sig", algorithm.identifier(), keyId);
    }

    /**
     * Makes a key to decrypt with: RSA with 3072 bits, EC on P-256, or as many random bytes as the algorithm takes; 32 for {@code dir}.
     *
     * @param keyId as in {@link #toSign}
     */
    public static NewKeys toDecrypt(KeyManagementAlgorithm algorithm, Optional<String> keyId) {
        JsonWebKey key = switch (algorithm) {
            case RSA_OAEP, RSA_OAEP_256 -> made(() -> RsaJwkGenerator.generateJwk(RSA_BITS));
            case ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A192KW, ECDH_ES_A256KW ->
                made(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
            case A128KW, A128GCMKW -> symmetric(128);
            case A192KW, A192GCMKW -> symmetric(192);
            case A256KW, A256GCMKW, DIR -> symmetric(256);
        };
        return of(key, "enc", algorithm.identifier(), keyId);
    }

    private static JsonWebKey symmetric(int bits) {
        return OctJwkGenerator.generateJwk(bits);
    }

    private static JsonWebKey made(Generation generation) {
        try {
            return generation.run();
        } catch (JoseException e) {
            throw new IllegalStateException("This JDK cannot make such a key", e);
        }
    }

    private static NewKeys of(JsonWebKey key, String use, String algorithm, Optional<String> keyId) {
        boolean pair = key instanceof PublicJsonWebKey;
        String name = keyId.orElseGet(() -> pair ? key.calculateBase64urlEncodedThumbprint("SHA-256") : random());
        key.setKeyId(name);
        key.setUse(use);
        key.setAlgorithm(algorithm);
        JsonWebKeySet set = new JsonWebKeySet(key);
        return new NewKeys(
                name,
                set.toJson(pair ? OutputControlLevel.INCLUDE_PRIVATE : OutputControlLevel.INCLUDE_SYMMETRIC),
                pair ? Optional.of(set.toJson(OutputControlLevel.PUBLIC_ONLY)) : Optional.empty());
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "NewKeys[kid=" + keyId + "]";
    }

    @FunctionalInterface
    private interface Generation {
        JsonWebKey run() throws JoseException;
    }
}
