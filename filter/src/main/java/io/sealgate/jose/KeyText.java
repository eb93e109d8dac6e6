package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.jose.VerificationKey.Thumbprints;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key material that was parsed, not yet judged.
 *
 * @param set whether it was a JWK Set or several PEM blocks, rather than one key
 */
record KeyText(boolean set, List<Entry> entries) {
    /**
     * One key and what its JWK says of it.
     *
     * @param position from 1
     * @param hasPrivatePart whether a public key came with its private half
     * @param rsaPssOnly whether the key's own type binds it to RSASSA-PSS
     * @param certified the public half of a private key, as its certificate has it; null if there is none, and the key shows itself what it is
     */
    record Entry(
            int position,
            Key key,
            boolean hasPrivatePart,
            @Nullable String keyId,
            @Nullable String algorithm,
            @Nullable String use,
            @Nullable Set<String> operations,
            Thumbprints thumbprints,
            @Nullable String publicPart,
            boolean rsaPssOnly,
            @Nullable PublicKey certified) {

        /** A key that shows itself what it is. */
        Entry(
                int position,
                Key key,
                boolean hasPrivatePart,
                @Nullable String keyId,
                @Nullable String algorithm,
                @Nullable String use,
                @Nullable Set<String> operations,
                Thumbprints thumbprints,
                @Nullable String publicPart,
                boolean rsaPssOnly) {
            this(
                    position,
                    key,
                    hasPrivatePart,
                    keyId,
                    algorithm,
                    use,
                    operations,
                    thumbprints,
                    publicPart,
                    rsaPssOnly,
                    null);
        }
    }

    /**
     * @param mend what to give instead of what is no key
     * @throws UnusableKeyException if it is nothing that we know, or malformed
     */
    static KeyText parse(String text, String mend) {
        String trimmed = text.strip();
        if (trimmed.startsWith("-----BEGIN")) {
            return Pem.parse(trimmed);
        }
        if (trimmed.startsWith("{")) {
            return parseJson(trimmed, mend);
        }
        String decoded = decodeBase64(trimmed);
        if (decoded != null && decoded.startsWith("{")) {
            return parseJson(decoded, mend);
        }
        throw new UnusableKeyException("SG-201", "It is no key in a form that is known.", mend);
    }

    private static @Nullable String decodeBase64(String text) {
        String joined = text.replaceAll("\\s", "");
        try {
            boolean urlSafe = joined.indexOf('-') >= 0 || joined.indexOf('_') >= 0;
            byte[] bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(joined);
            return new String(bytes, UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return null; // not Base64: said by the caller, without the text
        }
    }

    private static KeyText parseJson(String json, String mend) {
        JsonReader reader = new JsonReader(json.getBytes(UTF_8), JsonLimits.KEY_SET);
        JsonProblem problem = reader.read();
        if (problem != null) {
            throw new UnusableKeyException(
                    "SG-201", "The JWK or JWK Set cannot be read: " + problem.description() + ".", mend);
        }
        Map<String, @Nullable Object> object = reader.object().asMap();
        if (!object.containsKey("keys")) {
            return new KeyText(false, List.of(Jwk.parse(object, 1)));
        }
        if (!(object.get("keys") instanceof List<?> keys) || keys.isEmpty()) {
            throw new UnusableKeyException(
                    "SG-202", "The JWK Set holds no keys.", "Give a set with at least one key in \"keys\".");
        }
        List<Entry> entries = new ArrayList<>();
        int position = 0;
        for (Object key : keys) {
            position++;
            if (!(key instanceof Map<?, ?>)) {
                throw new UnusableKeyException("SG-201", "Key " + position + " of the set is not a JSON object.", mend);
            }
            @SuppressWarnings("unchecked") // the names of JSON objects are strings
            Map<String, @Nullable Object> jwk = (Map<String, @Nullable Object>) key;
            if (Jwk.isKnownType(jwk)) {
                entries.add(Jwk.parse(jwk, position));
            }
        }
        return new KeyText(true, entries);
    }
}
