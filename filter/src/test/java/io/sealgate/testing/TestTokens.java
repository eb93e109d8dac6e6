package io.sealgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens. {@code TestTokens.valid().claim("scope", "orders:read").signedWith(key, "ES256")} is a good one; each method changes one thing. Mutable; a builder is
 * for one token, or for several that share what was set.
 */
public final class TestTokens {
    public static final String ISSUER = "https://issuer.example";
    public static final String AUDIENCE = "api://orders";
    public static final String SUBJECT = "alice";

    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private @Nullable String payload;

    private TestTokens() {}

    /** Claims that the configurations of {@link TestConfigs} accept: in force for five minutes from now. */
    public static TestTokens valid() {
        return validAt(Instant.now());
    }

    /** As {@link #valid()}, issued at this moment. */
    public static TestTokens validAt(Instant issuedAt) {
        TestTokens token = new TestTokens();
        token.header.put("typ", "JWT");
        token.claims.put("iss", ISSUER);
        token.claims.put("aud", AUDIENCE);
        token.claims.put("sub", SUBJECT);
        token.claims.put("jti", UUID.randomUUID().toString());
        token.claims.put("iat", issuedAt.getEpochSecond());
        token.claims.put("exp", issuedAt.getEpochSecond() + 300);
        return token;
    }

    /** Sets a claim to a string, number, boolean, list, map or null. */
    public TestTokens claim(String name, @Nullable Object value) {
        claims.put(name, value);
        return this;
    }

    public TestTokens without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Sets a header parameter. */
    public TestTokens header(String name, @Nullable Object value) {
        header.put(name, value);
        return this;
    }

    public TestTokens withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** Signs this text instead of the claims. */
    public TestTokens payload(String text) {
        payload = text;
        return this;
    }

    /** The claims as they will be signed. */
    public String payload() {
        return payload != null ? payload : JsonUtil.toJson(claims);
    }

    /** A JWS of the claims, {@code kid} and {@code alg} in its header. */
    public String signedWith(JsonWebKey key, String algorithm) {
        return signedWith(signingKey(key), key.getKeyId(), algorithm);
    }

    /** A JWS of the claims by a key that need not fit the algorithm in strength. */
    public String signedWith(Key key, @Nullable String keyId, String algorithm) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setDoKeyValidation(false);
        jws.setPayload(payload());
        jws.setAlgorithmHeaderValue(isEdDsa(algorithm) ? "EdDSA" : algorithm);
        if (keyId != null) {
            jws.setKeyIdHeaderValue(keyId);
        }
        header.forEach((name, value) -> jws.getHeaders().setObjectHeaderValue(name, value));
        jws.setKey(key);
        try {
            if (isEdDsa(algorithm) && !algorithm.equals("EdDSA")) {
                // jose4j does not know the names of RFC 9864: the header is written by hand.
                return signedByHand(key, keyId, algorithm);
            }
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signedByHand(Key key, @Nullable String keyId, String algorithm) throws JoseException {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("alg", algorithm);
        if (keyId != null) {
            parameters.put("kid", keyId);
        }
        parameters.putAll(header);
        String input = encode(JsonUtil.toJson(parameters)) + "." + encode(payload());
        try {
            java.security.Signature signature = java.security.Signature.getInstance(algorithm);
            signature.initSign((java.security.PrivateKey) key);
            signature.update(input.getBytes(UTF_8));
            return input + "." + Base64Url.encode(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEdDsa(String algorithm) {
        return algorithm.startsWith("Ed");
    }

    /** A JWS of these very bytes, by ES256. */
    public static String signedBytes(byte[] header, byte[] payload, PublicJsonWebKey key) {
        String input = Base64Url.encode(header) + "." + Base64Url.encode(payload);
        try {
            java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + Base64Url.encode(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs, then encrypts to a key: a nested token with {@code "cty":"JWT"}. */
    public String nested(JsonWebKey signingKey, String algorithm, JsonWebKey encryptionKey, String alg, String enc) {
        return encrypt(signedWith(signingKey, algorithm), encryptionKey, alg, enc, Map.of("cty", "JWT"));
    }

    /** The claims encrypted and not signed. */
    public String merelyEncrypted(JsonWebKey encryptionKey, String alg, String enc) {
        return encrypt(payload(), encryptionKey, alg, enc, Map.of("cty", "JWT"));
    }

    /** A JWE of any plaintext, with these header parameters besides {@code alg}, {@code enc} and {@code kid}. */
    public static String encrypt(
            String plaintext, JsonWebKey key, String alg, String enc, Map<String, ? extends Object> parameters) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setDoKeyValidation(false);
        jwe.setContentEncryptionAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setPlaintext(plaintext.getBytes(UTF_8));
        jwe.setAlgorithmHeaderValue(alg);
        jwe.setEncryptionMethodHeaderParameter(enc);
        if (key.getKeyId() != null) {
            jwe.setKeyIdHeaderValue(key.getKeyId());
        }
        parameters.forEach((name, value) -> jwe.getHeaders().setObjectHeaderValue(name, value));
        jwe.setKey(key.getKey());
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token with the first character of one part changed, so that it still decodes; parts count from 0. */
    public static String tampered(String token, int part) {
        List<String> parts = new ArrayList<>(List.of(token.split("\\.", -1)));
        String text = parts.get(part);
        parts.set(part, (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1));
        return String.join(".", parts);
    }

    /** base64url without padding of a text's UTF-8. */
    public static String encode(String text) {
        return Base64Url.encode(text.getBytes(UTF_8));
    }

    private static Key signingKey(JsonWebKey key) {
        return key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey();
    }
}
