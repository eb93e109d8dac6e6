package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.SEALGATE;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.sealgate.TokenValidator;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.consumer.JwtConsumer;

/** What refusals cost, and what a large key set costs. */
final class RefusalScenarios {
    private static final int MANY_KEYS = 10_000;
    private static final double NANOS = 500;
    private static final double BYTES = 2200;

    /** An acceptance may take this part of a refusal of equal length: 1 / 1.25. */
    private static final double ACCEPTANCE_TO_REFUSAL = 0.80;

    /** What failed must not be told by more than this part of the time: the noise between two runs. */
    private static final double ALIKE = 0.05;

    private static final String UNKNOWN_KID = "unknown kid";
    private static final String WRONG_ALG = "alg of another key type";
    private static final String FETCHED = UNKNOWN_KID + ", fetched keys";
    private static final String MANY = ", " + MANY_KEYS + " keys";
    private static final List<String> MALFORMED = List.of(
            "empty",
            "no dots",
            "four parts",
            "header not base64url",
            "header not JSON",
            "header with two alg",
            "payload not base64url",
            "signature with spare bits",
            "too long");

    private RefusalScenarios() {}

    static List<Scenario> all() {
        List<Target> cheap = new ArrayList<>();
        for (String kind : List.of(UNKNOWN_KID, WRONG_ALG, UNKNOWN_KID + MANY, WRONG_ALG + MANY)) {
            cheap.add(Target.nanosAndBytes(ours(kind), NANOS, BYTES));
        }
        cheap.add(Target.nanosAndBytes(ours(FETCHED), 2 * NANOS, BYTES)); // looks at the clock, too
        MALFORMED.forEach(kind -> cheap.add(Target.nanosAndBytes(ours(kind), NANOS, BYTES)));
        return List.of(
                new Scenario("refused early", RefusalScenarios::early, cheap),
                badSignature("HS256"),
                badSignature("RS256"),
                decryption(),
                new Scenario(
                        "RS256 with " + MANY_KEYS + " keys",
                        RefusalScenarios::keySets,
                        List.of(Target.ratio(ours("accepted") + MANY, 0.97))));
    }

    private static final List<String> UNDECRYPTABLE =
            List.of("another ciphertext", "random encrypted key", "content key too short");
    private static final List<String> NOT_AUTHENTIC = List.of("nothing signed inside", "bad signature inside");

    /** RFC 7516 section 11.5: neither whether the encrypted key, the content nor what is inside was at fault. */
    private static Scenario decryption() {
        List<Target> targets = new ArrayList<>();
        UNDECRYPTABLE.forEach(kind -> targets.add(Target.alike(ours(kind), ALIKE)));
        NOT_AUTHENTIC.forEach(kind -> targets.add(Target.alike(ours(kind), ALIKE)));
        return new Scenario(
                "RSA-OAEP-256 that fails",
                () -> {
                    JsonWebKey signing = Workload.signingKey("RS256");
                    JsonWebKey encryption = Workload.decryptionKey("RSA-OAEP-256");
                    TokenValidator ours = Ours.nested(encryption, signing);
                    String good = Workload.encrypt(encryption, Workload.sign(signing, Workload.payload()));
                    String[] parts = good.split("\\.", -1);
                    Map<String, String> bad = new LinkedHashMap<>();
                    bad.put("another ciphertext", with(parts, 3, swapped(parts[3])));
                    bad.put("random encrypted key", with(parts, 1, swapped(parts[1])));
                    bad.put("content key too short", with(parts, 1, shortKey(encryption)));
                    bad.put(
                            "nothing signed inside",
                            Workload.encrypt(encryption, Workload.payload().repeat(2)));
                    bad.put(
                            "bad signature inside",
                            Workload.encrypt(encryption, Workload.forge(signing, Workload.payload())));
                    List<Contender> contenders = new ArrayList<>();
                    contenders.add(refusal(ours("another tag"), ours, with(parts, 4, swapped(parts[4]))));
                    bad.forEach((kind, token) -> contenders.add(refusal(ours(kind), ours, token)));
                    return contenders;
                },
                targets);
    }

