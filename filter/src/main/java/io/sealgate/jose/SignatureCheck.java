package io.sealgate.jose;

import io.sealgate.token.SignatureAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.lang.InvalidKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures or MACs of one algorithm with one key. jose4j judges whether the key fits; JCA instances, which jose4j makes anew for each token, are kept and reused: initializing
 * one costs as much as a fast verification, and for EdDSA forty microseconds (decision record 3). With each goes the array into which signatures are decoded. Thread-safe.
 *
 * @param <T> what verifies, for one thread at a time
 */
abstract class SignatureCheck<T> {
    private static final String PSS = "RSASSA-PSS";

    /** What became of a signature. */
    enum Verdict {
        HOLDS,
        DOES_NOT_HOLD,
        NOT_BASE64URL
    }

    /** An initialized instance, and room for one signature. */
    private static final class Engine<T> {
        final T instance;
        final byte[] signature;

        Engine(T instance, byte[] signature) {
            this.instance = instance;
            this.signature = signature;
        }
    }

    private final InstancePool<Engine<T>> pool = new InstancePool<>();
    private final String name;
    private final int signatureLength;
    private final int encodedLength;

    private SignatureCheck(String name, int signatureLength) {
        this.name = name;
        this.signatureLength = signatureLength;
        this.encodedLength = Base64Url.encodedLength(signatureLength);
    }

    /**
     * @throws UnusableKeyException if the key does not fit the algorithm, or the JDK lacks it
     */
    static SignatureCheck<?> of(SignatureAlgorithm algorithm, Key key, CryptoProvider wanted) {
        Provider provider = wanted.provider();
        try {
            JoseAlgorithms.of(algorithm).validateVerificationKey(key);
            if (provider != null) {
                try {
                    return create(algorithm, key, provider).prepared();
                } catch (GeneralSecurityException | RuntimeException e) {
                    wanted.lacks(algorithm.identifier());
                }
            }
            return create(algorithm, key, null).prepared();
        } catch (InvalidKeyException | GeneralSecurityException e) {
            throw new UnusableKeyException(
                    "SG-218",
                    "The key cannot be used with " + algorithm.identifier() + " on this JDK ("
                            + e.getClass().getSimpleName() + ").",
                    "Choose another algorithm or JDK, or make another key.");
        }
    }

    /**
     * Whether the characters of a token from {@code from} to {@code to} are the signature of its first {@code length} ones. Never throws for what a token holds.
     */
    final Verdict verify(byte[] token, int length, int from, int to) {
        // Exact: jose4j and JCA take some signatures that are too short or, on JDK 17 with Ed25519, too long.
        if (to - from != encodedLength) {
            return Base64Url.decode(token, from, to) == null ? Verdict.NOT_BASE64URL : Verdict.DOES_NOT_HOLD;
        }
        Engine<T> engine = engine();
        if (!Base64Url.decode(token, from, to, engine.signature)) {
            pool.give(engine);
            return Verdict.NOT_BASE64URL;
        }
        try {
            boolean holds = holds(engine.instance, token, length, engine.signature);
            pool.give(engine);
            return holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
        } catch (SignatureException e) {
            // One that cannot even be decoded; the instance, in whatever state, is dropped.
            return Verdict.DOES_NOT_HOLD;
        }
    }

    private Engine<T> engine() {
        Engine<T> pooled = pool.take();
        if (pooled != null) {
            return pooled;
        }
        try {
            return newEngine();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK no longer offers " + name, e);
        }
    }

    private Engine<T> newEngine() throws GeneralSecurityException {
        return new Engine<>(newInstance(name), new byte[signatureLength]);
    }

    /** Makes the first instance, so that what is missing is missed at deployment. */
    private SignatureCheck<T> prepared() throws GeneralSecurityException {
        pool.give(newEngine());
        return this;
    }

    /** An instance of the JCA's algorithm, initialized with the key. */
    abstract T newInstance(String algorithm) throws GeneralSecurityException;

    /** Whether a signature of exact length is that of the first {@code length} bytes; resets the instance. */
    abstract boolean holds(T instance, byte[] input, int length, byte[] signature) throws SignatureException;

    private static SignatureCheck<?> create(SignatureAlgorithm algorithm, Key key, @Nullable Provider provider) {
        return switch (algorithm) {
            case HS256 -> new MacCheck("HmacSHA256", 32, key, provider);
            case HS384 -> new MacCheck("HmacSHA384", 48, key, provider);
            case HS512 -> new MacCheck("HmacSHA512", 64, key, provider);
            case RS256 -> pkcs1(RsaVerifier.Hash.SHA256, key, provider);
            case RS384 -> pkcs1(RsaVerifier.Hash.SHA384, key, provider);
            case RS512 -> pkcs1(RsaVerifier.Hash.SHA512, key, provider);
            case PS256 -> pss(RsaVerifier.Hash.SHA256, key, provider);
            case PS384 -> pss(RsaVerifier.Hash.SHA384, key, provider);
            case PS512 -> pss(RsaVerifier.Hash.SHA512, key, provider);
            case ES256 -> new EcdsaCheck("SHA256withECDSA", 64, key, provider);
            case ES384 -> new EcdsaCheck("SHA384withECDSA", 96, key, provider);
            case ES512 -> new EcdsaCheck("SHA512withECDSA", 132, key, provider);
            case EDDSA, ED25519, ED448 ->
                KeyChecks.isEd25519(key)
                        ? new PublicKeyCheck("Ed25519", null, 64, key, provider)
                        : new PublicKeyCheck("Ed448", null, 114, key, provider);
        };
    }

