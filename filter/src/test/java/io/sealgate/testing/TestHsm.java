package io.sealgate.testing;

import io.sealgate.config.KeyEntrySource;
import io.sealgate.jose.UnwrappingKey;
import io.sealgate.token.KeyManagementAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/**
 * Keys that never show themselves: {@code rsa}, which unwraps by itself as in a cloud KMS, and {@code ec}, a handle that a JCA provider of its own takes as in an HSM. Both are
 * those of {@link TestKeyStores}.
 */
public final class TestHsm implements KeyEntrySource {
    /** How often {@code rsa} unwrapped something, or was asked to. */
    public static final AtomicInteger UNWRAPPED = new AtomicInteger();

    /** What computes with {@code ec}; to be installed by the test. */
    public static Provider provider() {
        return new HsmProvider();
    }

    @Override
    public String name() {
        return "hsm";
    }

    @Override
    public Map<String, KeyStore.Entry> entries() {
        KeyStore.PrivateKeyEntry rsa = TestKeyStores.key("rsa");
        KeyStore.PrivateKeyEntry ec = TestKeyStores.key("ec");
        return Map.of(
                "rsa",
                new KeyStore.PrivateKeyEntry(new KmsKey(rsa.getPrivateKey()), new Certificate[] {rsa.getCertificate()}),
                "ec",
                new KeyStore.PrivateKeyEntry(new Handle(ec.getPrivateKey()), new Certificate[] {ec.getCertificate()}));
    }

    /** One that cannot be reached. */
    public static final class Broken implements KeyEntrySource {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Map<String, KeyStore.Entry> entries() throws IOException {
            throw new IOException("password=hunter2");
        }
    }

    private static class Handle implements PrivateKey {
        private static final long serialVersionUID = 1;

        private final PrivateKey inside;

        Handle(PrivateKey inside) {
            this.inside = inside;
        }

        final PrivateKey inside() {
            return inside;
        }

        @Override
        public String getAlgorithm() {
            return inside.getAlgorithm();
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    private static final class KmsKey extends Handle implements UnwrappingKey {
        private static final long serialVersionUID = 1;

        KmsKey(PrivateKey inside) {
            super(inside);
        }

        @Override
        public byte[] unwrap(KeyManagementAlgorithm algorithm, byte[] encryptedKey) throws GeneralSecurityException {
            UNWRAPPED.incrementAndGet();
            MGF1ParameterSpec hash =
                    algorithm == KeyManagementAlgorithm.RSA_OAEP ? MGF1ParameterSpec.SHA1 : MGF1ParameterSpec.SHA256;
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    inside(),
                    new OAEPParameterSpec(hash.getDigestAlgorithm(), "MGF1", hash, PSource.PSpecified.DEFAULT));
            return cipher.doFinal(encryptedKey);
        }
    }

    private static final class HsmProvider extends Provider {
        private static final long serialVersionUID = 1;

        HsmProvider() {
            super("TestHsm", "1", "ECDH with keys that do not show themselves");
            put("KeyAgreement.ECDH", HsmAgreement.class.getName());
        }
    }

    /** Made by JCA. */
    public static final class HsmAgreement extends KeyAgreementSpi {
        private final KeyAgreement agreement;

        public HsmAgreement() throws GeneralSecurityException {
            agreement = KeyAgreement.getInstance("ECDH", "SunEC");
        }

        @Override
        protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
            if (!(key instanceof Handle handle)) {
                throw new InvalidKeyException("Not a key of this HSM");
            }
            agreement.init(handle.inside());
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(key, random);
        }

        @Override
        protected @Nullable Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
            return agreement.doPhase(key, lastPhase);
        }

        @Override
        protected byte[] engineGenerateSecret() {
            return agreement.generateSecret();
        }

        @Override
        protected int engineGenerateSecret(byte[] secret, int offset) throws javax.crypto.ShortBufferException {
            return agreement.generateSecret(secret, offset);
        }

        @Override
        protected SecretKey engineGenerateSecret(String algorithm)
                throws java.security.NoSuchAlgorithmException, InvalidKeyException {
            return agreement.generateSecret(algorithm);
        }
    }
}
