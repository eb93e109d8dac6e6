package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Finds the content encryption key of a JWE by one key management algorithm with one key (RFC 7518 section 4). JCA instances are kept and reused (decision record 6). Thread-safe.
 */
abstract class ContentKeyRecovery {

    /**
     * @param certified the public half, if a certificate has it: what a private key is that does not show itself
     * @throws UnusableKeyException if the JDK lacks the algorithm
     */
    static ContentKeyRecovery of(
            KeyManagementAlgorithm algorithm, Key key, @Nullable PublicKey certified, CryptoProvider wanted) {
        if (key instanceof UnwrappingKey remote && algorithm.family() == KeyManagementAlgorithm.Family.RSA) {
            return new Remote(remote, algorithm, modulusLength(key, certified));
        }
        Provider provider = wanted.provider();
        if (provider != null && key instanceof PrivateKey) {
            try {
                return create(algorithm, key, certified, provider);
            } catch (GeneralSecurityException | RuntimeException e) {
                wanted.lacks(
                        algorithm.family() == KeyManagementAlgorithm.Family.RSA
                                ? algorithm.identifier()
                                : "ECDH-ES with keys of type " + key.getAlgorithm());
            }
        }
        try {
            return create(algorithm, key, certified, null);
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException(
                    "SG-218",
                    "The key cannot be used with " + algorithm.identifier() + " on this JDK ("
                            + e.getClass().getSimpleName() + ").",
                    "Choose another algorithm or JDK, or make another key.");
        }
    }

