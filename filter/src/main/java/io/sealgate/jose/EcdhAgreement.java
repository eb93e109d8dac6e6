package io.sealgate.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.jose4j.keys.EllipticCurves;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on a secret with the ephemeral public key of a token (RFC 7518 section 4.6, RFC 8037 section 3.2). Points that are not on the very curve of the private key are refused before the
 * private key is used, for with others an attacker finds it out (RFC 8725 section 3.4). Thread-safe.
 */
abstract class EcdhAgreement {
    private final InstancePool<Instances> pool = new InstancePool<>();
    private final String factoryName;
    private final String agreementName;
    private final @Nullable Provider provider;
    private final PrivateKey key;

    private EcdhAgreement(String factoryName, String agreementName, PrivateKey key, @Nullable Provider provider)
            throws GeneralSecurityException {
        this.factoryName = factoryName;
        this.agreementName = agreementName;
        this.provider = provider;
        this.key = key;
        pool.give(newInstances());
    }

    /**
     * @param key on P-256, P-384, P-521 or X25519
     * @throws GeneralSecurityException if the provider cannot do this
     */
    static EcdhAgreement of(PrivateKey key, @Nullable Provider provider) throws GeneralSecurityException {
        return key instanceof ECPrivateKey ec ? new OnCurve(ec, provider) : new X25519(key, provider);
    }

    private Instances newInstances() throws GeneralSecurityException {
        Instances instances = provider == null
                ? new Instances(KeyFactory.getInstance(factoryName), KeyAgreement.getInstance(agreementName))
                : new Instances(
                        KeyFactory.getInstance(factoryName, provider),
                        KeyAgreement.getInstance(agreementName, provider));
        instances.agreement.init(key);
        return instances;
    }

    /**
     * Agrees on a secret; null if the ephemeral key is none, or not one for this key.
     *
     * @param ephemeral the header parameter {@code epk}
     * @throws GeneralSecurityException if the provider does not like it
     */
    final byte @Nullable [] agree(@Nullable Object ephemeral) throws GeneralSecurityException {
        if (!(ephemeral instanceof Map<?, ?> epk)) {
            return null;
        }
        Instances pooled = pool.take();
        Instances instances = pooled != null ? pooled : newInstances();
        PublicKey publicKey = read(epk, instances.factory);
        byte[] secret = null;
        if (publicKey != null) {
            instances.agreement.doPhase(publicKey, true);
            secret = instances.agreement.generateSecret(); // which also resets it, to the same private key
        }
        pool.give(instances);
        return secret != null && isSecret(secret) ? secret : null;
    }

    /** Reads the ephemeral key; null if it is not on the curve of the private key. */
    abstract @Nullable PublicKey read(Map<?, ?> epk, KeyFactory factory) throws GeneralSecurityException;

    /** Whether the other side had to know its private key to get this. */
    abstract boolean isSecret(byte[] agreed);

    /** A member that is canonical base64url of this many bytes (RFC 7518 section 6.2.1.2); null if it is not. */
    private static byte @Nullable [] binary(Map<?, ?> epk, String name, int length) {
        byte[] bytes = epk.get(name) instanceof String text ? Base64Url.decode(text) : null;
        return bytes != null && bytes.length == length ? bytes : null;
    }

    /** P-256, P-384 and P-521. */
    private static final class OnCurve extends EcdhAgreement {
        private final ECParameterSpec parameters;
        private final String curve;
        private final int coordinateLength;

        OnCurve(ECPrivateKey key, @Nullable Provider provider) throws GeneralSecurityException {
            super("EC", "ECDH", key, provider);
            this.parameters = key.getParams();
            this.curve = EllipticCurves.getName(parameters.getCurve());
            this.coordinateLength = (parameters.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
        }

        @Override
        @Nullable PublicKey read(Map<?, ?> epk, KeyFactory factory) throws GeneralSecurityException {
            byte[] x = binary(epk, "x", coordinateLength);
            byte[] y = binary(epk, "y", coordinateLength);
            if (x == null || y == null || !"EC".equals(epk.get("kty")) || !curve.equals(epk.get("crv"))) {
                return null;
            }
            ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
            return KeyChecks.isOnCurve(point, parameters.getCurve())
                    ? factory.generatePublic(new ECPublicKeySpec(point, parameters))
                    : null;
        }

        @Override
        boolean isSecret(byte[] agreed) {
            return true; // these curves have no points of small order
        }
    }

    private static final class X25519 extends EcdhAgreement {
        private static final int LENGTH = 32;

        X25519(PrivateKey key, @Nullable Provider provider) throws GeneralSecurityException {
            super("XDH", "XDH", key, provider);
        }

        @Override
        @Nullable PublicKey read(Map<?, ?> epk, KeyFactory factory) throws GeneralSecurityException {
            byte[] x = binary(epk, "x", LENGTH);
            if (x == null || !"OKP".equals(epk.get("kty")) || !"X25519".equals(epk.get("crv"))) {
                return null;
            }
            byte[] bigEndian = new byte[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                bigEndian[i] = x[LENGTH - 1 - i];
            }
            bigEndian[0] &= 0x7f; // RFC 7748 section 5
            return factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(bigEndian)));
        }

        /** Points of small order give zero (RFC 7748 section 6.1, RFC 8037 section 3.2). */
        @Override
        boolean isSecret(byte[] agreed) {
            int bits = 0;
            for (byte b : agreed) {
                bits |= b;
            }
            return bits != 0;
        }
    }

    private record Instances(KeyFactory factory, KeyAgreement agreement) {}
}