    private static SignatureCheck<?> pkcs1(RsaVerifier.Hash hash, Key key, @Nullable Provider provider) {
        return provider == null && RsaVerifier.suits(hash.pkcs1)
                ? new RsaCheck(hash.pkcs1, hash, key)
                : new PublicKeyCheck(hash.pkcs1, null, rsaLength(key), key, provider);
    }

    private static SignatureCheck<?> pss(RsaVerifier.Hash hash, Key key, @Nullable Provider provider) {
        // Parameters of a key bind it to a hash and a length of the salt, which the JDK looks at.
        return provider == null && ((RSAKey) key).getParams() == null && RsaVerifier.suits(PSS)
                ? new RsaCheck(PSS, hash, key)
                : new PublicKeyCheck(PSS, parameters(hash), rsaLength(key), key, provider);
    }

    /** RFC 7518 section 3.5: the salt is as long as the hash, which MGF1 uses, too. */
    private static PSSParameterSpec parameters(RsaVerifier.Hash hash) {
        return new PSSParameterSpec(
                hash.digest,
                "MGF1",
                new MGF1ParameterSpec(hash.digest),
                hash.length,
                PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static int rsaLength(Key key) {
        return (((RSAKey) key).getModulus().bitLength() + 7) / 8;
    }

    private static final class MacCheck extends SignatureCheck<Mac> {
        private final Key key;
        private final @Nullable Provider provider;

        MacCheck(String name, int length, Key key, @Nullable Provider provider) {
            super(name, length);
            this.key = key;
            this.provider = provider;
        }

        @Override
        Mac newInstance(String algorithm) throws GeneralSecurityException {
            Mac mac = provider == null ? Mac.getInstance(algorithm) : Mac.getInstance(algorithm, provider);
            mac.init(key);
            return mac;
        }

        @Override
        boolean holds(Mac mac, byte[] input, int length, byte[] signature) {
            mac.update(input, 0, length);
            return MessageDigest.isEqual(mac.doFinal(), signature);
        }
    }

    private static final class RsaCheck extends SignatureCheck<RsaVerifier> {
        private final RsaVerifier.Hash hash;
        private final int length;
        private final PublicKey key;

        RsaCheck(String name, RsaVerifier.Hash hash, Key key) {
            super(name, rsaLength(key));
            this.hash = hash;
            this.length = rsaLength(key);
            this.key = (PublicKey) key;
        }

        @Override
        RsaVerifier newInstance(String algorithm) throws GeneralSecurityException {
            return algorithm.equals(PSS) ? new PssVerifier(hash, key, length) : new Pkcs1Verifier(hash, key, length);
        }

        @Override
        boolean holds(RsaVerifier verifier, byte[] input, int end, byte[] signature) throws SignatureException {
            return verifier.verify(input, end, signature);
        }
    }

    private static class PublicKeyCheck extends SignatureCheck<Signature> {
        private final @Nullable AlgorithmParameterSpec parameters;
        private final PublicKey key;
        private final @Nullable Provider provider;

        PublicKeyCheck(
                String name,
                @Nullable AlgorithmParameterSpec parameters,
                int length,
                Key key,
                @Nullable Provider provider) {
            super(name, length);
            this.parameters = parameters;
            this.key = (PublicKey) key;
            this.provider = provider;
        }

        @Override
        Signature newInstance(String algorithm) throws GeneralSecurityException {
            Signature verifier =
                    provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider);
            if (parameters != null) {
                verifier.setParameter(parameters);
            }
            verifier.initVerify(key);
            return verifier;
        }

        @Override
        boolean holds(Signature verifier, byte[] input, int length, byte[] signature) throws SignatureException {
            verifier.update(input, 0, length);
            return verifier.verify(signature);
        }
    }

    /**
     * Checks the range of both numbers itself: a JDK that forgot to took zero for a signature of anything (CVE-2022-21449). A provider that does not know the format of JWS (RFC
     * 7518 section 3.4) gets the one of X.509.
     */
    private static final class EcdsaCheck extends PublicKeyCheck {
        private static final String AS_IN_JWS = "inP1363Format";

        private final BigInteger order;
        private final boolean asInJws;

        EcdsaCheck(String name, int length, Key key, @Nullable Provider provider) {
            this(
                    name,
                    length,
                    key,
                    provider,
                    provider == null || provider.getService("Signature", name + AS_IN_JWS) != null);
        }

        private EcdsaCheck(String name, int length, Key key, @Nullable Provider provider, boolean asInJws) {
            super(asInJws ? name + AS_IN_JWS : name, null, length, key, provider);
            this.order = ((ECKey) key).getParams().getOrder();
            this.asInJws = asInJws;
        }

        @Override
        boolean holds(Signature verifier, byte[] input, int length, byte[] signature) throws SignatureException {
            int half = signature.length / 2;
            return isInRange(new BigInteger(1, signature, 0, half))
                    && isInRange(new BigInteger(1, signature, half, half))
                    && super.holds(verifier, input, length, asInJws ? signature : asInCertificates(signature));
        }

        private boolean isInRange(BigInteger number) {
            return number.signum() > 0 && number.compareTo(order) < 0;
        }

        private static byte[] asInCertificates(byte[] signature) throws SignatureException {
            try {
                return EcdsaUsingShaAlgorithm.convertConcatenatedToDer(signature);
            } catch (IOException e) {
                throw new SignatureException(e);
            }
        }
    }
}