    /**
     * Recovers the key. Never throws for what a token holds.
     *
     * @param header whose parameters were seen to have the right types and lengths
     * @return a key of whatever length came out; null if none did
     */
    final byte @Nullable [] recover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content) {
        try {
            return tryToRecover(header, encryptedKey, content);
        } catch (GeneralSecurityException | RuntimeException e) {
            return null; // the instance, in whatever state, is dropped
        }
    }

    abstract byte @Nullable [] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content)
            throws GeneralSecurityException;

    private static ContentKeyRecovery create(
            KeyManagementAlgorithm algorithm, Key key, @Nullable PublicKey certified, @Nullable Provider provider)
            throws GeneralSecurityException {
        return switch (algorithm) {
            case RSA_OAEP ->
                new RsaOaep((PrivateKey) key, modulusLength(key, certified), MGF1ParameterSpec.SHA1, provider);
            case RSA_OAEP_256 ->
                new RsaOaep((PrivateKey) key, modulusLength(key, certified), MGF1ParameterSpec.SHA256, provider);
            case ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A192KW, ECDH_ES_A256KW ->
                new EcdhEs(algorithm, EcdhAgreement.of((PrivateKey) key, certified, provider));
            case A128KW, A192KW, A256KW -> new AesKeyWrap(key.getEncoded());
            case A128GCMKW, A192GCMKW, A256GCMKW -> new AesGcmKeyWrap(key.getEncoded());
            case DIR -> new Direct(key.getEncoded());
        };
    }

    /** The one length, in bytes, of what is encrypted to an RSA key (RFC 8017 section 7.1.2). The JDK takes what is shorter for a number with zeros before it. */
    private static int modulusLength(Key key, @Nullable PublicKey certified) {
        RSAKey rsa = (RSAKey) (key instanceof RSAKey ? key : requireNonNull(certified));
        return (rsa.getModulus().bitLength() + 7) / 8;
    }

    /** RFC 7518 section 4.3. */
    private static final class RsaOaep extends ContentKeyRecovery {
        private final InstancePool<Cipher> pool = new InstancePool<>();
        private final PrivateKey key;
        private final int length;
        private final AlgorithmParameterSpec parameters;
        private final @Nullable Provider provider;

        RsaOaep(PrivateKey key, int length, MGF1ParameterSpec hash, @Nullable Provider provider)
                throws GeneralSecurityException {
            this.key = key;
            this.length = length;
            this.parameters =
                    new OAEPParameterSpec(hash.getDigestAlgorithm(), "MGF1", hash, PSource.PSpecified.DEFAULT);
            this.provider = provider;
            pool.give(newCipher());
        }

        private Cipher newCipher() throws GeneralSecurityException {
            // There are providers that know it by this name alone. The parameters say the rest.
            String name = "RSA/ECB/OAEPPadding";
            Cipher cipher = provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return cipher;
        }

        @Override
        byte @Nullable [] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content)
                throws GeneralSecurityException {
            if (encryptedKey.length != length) {
                return null;
            }
            Cipher pooled = pool.take();
            Cipher cipher = pooled != null ? pooled : newCipher();
            byte[] contentKey = cipher.doFinal(encryptedKey); // which also resets it
            pool.give(cipher);
            return contentKey;
        }
    }

    /** RFC 7518 section 4.3, elsewhere. */
    private static final class Remote extends ContentKeyRecovery {
        private final UnwrappingKey key;
        private final KeyManagementAlgorithm algorithm;
        private final int length;

        Remote(UnwrappingKey key, KeyManagementAlgorithm algorithm, int length) {
            this.key = key;
            this.algorithm = algorithm;
            this.length = length;
        }

        @Override
        byte @Nullable [] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content)
                throws GeneralSecurityException {
            return encryptedKey.length == length ? key.unwrap(algorithm, encryptedKey) : null;
        }
    }

    /** RFC 7518 section 4.6. */
    private static final class EcdhEs extends ContentKeyRecovery {
        private static final byte[] NOTHING = {};

        private final KeyManagementAlgorithm algorithm;
        private final EcdhAgreement agreement;
        private final KeyUnwrapping unwrapping = new KeyUnwrapping();

        EcdhEs(KeyManagementAlgorithm algorithm, EcdhAgreement agreement) {
            this.algorithm = algorithm;
            this.agreement = agreement;
        }

        @Override
        byte @Nullable [] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content)
                throws GeneralSecurityException {
            byte[] secret = agreement.agree(header.json());
            if (secret == null) {
                return null;
            }
            boolean direct = algorithm == KeyManagementAlgorithm.ECDH_ES;
            byte[] derived = ConcatKdf.derive(
                    secret,
                    direct ? content.identifier() : algorithm.identifier(),
                    party(header, "apu"),
                    party(header, "apv"),
                    direct ? content.keyLength() : wrappingKeyLength());
            return direct ? derived : unwrapping.unwrap(derived, encryptedKey);
        }

        private int wrappingKeyLength() {
            return switch (algorithm) {
                case ECDH_ES_A128KW -> 16;
                case ECDH_ES_A192KW -> 24;
                default -> 32;
            };
        }

        private static byte[] party(JoseHeader header, String name) {
            String text = header.json().string(name);
            byte[] party = text == null ? null : Base64Url.decode(text);
            return party == null ? NOTHING : party;
        }
    }

    /** RFC 7518 section 4.4. */
    private static final class AesKeyWrap extends ContentKeyRecovery {
        private final byte[] key;
        private final KeyUnwrapping unwrapping = new KeyUnwrapping();

        AesKeyWrap(byte[] key) {
            this.key = key;
        }

        @Override
        byte[] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content)
                throws GeneralSecurityException {
            return unwrapping.unwrap(key, encryptedKey);
        }
    }

    /** RFC 7518 section 4.7. */
    private static final class AesGcmKeyWrap extends ContentKeyRecovery {
        private final byte[] key;
        private final ContentDecryption decryption = new ContentDecryption.AesGcm();

        AesGcmKeyWrap(byte[] key) {
            this.key = key;
        }

        @Override
        byte @Nullable [] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content) {
            byte[] iv = parameter(header, "iv");
            byte[] tag = parameter(header, "tag");
            if (iv == null || tag == null) {
                return null;
            }
            SealedContent sealed = SealedContent.of(iv, encryptedKey, tag);
            byte[] contentKey = new byte[encryptedKey.length];
            return decryption.fits(sealed) && decryption.decrypt(key, sealed, contentKey) == contentKey.length
                    ? contentKey
                    : null;
        }

        private static byte @Nullable [] parameter(JoseHeader header, String name) {
            String text = header.json().string(name);
            return text == null ? null : Base64Url.decode(text);
        }
    }

    /** RFC 7518 section 4.5. */
    private static final class Direct extends ContentKeyRecovery {
        private final byte[] key;

        Direct(byte[] key) {
            this.key = key;
        }

        @Override
        byte[] tryToRecover(JoseHeader header, byte[] encryptedKey, ContentEncryptionAlgorithm content) {
            return key;
        }
    }

    /** AES Key Wrap (RFC 3394) with a key that comes along. */
    private static final class KeyUnwrapping {
        private final InstancePool<Cipher> pool = new InstancePool<>();

        byte[] unwrap(byte[] wrappingKey, byte[] wrapped) throws GeneralSecurityException {
            Cipher pooled = pool.take();
            Cipher cipher = pooled != null ? pooled : Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            byte[] key = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
            pool.give(cipher);
            return key;
        }
    }
}
