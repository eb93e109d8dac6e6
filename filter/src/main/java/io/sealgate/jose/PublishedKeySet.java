package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import io.sealgate.token.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server published as its JWK Set (RFC 7517 section 5): the keys that tokens can be verified with, or why the whole set is refused.
 *
 * <p>A single key that cannot serve (too weak, malformed, for an algorithm that is not configured, there for encryption, too) is left out and named. A set is refused as a whole if it publishes what must
 * be secret, or is ambiguous: whoever wrote it, or whoever changed it on the way, did not mean what we would make of it.
 *
 * @param keys empty exactly if the set is refused
 * @param leftOut one sentence for each key that cannot serve, though nothing says that it is for another use; in the order of the set
 * @param refused why the set is refused, one sentence; shows nothing of the set's text
 */
public record PublishedKeySet(List<VerificationKey> keys, List<String> leftOut, Optional<String> refused) {
    /** More keys than this are refused: each takes time to check, and no authorization server signs with so many. */
    public static final int MOST_KEYS = 200;

    public PublishedKeySet {
        keys = List.copyOf(keys);
        leftOut = List.copyOf(leftOut);
        requireNonNull(refused, "refused");
    }

    /**
     * Reads a set. Never throws for what the text holds.
     *
     * @param text UTF-8 text
     * @param allowed the algorithms that the configuration allows; empty: each key's own, RS256 for RSA
     */
    public static PublishedKeySet read(byte[] text, Set<SignatureAlgorithm> allowed) {
        JsonReader reader = new JsonReader(text, JsonLimits.KEY_SET);
        JsonProblem problem = reader.read();
        if (problem != null) {
            return refused("The answer is not a JWK Set: " + problem.description() + ".");
        }
        if (!(reader.object().get("keys") instanceof List<?> jwks)) {
            return refused("The answer is not a JWK Set: it has no array \"keys\".");
        }
        if (jwks.size() > MOST_KEYS) {
            return refused("The JWK Set has " + jwks.size() + " keys; " + MOST_KEYS + " are the most.");
        }
        return new Reading(allowed).read(jwks);
    }

    private static PublishedKeySet refused(String why) {
        return new PublishedKeySet(List.of(), List.of(), Optional.of(why));
    }

    private static final class Reading {
        private final Set<SignatureAlgorithm> allowed;
        private final Map<KeyText.Entry, VerificationKey> usable = new LinkedHashMap<>();
        private final Set<String> encrypting = new HashSet<>();
        private final SortedMap<Integer, String> leftOut = new TreeMap<>();
        private final Map<String, Map<String, @Nullable Object>> named = new HashMap<>();

        Reading(Set<SignatureAlgorithm> allowed) {
            this.allowed = allowed;
        }

        PublishedKeySet read(List<?> jwks) {
            int position = 0;
            for (Object element : jwks) {
                position++;
                if (!(element instanceof Map<?, ?>)) {
                    return refused("The answer is not a JWK Set: key " + position + " is not a JSON object.");
                }
                @SuppressWarnings("unchecked") // the names of JSON objects are strings
                Map<String, @Nullable Object> jwk = (Map<String, @Nullable Object>) element;
                if (Jwk.holdsSecret(jwk)) {
                    // RFC 7517 section 9.2. Also of keys for other uses: it shows that the set is not to be relied on.
                    return refused(
                            "Key " + position
                                    + " of the JWK Set is symmetric or private: secrets are exposed, and nothing of the set is used.");
                }
                Optional<String> refused = Jwk.isKnownType(jwk) ? add(jwk, position) : Optional.empty();
                if (refused.isPresent()) {
                    return refused(refused.get());
                }
            }
            List<VerificationKey> keys = forSignaturesAlone();
            return keys.isEmpty()
                    ? refused("The JWK Set has no key that tokens can be verified with."
                            + (leftOut.isEmpty() ? "" : " " + leftOut.get(leftOut.firstKey())))
                    : new PublishedKeySet(keys, List.copyOf(leftOut.values()), Optional.empty());
        }

        /** RFC 8725 section 3.12, by whatever names a key stands in the set. */
        private List<VerificationKey> forSignaturesAlone() {
            List<VerificationKey> keys = new ArrayList<>();
            usable.forEach((entry, key) -> {
                String publicPart = entry.publicPart();
                if (publicPart != null && encrypting.contains(publicPart)) {
                    leftOut.put(
                            entry.position(),
                            "Key " + entry.position()
                                    + " of the set: It serves to sign and to encrypt (SG-217), and a key is for one of these (RFC 8725 section 3.12).");
                } else {
                    keys.add(key);
                }
            });
            return keys;
        }

        private Optional<String> add(Map<String, @Nullable Object> jwk, int position) {
            try {
                KeyText.Entry entry = Jwk.parse(jwk, position);
                String publicPart = entry.publicPart();
                if (publicPart != null && KeyReader.isForEncryption(entry)) {
                    encrypting.add(publicPart);
                }
                if (KeyReader.isForOtherUse(entry)) {
                    return Optional.empty();
                }
                String keyId = entry.keyId();
                if (keyId != null) {
                    Map<String, @Nullable Object> other = named.putIfAbsent(keyId, jwk);
                    if (other != null) {
                        return other.equals(jwk)
                                ? Optional.empty()
                                : Optional.of(
                                        "Two keys of the JWK Set have one \"kid\", and nothing of the set is used.");
                    }
                }
                usable.put(entry, KeyReader.publicKey(entry, allowed));
            } catch (UnusableKeyException e) {
                leftOut.put(position, e.problemOfKey(position).cause());
            }
            return Optional.empty();
        }
    }
}