    private static String with(String[] parts, int part, String text) {
        String[] copy = parts.clone();
        copy[part] = text;
        return String.join(".", copy);
    }

    /** Another text of the same length that decodes, too. */
    private static String swapped(String text) {
        return (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1);
    }

    /** Another content encryption key, of 16 bytes instead of 32, properly encrypted. */
    private static String shortKey(JsonWebKey encryption) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                encryption.getKey(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.doFinal(new byte[16]));
    }

    private static String ours(String kind) {
        return SEALGATE + ": " + kind;
    }

    private static List<Contender> early() throws Exception {
        JsonWebKey key = Workload.signingKey("RS256");
        List<JsonWebKey> many = keySet(key);
        String payload = Workload.payload();
        String good = Workload.sign(key, payload);
        JsonWebKey unknown = named(key, "key-x");
        JsonWebKey other = Workload.signingKey("ES256");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(UNKNOWN_KID, Workload.sign(unknown, payload));
        bad.put(WRONG_ALG, Workload.sign(other, payload));
        List<Contender> contenders = new ArrayList<>();
        TokenValidator one = Ours.signed(List.of(key));
        TokenValidator tenThousand = Ours.signed(many);
        contenders.add(new Contender(ours("accepted"), () -> Ours.accepted(one.validate(good))));
        bad.forEach((kind, token) -> {
            contenders.add(refusal(ours(kind), one, token));
            contenders.add(refusal(ours(kind + MANY), tenThousand, token));
        });
        contenders.add(refusal(ours(FETCHED), Ours.fetching(key, good), requireNonNull(bad.get(UNKNOWN_KID))));
        Map<String, String> malformed = malformed(good);
        for (String kind : MALFORMED) {
            contenders.add(refusal(ours(kind), one, requireNonNull(malformed.get(kind))));
        }
        String token = bad.get(UNKNOWN_KID);
        contenders.add(refusal("jose4j: " + UNKNOWN_KID, Peers.jose4j("RS256", List.of(key)), token));
        contenders.add(refusal("jose4j: " + UNKNOWN_KID + MANY, Peers.jose4j("RS256", many), token));
        contenders.add(refusal(
                "Nimbus JOSE+JWT: " + UNKNOWN_KID, Peers.nimbus("RS256", Peers.keySource(List.of(key))), token));
        contenders.add(
                refusal("Nimbus JOSE+JWT: " + UNKNOWN_KID + MANY, Peers.nimbus("RS256", Peers.keySource(many)), token));
        return contenders;
    }

    private static Map<String, String> malformed(String good) {
        int first = good.indexOf('.');
        int second = good.lastIndexOf('.');
        String header = good.substring(0, first);
        String rest = good.substring(first);
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("empty", "");
        tokens.put("no dots", good.replace('.', 'x'));
        tokens.put("four parts", good + ".x");
        tokens.put("header not base64url", header.substring(0, header.length() - 1) + "=" + rest);
        tokens.put("header not JSON", Workload.base64Url("{\"alg\":\"RS256\",\"kid\":\"key-1\",}") + rest);
        tokens.put(
                "header with two alg",
                Workload.base64Url("{\"alg\":\"RS256\",\"kid\":\"key-1\",\"alg\":\"HS256\"}") + rest);
        tokens.put("payload not base64url", good.substring(0, second - 1) + "=" + good.substring(second));
        // 342 characters for 256 bytes: four bits of the last one are not used.
        tokens.put("signature with spare bits", good.substring(0, good.length() - 1) + "_");
        tokens.put("too long", good + "x".repeat(70_000));
        return tokens;
    }

    /** Payloads that are costly to read, under a signature that does not hold, beside one of equal length that is accepted. */
    private static Scenario badSignature(String algorithm) {
        String members = "500 members";
        String brackets = "5,000 [";
        return new Scenario(
                algorithm + ", bad signature",
                () -> {
                    JsonWebKey key = Workload.signingKey(algorithm);
                    TokenValidator ours = Ours.signed(List.of(key));
                    JwtConsumer jose4j = Peers.jose4j(algorithm, List.of(key));
                    DefaultJWTProcessor<SecurityContext> nimbus =
                            Peers.nimbus(algorithm, Peers.keySource(List.of(key)));
                    String many = IntStream.range(0, 500)
                            .mapToObj(i -> "\"" + Integer.toString(i, Character.MAX_RADIX) + "\":0")
                            .collect(Collectors.joining(",", "{", "}"));
                    String deep = "[".repeat(5000);
                    int length = deep.length();
                    String filling = "x".repeat(length - many.length() - ",\"f\":\"\"".length());
                    many = many.substring(0, many.length() - 1) + ",\"f\":\"" + filling + "\"}";
                    String payload = Workload.payload();
                    payload = payload.substring(0, payload.length() - 1) + ",\"f\":\""
                            + "x".repeat(length - payload.length() - ",\"f\":\"\"".length()) + "\"}";
                    String good = Workload.sign(key, payload);
                    String manyMembers = Workload.forge(key, many);
                    String manyBrackets = Workload.forge(key, deep);
                    return List.of(
                            new Contender(
                                    ours("accepted, " + length + " bytes"), () -> Ours.accepted(ours.validate(good))),
                            refusal(ours(members), ours, manyMembers),
                            refusal(ours(brackets), ours, manyBrackets),
                            new Contender("jose4j: accepted", () -> jose4j.processToClaims(good)),
                            refusal("jose4j: " + members, jose4j, manyMembers),
                            refusal("jose4j: " + brackets, jose4j, manyBrackets),
                            new Contender("Nimbus JOSE+JWT: accepted", () -> nimbus.process(good, null)),
                            refusal("Nimbus JOSE+JWT: " + members, nimbus, manyMembers),
                            refusal("Nimbus JOSE+JWT: " + brackets, nimbus, manyBrackets));
                },
                List.of(
                        Target.ratio(ours(members), ACCEPTANCE_TO_REFUSAL),
                        Target.ratio(ours(brackets), ACCEPTANCE_TO_REFUSAL)));
    }

    private static List<Contender> keySets() throws Exception {
        JsonWebKey key = Workload.signingKey("RS256");
        List<JsonWebKey> many = keySet(key);
        String token = Workload.sign(key, Workload.payload());
        TokenValidator one = Ours.signed(List.of(key));
        TokenValidator tenThousand = Ours.signed(many);
        JwtConsumer jose4j = Peers.jose4j("RS256", many);
        DefaultJWTProcessor<SecurityContext> nimbus = Peers.nimbus("RS256", Peers.keySource(many));
        return List.of(
                new Contender(ours("accepted, 1 key"), () -> Ours.accepted(one.validate(token))),
                new Contender(ours("accepted") + MANY, () -> Ours.accepted(tenThousand.validate(token))),
                new Contender("jose4j: accepted" + MANY, () -> jose4j.processToClaims(token)),
                new Contender("Nimbus JOSE+JWT: accepted" + MANY, () -> nimbus.process(token, null)));
    }

    /** One key under ten thousand names, the given one last: what is compared is how a key is found. */
    private static List<JsonWebKey> keySet(JsonWebKey last) throws Exception {
        List<JsonWebKey> keys = new ArrayList<>();
        for (int i = 1; i < MANY_KEYS; i++) {
            keys.add(named(last, "other-" + i));
        }
        keys.add(last);
        return keys;
    }

    private static JsonWebKey named(JsonWebKey key, String keyId) throws Exception {
        JsonWebKey copy = PublicJsonWebKey.Factory.newPublicJwk(Workload.privateJwk(key));
        copy.setKeyId(keyId);
        return copy;
    }

    private static Contender refusal(String name, TokenValidator validator, String token) {
        return new Contender(name, () -> Ours.refused(validator.validate(token)));
    }

    private static Contender refusal(String name, JwtConsumer consumer, String token) {
        return new Contender(name, () -> Peers.refused(() -> consumer.processToClaims(token)));
    }

    private static Contender refusal(String name, DefaultJWTProcessor<SecurityContext> processor, String token) {
        return new Contender(name, () -> Peers.refused(() -> processor.process(token, null)));
    }
}
