package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.SignatureAlgorithm;
import java.util.EnumMap;
import java.util.Map;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.jws.EdDsaAlgorithm;
import org.jose4j.jws.HmacUsingShaAlgorithm;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.jws.RsaUsingShaAlgorithm;

/**
 * jose4j's implementation of each signature algorithm. They are stateless and shared. Listed one by one, so that nothing jose4j supports beyond our own enum can ever be
 * reached.
 */
final class JoseAlgorithms {
    private static final Map<SignatureAlgorithm, JsonWebSignatureAlgorithm> SIGNATURE =
            new EnumMap<>(SignatureAlgorithm.class);

    static {
        SIGNATURE.put(SignatureAlgorithm.HS256, new HmacUsingShaAlgorithm.HmacSha256());
        SIGNATURE.put(SignatureAlgorithm.HS384, new HmacUsingShaAlgorithm.HmacSha384());
        SIGNATURE.put(SignatureAlgorithm.HS512, new HmacUsingShaAlgorithm.HmacSha512());
        SIGNATURE.put(SignatureAlgorithm.RS256, new RsaUsingShaAlgorithm.RsaSha256());
        SIGNATURE.put(SignatureAlgorithm.RS384, new RsaUsingShaAlgorithm.RsaSha384());
        SIGNATURE.put(SignatureAlgorithm.RS512, new RsaUsingShaAlgorithm.RsaSha512());
        SIGNATURE.put(SignatureAlgorithm.PS256, new RsaUsingShaAlgorithm.RsaPssSha256());
        SIGNATURE.put(SignatureAlgorithm.PS384, new RsaUsingShaAlgorithm.RsaPssSha384());
        SIGNATURE.put(SignatureAlgorithm.PS512, new RsaUsingShaAlgorithm.RsaPssSha512());
        SIGNATURE.put(SignatureAlgorithm.ES256, new EcdsaUsingShaAlgorithm.EcdsaP256UsingSha256());
        SIGNATURE.put(SignatureAlgorithm.ES384, new EcdsaUsingShaAlgorithm.EcdsaP384UsingSha384());
        SIGNATURE.put(SignatureAlgorithm.ES512, new EcdsaUsingShaAlgorithm.EcdsaP521UsingSha512());
        JsonWebSignatureAlgorithm edDsa = new EdDsaAlgorithm();
        SIGNATURE.put(SignatureAlgorithm.EDDSA, edDsa);
        SIGNATURE.put(SignatureAlgorithm.ED25519, edDsa);
        SIGNATURE.put(SignatureAlgorithm.ED448, edDsa);
    }

    private JoseAlgorithms() {}

    static JsonWebSignatureAlgorithm of(SignatureAlgorithm algorithm) {
        return requireNonNull(SIGNATURE.get(algorithm), "algorithm");
    }
}
