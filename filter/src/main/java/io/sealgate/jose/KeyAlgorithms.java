package io.sealgate.jose;

import io.sealgate.jose.KeyText.Entry;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECKey;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jose4j.keys.EllipticCurves;
import org.jspecify.annotations.Nullable;

/** Which algorithms a key is for: those that its type can serve, less what it says itself and what the configuration leaves out. */
final class KeyAlgorithms {
    private KeyAlgorithms() {}

    /**
     * The algorithms of a key that verifies: one, or the two names that one has (RFC 9864).
     *
     * @param allowed the algorithms that the configuration allows; empty: the key's own, RS256 for RSA
     * @throws UnusableKeyException if there is none, or several
     */
    static Set<SignatureAlgorithm> signatures(Entry entry, Key key, Set<SignatureAlgorithm> allowed) {
        Set<SignatureAlgorithm> possible = possibleSignatures(key);
        if (entry.rsaPssOnly()) {
            possible.removeIf(algorithm -> algorithm.family() != SignatureAlgorithm.Family.RSA_PSS);
        }
        String own = entry.algorithm();
        Set<SignatureAlgorithm> algorithms = narrow(
                possible,
                SignatureAlgorithm::identifier,
                own,
                key,
                allowed,
                "verifies",
                "Configure the algorithm that your authorization server signs with");
        if (allowed.isEmpty() && own == null && key instanceof RSAKey) {
            // MicroProfile JWT 2.1 section 9.2.2: RS256 is the default.
            algorithms.retainAll(Set.of(entry.rsaPssOnly() ? SignatureAlgorithm.PS256 : SignatureAlgorithm.RS256));
        }
        if (algorithms.size() > 1 && !(key instanceof EdECKey)) {
            throw new UnusableKeyException(
                    "SG-211",
                    "Several algorithms fit the key (" + join(algorithms, SignatureAlgorithm::identifier)
                            + "), but a key has one algorithm (RFC 8725 section 3.1).",
                    "Give the JWK an \"alg\", or configure one algorithm for keys of this type.");
        }
        return algorithms;
    }

    /**
     * The algorithms of a key that decrypts; of a symmetric one, there is one.
     *
     * @param own what the key says of itself; null if nothing
     * @param allowed the algorithms that the configuration allows; empty: the key's own
     * @throws UnusableKeyException if there is none, or several for a symmetric key
     */
    static Set<KeyManagementAlgorithm> keyManagement(
            @Nullable String own, Key key, Set<KeyManagementAlgorithm> allowed) {
        Set<KeyManagementAlgorithm> possible = possibleKeyManagement(key);
        if (possible.isEmpty()) {
            throw new UnusableKeyException(
                    "SG-212",
                    "A key of type " + describe(key) + " cannot decrypt.",
                    "Use an RSA, EC or X25519 private key, or a symmetric key of the algorithm's length.");
        }
        Set<KeyManagementAlgorithm> algorithms = narrow(
                possible,
                KeyManagementAlgorithm::identifier,
                own,
                key,
                allowed,
                "decrypts",
                "Configure the algorithm that tokens are encrypted with");
        if (key instanceof SecretKey && algorithms.size() > 1) {
            throw new UnusableKeyException(
                    "SG-211",
                    "Several algorithms fit the symmetric key ("
                            + join(algorithms, KeyManagementAlgorithm::identifier)
                            + "), but a key has one algorithm.",
                    "Give the JWK an \"alg\", or set mp.jwt.decrypt.key.algorithm.");
        }
        return algorithms;
    }

    /** What is left of the algorithms that a key's type can serve; never empty. */
    private static <A extends Enum<A>> Set<A> narrow(
            Set<A> possible,
            Function<A, String> identifier,
            @Nullable String own,
            Key key,
            Set<A> allowed,
            String does,
            String mend) {
        Set<A> algorithms = EnumSet.copyOf(possible);
        if (own != null) {
            algorithms.removeIf(algorithm -> !identifier.apply(algorithm).equals(own));
            if (algorithms.isEmpty()) {
                throw new UnusableKeyException(
                        "SG-209",
                        "The key's own \"alg\" does not fit a key of type " + describe(key) + ".",
                        "Make \"alg\" one of " + join(possible, identifier) + ".");
            }
        }
        if (!allowed.isEmpty()) {
            algorithms.retainAll(allowed);
            if (algorithms.isEmpty()) {
                throw new UnusableKeyException(
                        "SG-210",
                        "A key of type " + describe(key) + " " + does + " none of the configured algorithms.",
                        mend + ", one of " + join(possible, identifier) + " for this key.");
            }
        }
        return algorithms;
    }

