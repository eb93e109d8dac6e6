package io.sealgate.jose;

import io.sealgate.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.jose4j.keys.BigEndianBigInteger;
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
     * @param certified the public half, which says what the key is if it does not show itself; null if it does
     * @throws GeneralSecurityException if the provider cannot do this
     */
    static EcdhAgreement of(PrivateKey key, @Nullable PublicKey certified, @Nullable Provider provider)
            throws GeneralSecurityException {
        if (key instanceof ECKey ec) {
            return new OnCurve(key, ec.getParams(), provider);
        }
        return certified instanceof ECKey ec ? new OnCurve(key, ec.getParams(), provider) : new X25519(key, provider);
    }

    private Instances newInstances() throws GeneralSecurityException {
        KeyAgreement agreement = provider == null
                ? KeyAgreement.getInstance(agreementName)
                : KeyAgreement.getInstance(agreementName, provider);
        agreement.init(key);
        return new Instances(keyFactory(), agreement);
    }

    final KeyFactory keyFactory() throws GeneralSecurityException {
        return provider == null ? KeyFactory.getInstance(factoryName) : KeyFactory.getInstance(factoryName, provider);
    }

    /**
     * Agrees on a secret; null if the ephemeral key is none, or not one for this key.
     *
     * @param header whose {@code epk} it is
     * @throws GeneralSecurityException if the provider does not like it
     */
    final byte @Nullable [] agree(JsonObject header) throws GeneralSecurityException {
        Instances pooled = pool.take();
        Instances instances = pooled != null ? pooled : newInstances();
        PublicKey publicKey = read(header, instances.factory);
        byte[] secret = null;
        if (publicKey != null) {
            instances.agreement.doPhase(publicKey, true);
            secret = instances.agreement.generateSecret(); // which also resets it, to the same private key
        }
        pool.give(instances);
        return secret != null && isSecret(secret) ? secret : null;
    }

    /** Reads the ephemeral key; null if it is not on the curve of the private key. */
    abstract @Nullable PublicKey read(JsonObject header, KeyFactory factory) throws GeneralSecurityException;

    /** Whether the other side had to know its private key to get this. */
    abstract boolean isSecret(byte[] agreed);

    /** P-256, P-384 and P-521. */
    private static final class OnCurve extends EcdhAgreement {
        /** What comes before the coordinates in the SubjectPublicKeyInfo of an uncompressed public key (RFC 5480 section 2), by the name of the curve. */
        private static final Map<String, String> PREFIXES = Map.of(
                EllipticCurves.P_256, "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
                EllipticCurves.P_384, "3076301006072a8648ce3d020106052b8104002203620004",
                EllipticCurves.P_521, "30819b301006072a8648ce3d020106052b810400230381860004");

        private final EllipticCurve curve;
        private final String name;
        private final int coordinateLength;

        /** Providers read an encoded key faster than they look at an {@link ECParameterSpec}. */
        private final byte[] prefix;

        OnCurve(PrivateKey key, ECParameterSpec parameters, @Nullable Provider provider)
                throws GeneralSecurityException {
            super("EC", "ECDH", key, provider);
            this.curve = parameters.getCurve();
            this.name = EllipticCurves.getName(curve);
            this.coordinateLength = (curve.getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
            String encodedPrefix = name == null ? null : PREFIXES.get(name);
            if (encodedPrefix == null) {
                throw new InvalidKeyException("No curve of RFC 7518 section 6.2.1.1");
            }
            this.prefix = HexFormat.of().parseHex(encodedPrefix);
            ECPoint any = parameters.getGenerator();
            keyFactory().generatePublic(encoded(bytes(any.getAffineX()), bytes(any.getAffineY())));
        }

        @Override
        @Nullable PublicKey read(JsonObject header, KeyFactory factory) throws GeneralSecurityException {
            byte[] x = EphemeralKey.x(header, coordinateLength);
            byte[] y = EphemeralKey.y(header, coordinateLength);
            if (x == null || y == null || !EphemeralKey.is(header, "EC", name)) {
                return null;
            }
            ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
            if (!KeyChecks.isOnCurve(point, curve)) {
                return null;
            }
            return factory.generatePublic(encoded(x, y));
        }

        private byte[] bytes(BigInteger coordinate) {
            return BigEndianBigInteger.toByteArray(coordinate, coordinateLength);
        }

        private X509EncodedKeySpec encoded(byte[] x, byte[] y) {
            byte[] encoded = Arrays.copyOf(prefix, prefix.length + 2 * coordinateLength);
            System.arraycopy(x, 0, encoded, prefix.length, coordinateLength);
            System.arraycopy(y, 0, encoded, prefix.length + coordinateLength, coordinateLength);
            return new X509EncodedKeySpec(encoded);
        }

        @Override
        boolean isSecret(byte[] agreed) {
            return true; // these curves have no points of small order
        }
    }

    private static final class X25519 extends EcdhAgreement {
        private static final int LENGTH = 32;

        /** What comes before the coordinate in the SubjectPublicKeyInfo (RFC 8410 section 4), which every provider reads; some do not know {@link java.security.spec.XECPublicKeySpec}. */
        private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

        X25519(PrivateKey key, @Nullable Provider provider) throws GeneralSecurityException {
            super("XDH", "XDH", key, provider);
            byte[] any = new byte[LENGTH];
            any[0] = 9; // RFC 7748 section 4.1
            keyFactory().generatePublic(encoded(any));
        }

        @Override
        @Nullable PublicKey read(JsonObject header, KeyFactory factory) throws GeneralSecurityException {
            byte[] x = EphemeralKey.x(header, LENGTH);
            if (x == null || !EphemeralKey.is(header, "OKP", "X25519")) {
                return null;
            }
            return factory.generatePublic(encoded(x));
        }

        private static X509EncodedKeySpec encoded(byte[] x) {
            byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
            System.arraycopy(x, 0, encoded, PREFIX.length, LENGTH);
            encoded[encoded.length - 1] &= 0x7f; // RFC 7748 section 5
            return new X509EncodedKeySpec(encoded);
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
