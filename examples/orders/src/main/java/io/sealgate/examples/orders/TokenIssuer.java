package io.sealgate.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Makes tokens: claims, signed (JWS, ES256), the signed text encrypted (JWE, ECDH-ES+A256KW with A256GCM). */
@ApplicationScoped
public class TokenIssuer {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.audiences")
    List<String> audiences;

    private final ShopKeys keys = new ShopKeys();

    /** A token for a caller whose password was checked. */
    String issue(String caller, Set<String> groups, Accounts.Account account) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audiences);
        claims.setSubject(caller);
        long now = Instant.now().getEpochSecond();
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + LIFETIME.toSeconds()));
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", List.copyOf(groups));
        claims.setStringClaim("scope", account.scope());
        claims.setStringClaim("department", account.department());
        try {
            return encrypt(sign(claims.toJson()));
        } catch (JoseException e) {
            throw new IllegalStateException("The shop's keys do not fit its algorithms", e);
        }
    }

    private String sign(String claims) throws JoseException {
        PublicJsonWebKey key = keys.signing();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "JWT");
        jws.setAlgorithmHeaderValue(key.getAlgorithm());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims);
        return jws.getCompactSerialization();
    }

    private String encrypt(String jws) throws JoseException {
        PublicJsonWebKey key = keys.encryption();
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setContentTypeHeaderValue("JWT");
        jwe.setAlgorithmHeaderValue(key.getAlgorithm());
        jwe.setEncryptionMethodHeaderParameter("A256GCM");
        jwe.setKeyIdHeaderValue(key.getKeyId());
        jwe.setKey(key.getPublicKey());
        jwe.setPayload(jws);
        return jwe.getCompactSerialization();
    }
}
