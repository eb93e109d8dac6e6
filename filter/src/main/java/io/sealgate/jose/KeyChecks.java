package io.sealgate.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.NamedParameterSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jose4j.keys.EllipticCurves;

/** What is asked of a key beyond its type: strength, and that it lies where it should. Each check gives a sentence if it fails. */
final class KeyChecks {
    /** RFC 7518 sections 3.3 and 3.5. */
    static final int MIN_RSA_BITS = 2048;

    /** Beyond this a single verification takes long enough to be an attack. */
    static final int MAX_RSA_BITS = 8192;

    private static final BigInteger MIN_RSA_EXPONENT = BigInteger.valueOf(3);
    private static final int MAX_RSA_EXPONENT_BITS = 64;

    /** Fewer distinct bytes in 32 random ones, or in 64 random hexadecimal digits, do not happen. */
    private static final int MIN_DISTINCT_BYTES = 10;

    /** The primes by which the moduli of the flawed library can be told (ROCA, CVE-2017-15361). */
    private static final int[] ROCA_PRIMES = {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157};

    private static final List<String> TELLTALE_WORDS = List.of(
            "secret",
            "password",
            "passw0rd",
            "changeme",
            "change-me",
            "your-",
            "example",
            "token",
            "default",
            "qwerty",
            "12345678",
            "abcdefgh");