    private static Set<SignatureAlgorithm> possibleSignatures(Key key) {
        if (key instanceof SecretKey) {
            return EnumSet.of(SignatureAlgorithm.HS256, SignatureAlgorithm.HS384, SignatureAlgorithm.HS512);
        } else if (key instanceof RSAPublicKey) {
            return EnumSet.range(SignatureAlgorithm.RS256, SignatureAlgorithm.PS512);
        } else if (key instanceof ECKey ec) {
            return switch (EllipticCurves.getName(ec.getParams().getCurve())) {
                case "P-256" -> EnumSet.of(SignatureAlgorithm.ES256);
                case "P-384" -> EnumSet.of(SignatureAlgorithm.ES384);
                default -> EnumSet.of(SignatureAlgorithm.ES512);
            };
        } else if (key instanceof EdECKey) {
            return EnumSet.of(
                    SignatureAlgorithm.EDDSA,
                    KeyChecks.isEd25519(key) ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.ED448);
        }
        throw new UnusableKeyException(
                "SG-212",
                "A key of type " + describe(key) + " cannot verify signatures.",
                "Use an RSA, EC (P-256, P-384, P-521), Ed25519 or Ed448 public key.");
    }

    private static Set<KeyManagementAlgorithm> possibleKeyManagement(Key key) {
        Set<KeyManagementAlgorithm> possible = EnumSet.noneOf(KeyManagementAlgorithm.class);
        if (key instanceof RSAKey) {
            possible.add(KeyManagementAlgorithm.RSA_OAEP);
            possible.add(KeyManagementAlgorithm.RSA_OAEP_256);
        } else if (key instanceof ECKey || KeyChecks.isX25519(key)) {
            possible.addAll(EnumSet.range(KeyManagementAlgorithm.ECDH_ES, KeyManagementAlgorithm.ECDH_ES_A256KW));
        } else if (key instanceof SecretKey secret) {
            switch (secret.getEncoded().length) {
                case 16 ->
                    possible.addAll(EnumSet.of(
                            KeyManagementAlgorithm.A128KW,
                            KeyManagementAlgorithm.A128GCMKW,
                            KeyManagementAlgorithm.DIR));
                case 24 ->
                    possible.addAll(EnumSet.of(
                            KeyManagementAlgorithm.A192KW,
                            KeyManagementAlgorithm.A192GCMKW,
                            KeyManagementAlgorithm.DIR));
                case 32 ->
                    possible.addAll(EnumSet.of(
                            KeyManagementAlgorithm.A256KW,
                            KeyManagementAlgorithm.A256GCMKW,
                            KeyManagementAlgorithm.DIR));
                case 48, 64 -> possible.add(KeyManagementAlgorithm.DIR);
                default -> {}
            }
        }
        return possible;
    }

    private static String describe(Key key) {
        if (key instanceof RSAKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        } else if (key instanceof ECKey ec) {
            return "EC " + EllipticCurves.getName(ec.getParams().getCurve());
        } else if (key instanceof SecretKey secret) {
            return "oct with " + secret.getEncoded().length + " bytes";
        } else if (key instanceof XECKey) {
            return KeyChecks.isX25519(key) ? "X25519" : "X448";
        } else if (key instanceof EdECKey) {
            return KeyChecks.isEd25519(key) ? "Ed25519" : "Ed448";
        }
        return key.getAlgorithm();
    }

    private static <A> String join(Collection<A> algorithms, Function<A, String> identifier) {
        return algorithms.stream().map(identifier).collect(Collectors.joining(", "));
    }
}
