package io.sealgate.testing;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys for tests. One of each kind and name is made at first use and kept, for RSA keys take time. */
public final class TestKeys {
    private static final Map<String, JsonWebKey> KEYS = new ConcurrentHashMap<>();

    /** By {@code crv}: {@code x}, {@code y} and {@code d} of keys of which each begins with one zero byte. */
    private static final Map<String, List<String>> LEADING_ZEROS = Map.of(
            "P-256",
            List.of(
                    "AITt2OYZZOCL8Quo5wvaJEHv43yQETeAls4LRuyKF8w",
                    "AA4QGiZNRoe96Hvzz8tMI_zqM7762XZDYxJfQREfXNI",
                    "AJ3iFPtWw6FRPvAIRG5pbqN3YX6TYZA8Zi1TmnZFybQ"),
            "P-384",
            List.of(
                    "AKjKicAYKnDW9-JbWpjK6g6xN1ltwbpEjQwZPsp_GPbaWncVaddqtYmckXGPAy0k",
                    "ALBHUjIPAoKO6lgRDJKqQD-xkHuVn3xFHUUpzlZusSmamO_nVsmEbAc-pmNZpgac",
                    "AEd-TJcCiutzX4w0645zgZ8OPGOX6Km0430xxjL1_ezhvXJkUlla8YJpdXrWfWHs"),
            "P-521",
            List.of(
                    "ACsZujy8UzgVHz32jHxadhs09bLL92QEj18vlpD4iY7drtNsXDotgVR4tU-W9hxqfjAqj_P0rGQSCvmCRerYiToA",
                    "AM3451hLeVSmIOUhVm5mmE5zk3CYXFqzTgjcqFPvtsmzUQqqUMpKVybsYDelr_OC1X7PrmUJDGnRh1o3NNfbvQSN",
                    "AGp9SvRcXteaAdbQ7VV7PrJew7B450ktlQTPpsg-ccO8gcbFhSs2B4Jpntj5eDaicWnQfXD5slYIf84BGv_sTS_J"));

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

    /**
     * A key of which each number begins with a zero byte.
     *
     * @param curve {@code P-256}, {@code P-384} or {@code P-521}
     */
    public static PublicJsonWebKey leadingZeros(String curve, String keyId) {
        List<String> numbers = Objects.requireNonNull(LEADING_ZEROS.get(curve));
        return pair(
                "zeros:" + curve + ":" + keyId,
                keyId,
                () -> PublicJsonWebKey.Factory.newPublicJwk(Map.of(
                        "kty", "EC", "crv", curve, "x", numbers.get(0), "y", numbers.get(1), "d", numbers.get(2))));
    }

    /** A JWK with a zero byte more, or less, before one of its numbers. */
    public static String respelled(String jwk, String member, boolean more) {
        try {
            Map<String, Object> members = new LinkedHashMap<>(JsonUtil.parseJson(jwk));
            byte[] bytes = Base64.getUrlDecoder().decode((String) members.get(member));
            byte[] other = more ? new byte[bytes.length + 1] : Arrays.copyOfRange(bytes, 1, bytes.length);
            if (more) {
                System.arraycopy(bytes, 0, other, 1, bytes.length);
            } else if (bytes[0] != 0) {
                throw new IllegalArgumentException(member + " begins with no zero byte");
            }
            members.put(member, Base64.getUrlEncoder().withoutPadding().encodeToString(other));
            return JsonUtil.toJson(members);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
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
        return JsonUtil.toJson(members);
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
