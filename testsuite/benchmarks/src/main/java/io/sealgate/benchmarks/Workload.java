package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The keys and tokens that all contenders are given: one payload of 12 claims and about 550 bytes. */
final class Workload {
    static final String ISSUER = "https://idp.example.org/realms/shop";
    static final String AUDIENCE = "api://orders";
    static final String CONTENT_ENCRYPTION = "A256GCM";

    private Workload() {}

    static String payload() {
        long now = Instant.now().getEpochSecond();
        return """
                {"iss":"%s","aud":["%s","api://stock"],"sub":"5c1f0c5e-7d2a-4a55-9c3e-8f3b0d5a7c11",\
                "jti":"0b8f9f4e-2f43-4f0e-8a4f-3d5c1f6b9a20","iat":%d,"exp":%d,"nbf":%d,"azp":"shop-frontend",\
                "scope":"openid orders:read orders:write stock:read profile email","preferred_username":"alice.example@example.org",\
                "groups":["customers","clerks","auditors","night-shift","warehouse-north"],\
                "realm_access":{"roles":["offline_access","uma_authorization","default-roles-shop"]}}""".formatted(ISSUER, AUDIENCE, now, now + 36_000, now);
    }

    static JsonWebKey signingKey(String algorithm) throws JoseException {
        JsonWebKey key = switch (algorithm) {
            case "HS256" -> OctJwkGenerator.generateJwk(256);
            case "RS256", "PS256" -> RsaJwkGenerator.generateJwk(2048);
            case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
            default -> throw new IllegalArgumentException(algorithm);
        };
        key.setKeyId("key-1");
        key.setAlgorithm(algorithm);
        return key;
    }

    static String sign(JsonWebKey key, String payload) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(key.getAlgorithm());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setHeader("typ", "JWT");
        jws.setPayload(payload);
        jws.setKey(key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey());
        return jws.getCompactSerialization();
    }

    static JsonWebKey decryptionKey(String algorithm) throws JoseException {
        JsonWebKey key = switch (algorithm) {
            case "RSA-OAEP-256" -> RsaJwkGenerator.generateJwk(2048);
            case "ECDH-ES+A256KW" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "dir" -> OctJwkGenerator.generateJwk(256);
            default -> throw new IllegalArgumentException(algorithm);
        };
        key.setKeyId("encryption-1");
        key.setAlgorithm(algorithm);
        return key;
    }

    static String encrypt(JsonWebKey key, String plaintext) throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setAlgorithmHeaderValue(key.getAlgorithm());
        jwe.setEncryptionMethodHeaderParameter(CONTENT_ENCRYPTION);
        jwe.setKeyIdHeaderValue(key.getKeyId());
        jwe.setContentTypeHeaderValue("JWT");
        jwe.setPayload(plaintext);
        jwe.setKey(key.getKey());
        return jwe.getCompactSerialization();
    }

    /** What somebody without the key can make: a signature of the right length that does not hold. */
    static String forge(JsonWebKey key, String payload) throws JoseException {
        String signed = sign(key, payload);
        int dot = signed.lastIndexOf('.');
        char first = signed.charAt(dot + 1);
        return signed.substring(0, dot + 1) + (first == 'A' ? 'B' : 'A') + signed.substring(dot + 2);
    }

    static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static String publicJwk(JsonWebKey key) {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    static String secretJwk(JsonWebKey key) {
        return key.toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
    }

    static String privateJwk(JsonWebKey key) {
        return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }
}
