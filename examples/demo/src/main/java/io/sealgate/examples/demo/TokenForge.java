package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.Base64;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Makes tokens that the shop never would. It has the shop's own keys, so that each token is wrong in one point alone. */
final class TokenForge {

    private final PublicJsonWebKey signing;
    private final PublicJsonWebKey encryption;

    /**
     * @param keys the directory that the application was given for its keys, after its first start
     */
    TokenForge(Path keys) throws IOException, JoseException {
        signing = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(keys.resolve("signing.private.jwk")));
        encryption = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(keys.resolve("encryption.private.jwk")));
    }

    /** As the shop makes them: to see that the other tokens are refused for what their name says. */
    String faultless() throws JoseException {
        return encrypt(sign(claims(), signing.getPrivateKey()));
    }

    String expired() throws JoseException {
        JwtClaims claims = claims();
        claims.setExpirationTimeMinutesInTheFuture(-10);
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 15 * 60));
        return encrypt(sign(claims, signing.getPrivateKey()));
    }

    String forAnotherAudience() throws JoseException {
        JwtClaims claims = claims();
        claims.setAudience("https://elsewhere.example");
        return encrypt(sign(claims, signing.getPrivateKey()));
    }

    String withTamperedSignature() throws JoseException {
        return encrypt(flipBit(sign(claims(), signing.getPrivateKey()), 2));
    }

    String signedByAStranger() throws JoseException {
        return encrypt(
                sign(claims(), EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey()));
    }

    String withTamperedCiphertext() throws JoseException {
        return flipBit(faultless(), 3);
    }

    /** What anyone can make who has the public key. */
    String merelyEncrypted() throws JoseException {
        return encrypt(claims().toJson(), null);
    }

    String merelySigned() throws JoseException {
        return sign(claims(), signing.getPrivateKey());
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://shop.example");
        claims.setAudience("https://shop.example/orders");
        claims.setSubject("alice");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", "manager");
        claims.setStringClaim("scope", "orders:read orders:write");
        claims.setStringClaim("department", "sales");
        return claims;
    }

    private String sign(JwtClaims claims, Key key) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "JWT");
        jws.setAlgorithmHeaderValue(signing.getAlgorithm());
        jws.setKeyIdHeaderValue(signing.getKeyId());
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        return jws.getCompactSerialization();
    }

    private String encrypt(String jws) throws JoseException {
        return encrypt(jws, "JWT");
    }

    /**
     * @param contentType what is inside; null for claims (RFC 7519 section 5.2)
     */
    private String encrypt(String content, @Nullable String contentType) throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        if (contentType != null) {
            jwe.setContentTypeHeaderValue(contentType);
        }
        jwe.setAlgorithmHeaderValue(encryption.getAlgorithm());
        jwe.setEncryptionMethodHeaderParameter("A256GCM");
        jwe.setKeyIdHeaderValue(encryption.getKeyId());
        jwe.setKey(encryption.getPublicKey());
        jwe.setPayload(content);
        return jwe.getCompactSerialization();
    }

    /** Changes one bit of one part, which stays well-formed Base64url: only the cryptography can notice. */
    private static String flipBit(String token, int part) {
        String[] parts = token.split("\\.");
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        bytes[bytes.length / 2] ^= 1;
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return String.join(".", parts);
    }
}
