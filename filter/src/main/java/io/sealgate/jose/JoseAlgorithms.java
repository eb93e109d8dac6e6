package io.sealgate.jose;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.security.spec.MGF1ParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jose4j.jwe.AesCbcHmacSha2ContentEncryptionAlgorithm;
import org.jose4j.jwe.AesGcmContentEncryptionAlgorithm;
import org.jose4j.jwe.AesGcmKeyEncryptionAlgorithm;
import org.jose4j.jwe.AesKeyWrapManagementAlgorithm;
import org.jose4j.jwe.DirectKeyManagementAlgorithm;
import org.jose4j.jwe.EcdhKeyAgreementAlgorithm;
import org.jose4j.jwe.EcdhKeyAgreementWithAesKeyWrapAlgorithm;
import org.jose4j.jwe.RsaKeyManagementAlgorithm;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.jws.EdDsaAlgorithm;
import org.jose4j.jws.HmacUsingShaAlgorithm;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.jws.RsaUsingShaAlgorithm;

/**
 * jose4j's implementation of each algorithm. They are stateless and shared. Listed one by one, so that nothing jose4j supports beyond our own enums can ever be
 * reached.
 */
final class JoseAlgorithms {
    static final String RSA_OAEP = "RSA/ECB/OAEPPadding";

    /** RFC 7518 section 4.3: SHA-256 for MGF1, too. */
    static final OAEPParameterSpec RSA_OAEP_256_PARAMETERS =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final Map<SignatureAlgorithm, JsonWebSignatureAlgorithm> SIGNATURE =
            new EnumMap<>(SignatureAlgorithm.class);
    private static final Map<KeyManagementAlgorithm, org.jose4j.jwe.KeyManagementAlgorithm> KEY_MANAGEMENT =
            new EnumMap<>(KeyManagementAlgorithm.class);
    private static final Map<ContentEncryptionAlgorithm, org.jose4j.jwe.ContentEncryptionAlgorithm> CONTENT =
            new EnumMap<>(ContentEncryptionAlgorithm.class);

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

        KEY_MANAGEMENT.put(KeyManagementAlgorithm.RSA_OAEP, new RsaKeyManagementAlgorithm.RsaOaep());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.RSA_OAEP_256, rsaOaep256());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.ECDH_ES, new EcdhKeyAgreementAlgorithm());
        KEY_MANAGEMENT.put(
                KeyManagementAlgorithm.ECDH_ES_A128KW,
                new EcdhKeyAgreementWithAesKeyWrapAlgorithm.EcdhKeyAgreementWithAes128KeyWrapAlgorithm());
        KEY_MANAGEMENT.put(
                KeyManagementAlgorithm.ECDH_ES_A192KW,
                new EcdhKeyAgreementWithAesKeyWrapAlgorithm.EcdhKeyAgreementWithAes192KeyWrapAlgorithm());
        KEY_MANAGEMENT.put(
                KeyManagementAlgorithm.ECDH_ES_A256KW,
                new EcdhKeyAgreementWithAesKeyWrapAlgorithm.EcdhKeyAgreementWithAes256KeyWrapAlgorithm());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A128KW, new AesKeyWrapManagementAlgorithm.Aes128());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A192KW, new AesKeyWrapManagementAlgorithm.Aes192());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A256KW, new AesKeyWrapManagementAlgorithm.Aes256());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A128GCMKW, new AesGcmKeyEncryptionAlgorithm.Aes128Gcm());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A192GCMKW, new AesGcmKeyEncryptionAlgorithm.Aes192Gcm());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.A256GCMKW, new AesGcmKeyEncryptionAlgorithm.Aes256Gcm());
        KEY_MANAGEMENT.put(KeyManagementAlgorithm.DIR, new DirectKeyManagementAlgorithm());

        CONTENT.put(
                ContentEncryptionAlgorithm.A128CBC_HS256,
                new AesCbcHmacSha2ContentEncryptionAlgorithm.Aes128CbcHmacSha256());
        CONTENT.put(
                ContentEncryptionAlgorithm.A192CBC_HS384,
                new AesCbcHmacSha2ContentEncryptionAlgorithm.Aes192CbcHmacSha384());
        CONTENT.put(
                ContentEncryptionAlgorithm.A256CBC_HS512,
                new AesCbcHmacSha2ContentEncryptionAlgorithm.Aes256CbcHmacSha512());
        CONTENT.put(ContentEncryptionAlgorithm.A128GCM, new AesGcmContentEncryptionAlgorithm.Aes128Gcm());
        CONTENT.put(ContentEncryptionAlgorithm.A192GCM, new AesGcmContentEncryptionAlgorithm.Aes192Gcm());
        CONTENT.put(ContentEncryptionAlgorithm.A256GCM, new AesGcmContentEncryptionAlgorithm.Aes256Gcm());
    }

    private JoseAlgorithms() {}

    /** jose4j's own, but for the name by which it asks for the cipher: there are providers that know it by this one alone. The parameters say the rest. */
    private static org.jose4j.jwe.KeyManagementAlgorithm rsaOaep256() {
        RsaKeyManagementAlgorithm algorithm =
                new RsaKeyManagementAlgorithm(RSA_OAEP, KeyManagementAlgorithm.RSA_OAEP_256.identifier());
        algorithm.setAlgorithmParameterSpec(RSA_OAEP_256_PARAMETERS);
        return algorithm;
    }

    static JsonWebSignatureAlgorithm of(SignatureAlgorithm algorithm) {
        return present(SIGNATURE.get(algorithm));
    }

    static org.jose4j.jwe.KeyManagementAlgorithm of(KeyManagementAlgorithm algorithm) {
        return present(KEY_MANAGEMENT.get(algorithm));
    }

    static org.jose4j.jwe.ContentEncryptionAlgorithm of(ContentEncryptionAlgorithm algorithm) {
        return present(CONTENT.get(algorithm));
    }

    private static <T> T present(@org.jspecify.annotations.Nullable T algorithm) {
        if (algorithm == null) {
            throw new AssertionError("An algorithm is not listed");
        }
        return algorithm;
    }
}
