package io.sealgate.testing;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;

/** Keys for tests. One of each kind and name is made at first use and kept, for RSA keys take time. */
public final class TestKeys {
    private static final Map<String, JsonWebKey> KEYS = new ConcurrentHashMap<>();

    private TestKeys() {}

    public static PublicJsonWebKey rsa2048(String keyId) {
        return pair("rsa:" + keyId, keyId, () -> RsaJwkGenerator.generateJwk(2048));
    }

    public static PublicJsonWebKey p256(String keyId) {
        return pair("p256:" + keyId, keyId, () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    public static PublicJsonWebKey p384(String keyId) {
        return pair("p384:" + keyId, keyId, () -> EcJwkGenerator.generateJwk(EllipticCurves.P384));
    }

    public static PublicJsonWebKey p521(String keyId) {
        return pair("p521:" + keyId, keyId, () -> EcJwkGenerator.generateJwk(EllipticCurves.P521));
    }

    public static PublicJsonWebKey ed25519(String keyId) {
        return pair("ed25519:" + keyId, keyId, () -> OkpJwkGenerator.generateJwk("Ed25519"));
    }

    public static PublicJsonWebKey ed448(String keyId) {
        return pair("ed448:" + keyId, keyId, () -> OkpJwkGenerator.generateJwk("Ed448"));
    }

    public static PublicJsonWebKey x25519(String keyId) {
        return pair("x25519:" + keyId, keyId, () -> OkpJwkGenerator.generateJwk("X25519"));
    }

    /** A symmetric key of this many bits. */
    public static JsonWebKey oct(int bits, String keyId) {
        return KEYS.computeIfAbsent(
                "oct" + bits + ":" + keyId, name -> named(OctJwkGenerator.generateJwk(bits), keyId));
    }

    /** The public half as a JWK, with {@code alg} where it is not empty. */
    public static String publicJwk(PublicJsonWebKey key, String algorithm) {
        return jwk(key, algorithm, OutputControlLevel.PUBLIC_ONLY);
    }

    /** The private half as a JWK, with {@code alg} where it is not empty. */
    public static String privateJwk(PublicJsonWebKey key, String algorithm) {
        return jwk(key, algorithm, OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** A symmetric key as a JWK, with {@code alg} where it is not empty. */
    public static String octJwk(JsonWebKey key, String algorithm) {
        return jwk(key, algorithm, OutputControlLevel.INCLUDE_SYMMETRIC);
    }

    /** A JWK Set of these JWKs. */
    public static String set(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    private static String jwk(JsonWebKey key, String algorithm, OutputControlLevel level) {
        Map<String, Object> members = key.toParams(level);
        members.remove("alg");
        if (!algorithm.isEmpty()) {
            members.put("alg", algorithm);
        }
        return org.jose4j.json.JsonUtil.toJson(members);
    }

    private static PublicJsonWebKey pair(String name, String keyId, Callable<PublicJsonWebKey> generator) {
        return (PublicJsonWebKey) KEYS.computeIfAbsent(name, key -> {
            try {
                return named(generator.call(), keyId);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static JsonWebKey named(JsonWebKey key, String keyId) {
        if (!keyId.isEmpty()) {
            key.setKeyId(keyId);
        }
        return key;
    }
}