    private static final BigInteger ED25519_P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ED448_P =
            BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);

    /** The y coordinate of a point of order 8 on edwards25519; its negative is the other. Those of order 1, 2 and 4 are 1, -1 and 0. */
    private static final BigInteger ED25519_ORDER_8 =
            new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");

    /** The u coordinates of the points of order 8 on curve25519. Those of order 2 and 4 are 0, 1 and -1. */
    private static final Set<BigInteger> X25519_ORDER_8 = Set.of(
            new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
            new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823"));

    private KeyChecks() {}

    static Optional<String> check(Key key) {
        if (key instanceof RSAKey rsa) {
            return checkRsa(rsa);
        } else if (key instanceof ECKey ec) {
            return checkEc(ec);
        } else if (key instanceof EdECPublicKey ed) {
            return checkEdEc(ed);
        } else if (key instanceof XECPublicKey xec && isX25519(key)) {
            return checkXec(xec);
        }
        return Optional.empty();
    }

    private static Optional<String> checkRsa(RSAKey key) {
        BigInteger modulus = key.getModulus();
        int bits = modulus.bitLength();
        if (bits < MIN_RSA_BITS) {
            return Optional.of("The RSA key has " + bits + " bits; " + MIN_RSA_BITS + " are the least.");
        }
        if (bits > MAX_RSA_BITS) {
            return Optional.of("The RSA key has " + bits + " bits; " + MAX_RSA_BITS + " are the most.");
        }
        if (!modulus.testBit(0)) {
            return Optional.of("The RSA modulus is even.");
        }
        if (key instanceof RSAPublicKey publicKey) {
            BigInteger exponent = publicKey.getPublicExponent();
            if (exponent.compareTo(MIN_RSA_EXPONENT) < 0
                    || !exponent.testBit(0)
                    || exponent.bitLength() > MAX_RSA_EXPONENT_BITS) {
                return Optional.of("The RSA public exponent is not an odd number from 3 to 64 bits.");
            }
        }
        return isRoca(modulus)
                ? Optional.of("The RSA key was made by a flawed generator and can be broken (ROCA, CVE-2017-15361).")
                : Optional.empty();
    }

    /** Whether the modulus is, for each prime, a power of 65537: one chance in 2^27 for a good key. */
    private static boolean isRoca(BigInteger modulus) {
        for (int prime : ROCA_PRIMES) {
            BitSet powers = new BitSet(prime);
            int power = 1;
            while (!powers.get(power)) {
                powers.set(power);
                power = (int) (power * 65537L % prime);
            }
            if (!powers.get(modulus.mod(BigInteger.valueOf(prime)).intValue())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> checkEc(ECKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        String name = EllipticCurves.getName(curve);
        if (name == null || !List.of("P-256", "P-384", "P-521").contains(name)) {
            return Optional.of("The EC key is on a curve other than P-256, P-384 and P-521.");
        }
        if (key instanceof ECPublicKey publicKey && !isOnCurve(publicKey.getW(), curve)) {
            return Optional.of("The EC public point is not on " + name + ".");
        }
        return Optional.empty();
    }

    static boolean isOnCurve(ECPoint point, EllipticCurve curve) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.signum() < 0 || x.compareTo(p) >= 0 || y.signum() < 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return right.subtract(y.multiply(y)).mod(p).signum() == 0;
    }

    /** Refuses keys that lie in the small subgroup, for which anybody can make signatures, and those written in a second way (RFC 8032 section 5.1.3). */
    private static Optional<String> checkEdEc(EdECPublicKey key) {
        boolean ed25519 = isEd25519(key);
        BigInteger p = ed25519 ? ED25519_P : ED448_P;
        BigInteger y = key.getPoint().getY();
        if (y.compareTo(p) >= 0) {
            return Optional.of("The EdDSA public key is not in its canonical form.");
        }
        boolean small = y.signum() == 0
                || y.equals(BigInteger.ONE)
                || y.equals(p.subtract(BigInteger.ONE))
                || (ed25519 && (y.equals(ED25519_ORDER_8) || y.equals(p.subtract(ED25519_ORDER_8))));
        return small ? Optional.of("The EdDSA public key is a point of small order.") : Optional.empty();
    }

    /** Refuses points with which every agreement gives the same secret (RFC 7748 section 6.1), and those written in a second way. */
    private static Optional<String> checkXec(XECPublicKey key) {
        BigInteger u = key.getU();
        if (u.signum() < 0 || u.compareTo(ED25519_P) >= 0) {
            return Optional.of("The X25519 public key is not in its canonical form.");
        }
        boolean small = u.signum() == 0
                || u.equals(BigInteger.ONE)
                || u.equals(ED25519_P.subtract(BigInteger.ONE))
                || X25519_ORDER_8.contains(u);
        return small ? Optional.of("The X25519 public key is a point of small order.") : Optional.empty();
    }

    /** Whether one key verifies what the other one signs: PKCS#8 tells no public half that could be compared. */
    static boolean isPair(ECPublicKey publicKey, ECPrivateKey privateKey) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // keys of two curves
        }
    }

    static boolean isX25519(Key key) {
        return key instanceof XECKey xec
                && xec.getParams() instanceof NamedParameterSpec named
                && named.getName().equalsIgnoreCase(NamedParameterSpec.X25519.getName());
    }

    static boolean isEd25519(Key key) {
        return key instanceof EdECKey ed
                && ed.getParams().getName().equalsIgnoreCase(NamedParameterSpec.ED25519.getName());
    }

    /** Refuses secrets that a person or a dictionary could have made (RFC 8725 section 3.5). The length is checked against the algorithm elsewhere. */
    static Optional<String> checkSecret(byte[] secret) {
        BitSet distinct = new BitSet(256);
        for (byte b : secret) {
            distinct.set(b & 0xff);
        }
        if (distinct.cardinality() < Math.min(MIN_DISTINCT_BYTES, secret.length / 2)) {
            return Optional.of("The secret repeats a few bytes and can be guessed.");
        }
        String text = new String(secret, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && (text.indexOf(' ') >= 0 || TELLTALE_WORDS.stream().anyMatch(text::contains))) {
            return Optional.of("The secret is text that a dictionary can guess.");
        }
        if (PublishedSecrets.contains(secret)) {
            return Optional.of("The secret stands in a tutorial or in a list of known secrets.");
        }
        return Optional.empty();
    }
}
