package io.sealgate.benchmarks;

import static java.util.Objects.requireNonNull;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.JWTVerifier;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWEDecryptionKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.smallrye.jwt.algorithm.KeyEncryptionAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The other libraries, each configured as its documentation has it for a resource server: one algorithm, the issuer, the audience, {@code exp} required. Each is there
 * where it supports the algorithm.
 */
final class Peers {
    static final String JOSE4J = "jose4j";
    static final String SMALLRYE = "SmallRye JWT";
    static final String NIMBUS = "Nimbus JOSE+JWT";
    static final String SPRING = "Spring Security";
    static final String JAVA_JWT = "auth0 java-jwt";

    private Peers() {}

    static List<Contender> signed(String algorithm, JsonWebKey key, List<String> tokens) throws Exception {
        List<Contender> peers = new ArrayList<>();
        JwtConsumer jose4j = jose4j(algorithm, List.of(key));
        peers.add(Contender.of(JOSE4J, tokens, jose4j::processToClaims));
        DefaultJWTParser smallrye = new DefaultJWTParser(smallrye(algorithm, key));
        peers.add(Contender.of(SMALLRYE, tokens, smallrye::parse));
        // Nimbus's processor and Spring know no EdDSA, java-jwt neither that nor PS256.
        if (!algorithm.equals("EdDSA")) {
            DefaultJWTProcessor<SecurityContext> nimbus = nimbus(algorithm, keySource(List.of(key)));
            peers.add(Contender.of(NIMBUS, tokens, token -> nimbus.process(token, null)));
            NimbusJwtDecoder spring = spring(algorithm, key);
            peers.add(Contender.of(SPRING, tokens, spring::decode));
        }
        if (Set.of("HS256", "RS256", "ES256").contains(algorithm)) {
            JWTVerifier auth0 = auth0(algorithm, key);
            peers.add(Contender.of(JAVA_JWT, tokens, auth0::verify));
        }
        return peers;
    }

    static List<Contender> nested(JsonWebKey encryption, JsonWebKey signing, String token) throws Exception {
        JwtConsumer jose4j = builder(signing.getAlgorithm())
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(List.of(signing)))
                .setDecryptionKey(decryptionKey(encryption))
                .setEnableRequireEncryption()
                .setJweAlgorithmConstraints(ConstraintType.PERMIT, encryption.getAlgorithm())
                .setJweContentEncryptionAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, Workload.CONTENT_ENCRYPTION))
                .build();
        DefaultJWTProcessor<SecurityContext> nimbus = nimbus(signing.getAlgorithm(), keySource(List.of(signing)));
        nimbus.setJWEKeySelector(new JWEDecryptionKeySelector<>(
                JWEAlgorithm.parse(encryption.getAlgorithm()),
                EncryptionMethod.A256GCM,
                new ImmutableJWKSet<>(JWKSet.parse("{\"keys\":[" + Workload.privateJwk(encryption) + "]}"))));
        JWTAuthContextInfo info = smallrye(signing.getAlgorithm(), signing);
        info.setKeyEncryptionAlgorithm(Set.of(KeyEncryptionAlgorithm.fromAlgorithm(encryption.getAlgorithm())));
        if (encryption instanceof PublicJsonWebKey pair) {
            info.setPrivateDecryptionKey(pair.getPrivateKey());
        } else {
            info.setSecretDecryptionKey(secretKey(encryption));
        }
        DefaultJWTParser smallrye = new DefaultJWTParser(info);
        return List.of(
                new Contender(JOSE4J, () -> jose4j.processToClaims(token)),
                new Contender(SMALLRYE, () -> smallrye.parse(token)),
                new Contender(NIMBUS, () -> nimbus.process(token, null)));
    }

    static JwtConsumer jose4j(String algorithm, List<JsonWebKey> keys) {
        return builder(algorithm)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .build();
    }

    /** The exception by which a library refuses. */
    static Exception refused(Contender.Operation operation) throws Exception {
        try {
            operation.run();
        } catch (InvalidJwtException | BadJOSEException | ParseException | StackOverflowError e) {
            return e instanceof Exception exception ? exception : new IllegalStateException(e);
        }
        throw new IllegalStateException("accepted");
    }

    private static JwtConsumerBuilder builder(String algorithm) {
        return new JwtConsumerBuilder()
                .setExpectedIssuer(Workload.ISSUER)
                .setExpectedAudience(Workload.AUDIENCE)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }

    static DefaultJWTProcessor<SecurityContext> nimbus(String algorithm, JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.parse(algorithm), keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Workload.AUDIENCE,
                new JWTClaimsSet.Builder().issuer(Workload.ISSUER).build(),
                Set.of("sub", "iat", "exp", "jti")));
        return processor;
    }

    static JWKSource<SecurityContext> keySource(Collection<JsonWebKey> keys) throws Exception {
        String set = keys.stream()
                .map(key -> key instanceof PublicJsonWebKey ? Workload.publicJwk(key) : Workload.secretJwk(key))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        return new ImmutableJWKSet<>(JWKSet.parse(set));
    }

    private static NimbusJwtDecoder spring(String algorithm, JsonWebKey key) throws Exception {
        NimbusJwtDecoder decoder = algorithm.equals("HS256")
                ? NimbusJwtDecoder.withSecretKey(secretKey(key)).build()
                : NimbusJwtDecoder.withJwkSource(keySource(List.of(key)))
                        .jwsAlgorithm(requireNonNull(SignatureAlgorithm.from(algorithm)))
                        .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(Workload.ISSUER),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience.contains(Workload.AUDIENCE))));
        return decoder;
    }

    private static JWTAuthContextInfo smallrye(String algorithm, JsonWebKey key) {
        JWTAuthContextInfo info = key instanceof PublicJsonWebKey pair
                ? new JWTAuthContextInfo(pair.getPublicKey(), Workload.ISSUER)
                : new JWTAuthContextInfo(secretKey(key), Workload.ISSUER);
        info.setSignatureAlgorithm(Set.of(io.smallrye.jwt.algorithm.SignatureAlgorithm.fromAlgorithm(algorithm)));
        info.setExpectedAudience(Set.of(Workload.AUDIENCE));
        info.setRelaxVerificationKeyValidation(false);
        return info;
    }

    private static JWTVerifier auth0(String algorithm, JsonWebKey key) {
        Algorithm verification = switch (algorithm) {
            case "HS256" -> Algorithm.HMAC256(key.getKey().getEncoded());
            case "RS256" -> Algorithm.RSA256((RSAPublicKey) publicKey(key), null);
            default -> Algorithm.ECDSA256((ECPublicKey) publicKey(key), null);
        };
        return JWT.require(verification)
                .withIssuer(Workload.ISSUER)
                .withAnyOfAudience(Workload.AUDIENCE)
                .withClaimPresence("exp")
                .build();
    }

    private static PublicKey publicKey(JsonWebKey key) {
        return ((PublicJsonWebKey) key).getPublicKey();
    }

    private static SecretKey secretKey(JsonWebKey key) {
        return new SecretKeySpec(key.getKey().getEncoded(), "HmacSHA256");
    }

    private static java.security.Key decryptionKey(JsonWebKey key) {
        return key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey();
    }
}
