package io.sealgate.jose;

import io.sealgate.jose.KeyText.Entry;
import io.sealgate.jose.VerificationKey.Thumbprints;
import java.security.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037 section 2) that was read as strict JSON. jose4j makes the key of it. */
final class Jwk {
    /** By {@code kty} and {@code crv}: how many bytes {@code x}, {@code y} and {@code d} have. */
    private static final Map<String, Map<String, Integer>> CURVES = Map.of(
            "EC", Map.of("P-256", 32, "P-384", 48, "P-521", 66),
            "OKP", Map.of("Ed25519", 32, "Ed448", 57, "X25519", 32));

    /** The members that hold base64url; each must be in the canonical form. */
    private static final List<String> BINARY = List.of("n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k");

    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth");

    private Jwk() {}

    /** Whether we know what to do with such a key: others in a set are ignored (RFC 7517 section 5). */
    static boolean isKnownType(Map<String, @Nullable Object> jwk) {
        Object type = jwk.get("kty");
        if ("RSA".equals(type) || "oct".equals(type)) {
            return true;
        }
        return octets(jwk) != null;
    }

    /** How many bytes a coordinate on the key's curve has; null if the key is on none that is known. */
    private static @Nullable Integer octets(Map<String, @Nullable Object> jwk) {
        return jwk.get("kty") instanceof String type && jwk.get("crv") instanceof String curve
                ? CURVES.getOrDefault(type, Map.of()).get(curve)
                : null;
    }

    /** Whether it has what must never be published: the members of a private key, or a symmetric one. */
    static boolean holdsSecret(Map<String, @Nullable Object> jwk) {
        return "oct".equals(jwk.get("kty"))
                || jwk.containsKey("k")
                || PRIVATE.stream().anyMatch(jwk::containsKey);
    }

    static Entry parse(Map<String, @Nullable Object> jwk, int position) {
        if (!isKnownType(jwk)) {
            throw new UnusableKeyException(
                    "SG-212",
                    "The JWK's \"kty\" or \"crv\" is missing or not supported.",
                    "Use RSA, EC (P-256, P-384, P-521), OKP (Ed25519, Ed448, X25519) or oct.");
        }
        for (String member : BINARY) {
            if (jwk.containsKey(member)
                    && (!(jwk.get(member) instanceof String text) || Base64Url.decode(text) == null)) {
                throw malformed("its \"" + member + "\" is not canonical base64url");
            }
        }
        JsonWebKey parsed;
        try {
            Map<String, Object> copy = new HashMap<>();
            jwk.forEach((name, value) -> {
                // jose4j gets what makes the key alone: it would parse x5c as well, leniently.
                if (value instanceof String && (BINARY.contains(name) || name.equals("kty") || name.equals("crv"))) {
                    copy.put(name, value);
                }
            });
            parsed = JsonWebKey.Factory.newJwk(copy);
        } catch (JoseException | RuntimeException e) {
            // jose4j and the JDK let all kinds of exceptions through for numbers that fit no key; the message may hold
            // key material.
            throw malformed("its members do not make a key");
        }
        checkLengths(jwk);
        Key key = parsed.getKey();
        boolean hasPrivatePart = PRIVATE.stream().anyMatch(jwk::containsKey);
        if (hasPrivatePart && parsed instanceof PublicJsonWebKey pair && pair.getPrivateKey() != null) {
            key = pair.getPrivateKey();
            KeyChecks.check(pair.getPublicKey()).ifPresent(cause -> {
                throw new UnusableKeyException("SG-208", cause, "Make a new key.");
            });
        }
        return new Entry(
                position,
                key,
                hasPrivatePart,
                string(jwk, "kid"),
                string(jwk, "alg"),
                string(jwk, "use"),
                operations(jwk),
                new Thumbprints(string(jwk, "x5t"), string(jwk, "x5t#S256")),
                publicPart(parsed, jwk),
                false);
    }

    /**
     * RFC 7518 section 6.2 and RFC 8037 section 2: numbers have the full length of the curve, so that each key has one form. jose4j takes others for the numbers that they stand for.
     */
    private static void checkLengths(Map<String, @Nullable Object> jwk) {
        Integer length = octets(jwk);
        if (length == null) {
            return;
        }
        for (String member : "EC".equals(jwk.get("kty")) ? List.of("x", "y", "d") : List.of("x", "d")) {
            byte[] octets = jwk.get(member) instanceof String text ? Base64Url.decode(text) : null;
            if (octets != null && octets.length != length) {
                throw new UnusableKeyException(
                        "SG-201",
                        "The JWK cannot be read: its \"" + member + "\" is not " + length + " bytes long.",
                        "Export the key again in its full length, zero bytes included (RFC 7518 section 6.2, RFC 8037 section 2).");
            }
            // RFC 7748 section 5 has this bit ignored.
            if (octets != null && member.equals("x") && "X25519".equals(jwk.get("crv")) && octets[length - 1] < 0) {
                throw malformed("its \"x\" is not in the canonical form");
            }
        }
    }

    /** From the key rather than from its text: numbers may have zeros before them. */
    private static @Nullable String publicPart(JsonWebKey parsed, Map<String, @Nullable Object> jwk) {
        String part = parsed instanceof PublicJsonWebKey pair ? PublicPart.of(pair.getPublicKey()) : null;
        return part != null || !(jwk.get("x") instanceof String x) ? part : x;
    }

    private static @Nullable String string(Map<String, @Nullable Object> jwk, String name) {
        Object value = jwk.get(name);
        if (value != null && !(value instanceof String)) {
            throw malformed("its \"" + name + "\" is not a string");
        }
        return (String) value;
    }

    private static @Nullable Set<String> operations(Map<String, @Nullable Object> jwk) {
        Object value = jwk.get("key_ops");
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            throw malformed("its \"key_ops\" is not an array");
        }
        Set<String> operations = new HashSet<>();
        for (Object operation : list) {
            if (!(operation instanceof String string) || !operations.add(string)) {
                throw malformed("its \"key_ops\" holds something other than distinct strings");
            }
        }
        return operations;
    }

    private static UnusableKeyException malformed(String how) {
        return new UnusableKeyException("SG-201", "The JWK cannot be read: " + how + ".", "Export the key again.");
    }
}
