package io.sealgate.jose;

import io.sealgate.token.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import org.jose4j.lang.InvalidKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures or MACs of one algorithm with one key. jose4j judges whether the key fits; JCA instances, which jose4j makes anew for each token, are kept and reused: initializing
 * one costs as much as a fast verification, and for EdDSA forty microseconds (decision record 3). Thread-safe.
 */
abstract class SignatureCheck {
    private final int signatureLength;

    private SignatureCheck(int signatureLength) {
        this.signatureLength = signatureLength;
    }

    /**
     * @throws UnusableKeyException if the key does not fit the algorithm, or the JDK lacks it
     */
    static SignatureCheck of(SignatureAlgorithm algorithm, Key key, CryptoProvider wanted) {
        Provider provider = wanted.provider();
        try {
            JoseAlgorithms.of(algorithm).validateVerificationKey(key);
            if (provider != null) {
                try {
                    SignatureCheck check = create(algorithm, key, provider);
                    check.prepare();
                    return check;
                } catch (GeneralSecurityException | RuntimeException e) {
                    wanted.lacks(algorithm.identifier());
                }
            }
            SignatureCheck check = create(algorithm, key, null);
            check.prepare();
            return check;
        } catch (InvalidKeyException | GeneralSecurityException e) {
            throw new UnusableKeyException(
                    "SG-218",
                    "The key cannot be used with " + algorithm.identifier() + " on this JDK ("
                            + e.getClass().getSimpleName() + ").",
                    "Choose another algorithm or JDK, or make another key.");
        }
    }

    /** Whether this is the signature of the first {@code length} bytes. Never throws for what a token holds. */
    final boolean verify(byte[] input, int length, byte[] signature) {
        // Exact: jose4j and JCA take some signatures that are too short or, on JDK 17 with Ed25519, too long.
        return signature.length == signatureLength && verifyExact(input, length, signature);
    }

    abstract boolean verifyExact(byte[] input, int length, byte[] signature);

    /** Makes the first instance, so that what is missing is missed at deployment. */
    abstract void prepare() throws GeneralSecurityException;

    private static SignatureCheck create(SignatureAlgorithm algorithm, Key key, @Nullable Provider provider) {
        return switch (algorithm) {
            case HS256 -> new MacCheck("HmacSHA256", 32, key, provider);
            case HS384 -> new MacCheck("HmacSHA384", 48, key, provider);
            case HS512 -> new MacCheck("HmacSHA512", 64, key, provider);
            case RS256 -> new PublicKeyCheck("SHA256withRSA", null, rsaLength(key), key, provider);
            case RS384 -> new PublicKeyCheck("SHA384withRSA", null, rsaLength(key), key, provider);
            case RS512 -> new PublicKeyCheck("SHA512withRSA", null, rsaLength(key), key, provider);
            case PS256 ->
                new PublicKeyCheck("RSASSA-PSS", pss(MGF1ParameterSpec.SHA256, 32), rsaLength(key), key, provider);
            case PS384 ->
                new PublicKeyCheck("RSASSA-PSS", pss(MGF1ParameterSpec.SHA384, 48), rsaLength(key), key, provider);
            case PS512 ->
                new PublicKeyCheck("RSASSA-PSS", pss(MGF1ParameterSpec.SHA512, 64), rsaLength(key), key, provider);
            case ES256 -> new EcdsaCheck("SHA256withECDSAinP1363Format", 64, key, provider);
            case ES384 -> new EcdsaCheck("SHA384withECDSAinP1363Format", 96, key, provider);
            case ES512 -> new EcdsaCheck("SHA512withECDSAinP1363Format", 132, key, provider);
            case EDDSA, ED25519, ED448 ->
                KeyChecks.isEd25519(key)
                        ? new PublicKeyCheck("Ed25519", null, 64, key, provider)
                        : new PublicKeyCheck("Ed448", null, 114, key, provider);
        };
    }

    private static int rsaLength(Key key) {
        return (((RSAKey) key).getModulus().bitLength() + 7) / 8;
    }

    /** RFC 7518 section 3.5: the salt is as long as the hash, which MGF1 uses, too. */
    private static PSSParameterSpec pss(MGF1ParameterSpec hash, int length) {
        return new PSSParameterSpec(hash.getDigestAlgorithm(), "MGF1", hash, length, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static final class MacCheck extends SignatureCheck {
        private final InstancePool<Mac> pool = new InstancePool<>();
        private final String name;
        private final Key key;
        private final @Nullable Provider provider;

        MacCheck(String name, int length, Key key, @Nullable Provider provider) {
            super(length);
            this.name = name;
            this.key = key;
            this.provider = provider;
        }

        @Override
        void prepare() throws GeneralSecurityException {
            pool.give(create());
        }

        private Mac create() throws GeneralSecurityException {
            Mac mac = provider == null ? Mac.getInstance(name) : Mac.getInstance(name, provider);
            mac.init(key);
            return mac;
        }

        @Override
        boolean verifyExact(byte[] input, int length, byte[] signature) {
            try {
                Mac pooled = pool.take();
                Mac mac = pooled != null ? pooled : create();
                mac.update(input, 0, length);
                byte[] expected = mac.doFinal(); // which also resets it
                pool.give(mac);
                return MessageDigest.isEqual(expected, signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JDK no longer offers " + name, e);
            }
        }
    }

    private static class PublicKeyCheck extends SignatureCheck {
        private final InstancePool<Signature> pool = new InstancePool<>();
        private final String name;
        private final @Nullable AlgorithmParameterSpec parameters;
        private final PublicKey key;
        private final @Nullable Provider provider;

        PublicKeyCheck(
                String name,
                @Nullable AlgorithmParameterSpec parameters,
                int length,
                Key key,
                @Nullable Provider provider) {
            super(length);
            this.name = name;
            this.parameters = parameters;
            this.key = (PublicKey) key;
            this.provider = provider;
        }

        @Override
        void prepare() throws GeneralSecurityException {
            pool.give(create());
        }

        private Signature create() throws GeneralSecurityException {
            Signature verifier = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
            if (parameters != null) {
                verifier.setParameter(parameters);
            }
            verifier.initVerify(key);
            return verifier;
        }

        @Override
        boolean verifyExact(byte[] input, int length, byte[] signature) {
            Signature pooled = pool.take();
            try {
                Signature verifier = pooled != null ? pooled : create();
                verifier.update(input, 0, length);
                boolean verified = verifier.verify(signature); // which also resets it
                pool.give(verifier);
                return verified;
            } catch (GeneralSecurityException e) {
                return false; // a signature that cannot even be decoded; the instance, in whatever state, is dropped
            }
        }
    }

    /** Checks the range of both numbers itself: a JDK that forgot to took zero for a signature of anything (CVE-2022-21449). */
    private static final class EcdsaCheck extends PublicKeyCheck {
        private final BigInteger order;

        EcdsaCheck(String name, int length, Key key, @Nullable Provider provider) {
            super(name, null, length, key, provider);
            this.order = ((ECKey) key).getParams().getOrder();
        }

        @Override
        boolean verifyExact(byte[] input, int length, byte[] signature) {
            int half = signature.length / 2;
            return isInRange(new BigInteger(1, signature, 0, half))
                    && isInRange(new BigInteger(1, signature, half, half))
                    && super.verifyExact(input, length, signature);
        }

        private boolean isInRange(BigInteger number) {
            return number.signum() > 0 && number.compareTo(order) < 0;
        }
    }
}
