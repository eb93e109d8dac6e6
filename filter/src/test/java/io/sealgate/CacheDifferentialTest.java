package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.KeyReading;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.testing.AttackCorpus;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.SettableClock;
import io.sealgate.testing.SharedVectors;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.testing.Wycheproof;
import io.sealgate.testing.Wycheproof.Members;
import io.sealgate.token.Rejected;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/**
 * Good tokens and everything that looks like them, in many orders: a validator that remembers says of each what one says that does not, whichever it has seen before. Each corpus is put to
 * caches with room for all, for few and for one.
 */
@Requirement(120)
class CacheDifferentialTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_310_753L);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int[] ENTRIES = {1000, 5, 1};
    private static final int ORDERS = 3;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random = new Random(1);

    /** One who asks for a verdict, for each size of a cache, 0 being none. */
    @FunctionalInterface
    private interface Validators {
        TokenValidator remembering(int entries);
    }

    private static Validators of(SealgateConfig config) {
        return entries -> Sealgate.create(
                        config.with(new SealgateConfig.Resources(entries, 1, Optional.empty())), CLOCK)
                .tokenValidator();
    }

    /** Signatures alone, for examples whose claims nobody would accept today. */
    private static Validators ofSignatures(VerificationKeys keys) {
        return entries -> new TokenValidator(
                // What is valid is remembered for long: no claim limits it.
                TestIssuers.only(TestIssuers.policy(
                        JoseTokenVerifier.forSigned(() -> keys, 16_384),
                        () -> keys,
                        new io.sealgate.claims.TypeRule(List.of()))),
                CLOCK,
                entries == 0 ? null : new VerifiedTokenCache(entries));
    }

    /** Returns how many of the tokens are good. */
    private int compare(Validators validators, List<String> tokens) {
        TokenValidator forgetting = validators.remembering(0);
        Map<String, ValidationResult> expected = new LinkedHashMap<>();
        tokens.forEach(token -> expected.computeIfAbsent(token, forgetting::validate));
        List<String> good = expected.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Validated)
                .map(Map.Entry::getKey)
                .toList();
        for (int entries : ENTRIES) {
            TokenValidator remembering = validators.remembering(entries);
            for (String token : good) {
                ValidationResult first = remembering.validate(token);
                ComparedValidator.assertSame(token, first, expected.get(token));
                assertThat(remembering.validate(copy(token))).as("remembered").isSameAs(first);
            }
            List<String> order = new ArrayList<>(expected.keySet());
            for (int i = 0; i < ORDERS; i++) {
                Collections.shuffle(order, random);
                for (String token : order) {
                    ComparedValidator.assertSame(token, remembering.validate(copy(token)), expected.get(token));
                    // A good one in between, so that there is always something to be taken for.
                    if (!good.isEmpty()) {
                        String other = good.get(random.nextInt(good.size()));
                        ComparedValidator.assertSame(other, remembering.validate(copy(other)), expected.get(other));
                    }
                }
            }
        }
        return good.size();
    }

    private static String copy(String token) {
        return new String(token.toCharArray());
    }

    /** What is nearly this token: a character changed here and there, something more or less at its ends, parts missing, exchanged and repeated. */
    private List<String> siblings(String token, int changes) {
        Set<String> siblings = new LinkedHashSet<>();
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(token.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            siblings.add(token.substring(0, at) + c + token.substring(at + 1));
            siblings.add(token.substring(0, at) + token.substring(at + 1));
            siblings.add(token.substring(0, at) + c + token.substring(at));
            siblings.add(token.substring(0, at) + (char) (token.charAt(at) + 0x100) + token.substring(at + 1));
        }
        for (String end : List.of("=", ".", " ", "\n", "A", "\u0000")) {
            siblings.add(token + end);
            siblings.add(end + token);
        }
        char last = token.charAt(token.length() - 1);
        for (char c : ALPHABET.toCharArray()) {
            if (c != last) {
                siblings.add(token.substring(0, token.length() - 1) + c);
            }
        }
        String[] parts = token.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            siblings.add(with(parts, i, ""));
            siblings.add(with(parts, i, parts[0]));
            siblings.add(with(parts, i, parts[i].toLowerCase(java.util.Locale.ROOT)));
        }
        siblings.add(token + "." + token);
        siblings.remove(token);
        return List.copyOf(siblings);
    }

    private static String with(String[] parts, int part, String text) {
        String[] copy = parts.clone();
        copy[part] = text;
        return String.join(".", copy);
    }

    /** Each part of one token in the place of the other's. */
    private static List<String> crossings(List<String> tokens) {
        Set<String> crossings = new LinkedHashSet<>();
        for (String one : tokens) {
            for (String other : tokens) {
                String[] parts = one.split("\\.", -1);
                String[] others = other.split("\\.", -1);
                for (int i = 0; i < Math.min(parts.length, others.length); i++) {
                    crossings.add(with(parts, i, others[i]));
                }
            }
        }
        return List.copyOf(crossings);
    }

    @Test
    void validate_tokensOfSecretAndTheirSiblings_isAsWithoutCache() {
        JsonWebKey secret = TestKeys.oct(256, "h1");
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tokens.add(token().claim("sub", "caller-" + i).signedWith(secret, "HS256"));
        }
        List<String> all = new ArrayList<>(tokens);
        tokens.forEach(token -> all.addAll(siblings(token, 300)));
        all.addAll(crossings(tokens));
        // Good signatures, claims that do not hold: what is remembered of others must not be taken for these.
        for (String claim : List.of("iss", "aud", "exp", "nbf", "iat", "sub")) {
            for (Object value : List.of("other", 1, List.of("other"), NOW.getEpochSecond() + 100_000)) {
                all.add(token().claim(claim, value).signedWith(secret, "HS256"));
            }
            all.add(token().without(claim).signedWith(secret, "HS256"));
        }

        assertThat(compare(of(TestConfigs.secret(TestKeys.octJwk(secret, "HS256"))), all))
                .isBetween(tokens.size(), tokens.size() + 20);
    }

    @Test
    void validate_signedAndNestedTokensAndTheirSiblings_isAsWithoutCache() {
        PublicJsonWebKey signer = TestKeys.ed25519("s1");
        PublicJsonWebKey other = TestKeys.rsa2048("s2");
        JsonWebKey direct = TestKeys.oct(256, "d1");
        SealgateConfig config = TestConfigs.config(
                TestConfigs.verifying(
                        TestKeys.set(TestKeys.publicJwk(signer, "EdDSA"), TestKeys.publicJwk(other, "RS256"))),
                Optional.of(TestConfigs.decryption(TestKeys.octJwk(direct, "dir"), false)),
                TestConfigs.CLAIMS);
        List<String> tokens = List.of(
                token().signedWith(signer, "EdDSA"),
                token().signedWith(other, "RS256"),
                token().nested(signer, "EdDSA", direct, "dir", "A256GCM"),
                token().nested(other, "RS256", direct, "dir", "A128CBC-HS256"));
        List<String> all = new ArrayList<>(tokens);
        tokens.forEach(token -> all.addAll(siblings(token, 15)));
        all.addAll(crossings(tokens));

        assertThat(compare(of(config), all)).isEqualTo(tokens.size());
    }

    @Test
    void validate_attackCorpusAndItsSiblings_isAsWithoutCache() throws Exception {
        AttackCorpus corpus = AttackCorpus.read();
        SealgateConfig config = corpus.config();
        TokenValidator forgetting = of(config).remembering(0);
        List<String> all = new ArrayList<>();
        for (String token : corpus.tokens()) {
            all.add(token);
            if (forgetting.validate(token) instanceof Validated) {
                all.addAll(siblings(token, 3));
            }
        }

        assertThat(compare(of(config), all)).isEqualTo(7);
    }

    /** One validator for each group of vectors, which have keys of their own. */
    @Test
    void validate_wycheproof_isAsWithoutCache() {
        Map<Members, Optional<Validators>> groups = new HashMap<>();
        Map<Members, List<String>> tokens = new HashMap<>();
        for (String file :
                List.of("json_web_signature_test.json", "json_web_encryption_test.json", "json_web_crypto_test.json")) {
            Wycheproof.forEach(file, (group, vector) -> {
                boolean encrypted = vector.map().containsKey("jwe");
                String key = encrypted || group.json("public") == null ? group.json("private") : group.json("public");
                groups.computeIfAbsent(group, any -> validators(String.valueOf(key), encrypted));
                String json = vector.json(encrypted ? "jwe" : "jws");
                tokens.computeIfAbsent(group, any -> new ArrayList<>())
                        .add(json != null ? json : vector.text(encrypted ? "jwe" : "jws"));
            });
        }
        int compared = 0;
        for (Map.Entry<Members, Optional<Validators>> group : groups.entrySet()) {
            if (group.getValue().isPresent()) {
                List<String> all = tokens.getOrDefault(group.getKey(), List.of());
                compare(group.getValue().get(), all);
                compared += all.size();
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static Optional<Validators> validators(String key, boolean encrypted) {
        SealgateConfig config = encrypted
                ? TestConfigs.nested(TestKeys.publicJwk(TestKeys.p256("s1"), "ES256"), key)
                : key.contains("\"oct\"") ? TestConfigs.secret(key) : TestConfigs.signed(key);
        try {
            of(config).remembering(0);
            return Optional.of(of(config));
        } catch (InvalidConfigurationException e) {
            return Optional.empty(); // a key that we refuse
        }
    }

    /** RFC 7515 appendices A.1 and A.3, the first of which is also RFC 7519 section 3.1. */
    @Test
    void validate_examplesOfRfcsAndTheirSiblings_isAsWithoutCache() throws Exception {
        Map<String, String> examples = new TreeMap<>(
                Map.of(
                        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                        "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}",
                        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"));
        for (Map.Entry<String, String> example : examples.entrySet()) {
            String key = example.getValue();
            KeyReading<VerificationKey> reading = key.contains("oct")
                    ? KeyReader.readSecrets(key, Set.of())
                    : KeyReader.readPublicKeys(key, Set.of());
            List<String> all = new ArrayList<>(List.of(example.getKey()));
            all.addAll(siblings(example.getKey(), 10));
            assertThat(compare(ofSignatures(VerificationKeys.of(reading.keys())), all))
                    .isEqualTo(1);
        }
        cookbook();
    }

    /** The signed examples of RFC 7520 and RFC 8037. What they sign is no claims set, so that none is remembered. */
    private void cookbook() throws Exception {
        for (String file : List.of(
                "jws/4_1.rsa_v15_signature.json",
                "jws/4_2.rsa-pss_signature.json",
                "jws/4_4.hmac-sha2_integrity_protection.json",
                "curve25519/jws.json",
                "jws/4_5.signature_with_detached_content.json",
                "rfc7797/hmac-sha2_b64_false.json")) {
            Map<String, Object> example = JsonUtil.parseJson(Files.readString(SharedVectors.file("cookbook/" + file)));
            Map<?, ?> input = (Map<?, ?>) example.get("input");
            JsonWebKey key = JsonWebKey.Factory.newJwk(json(input.get("key")));
            Set<SignatureAlgorithm> algorithm =
                    Set.of(SignatureAlgorithm.of((String) input.get("alg")).orElseThrow());
            KeyReading<VerificationKey> reading = key instanceof PublicJsonWebKey
                    ? KeyReader.readPublicKeys(key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY), algorithm)
                    : KeyReader.readSecrets(key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC), algorithm);
            String token = (String) ((Map<?, ?>) example.get("output")).get("compact");
            List<String> all = new ArrayList<>(List.of(token));
            all.addAll(siblings(token, 3));
            compare(ofSignatures(VerificationKeys.of(reading.keys())), all);
        }
    }

    /** One that was remembered and has expired, among others that have not. */
    @Test
    @Requirement(121)
    void validate_clockThatMoves_isAsWithoutCache() {
        JsonWebKey secret = TestKeys.oct(256, "h1");
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant issued = NOW.plusSeconds(random.nextInt(7200) - 3600);
            tokens.add(TestTokens.validAt(issued)
                    .claim("nbf", issued.getEpochSecond())
                    .signedWith(secret, "HS256"));
        }
        SettableClock clock = new SettableClock(NOW);
        ComparedValidator validator = ComparedValidator.of(TestConfigs.secret(TestKeys.octJwk(secret, "HS256")), clock);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            // On by seconds, or an hour or less to and fro.
            clock.set(
                    i % 10 == 0
                            ? NOW.plusSeconds(random.nextInt(7200) - 3600)
                            : clock.instant().plusMillis(random.nextInt(60_000)));
            for (int k = 0; k < 10; k++) {
                ValidationResult result = validator.validate(tokens.get(random.nextInt(tokens.size())));
                accepted += result instanceof Validated ? 1 : 0;
                refused += result instanceof Rejected ? 1 : 0;
            }
        }
        assertThat(accepted).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    private static TestTokens token() {
        return TestTokens.validAt(NOW);
    }

    @SuppressWarnings("unchecked") // names are strings
    private static String json(Object value) {
        return JsonUtil.toJson((Map<String, Object>) value);
    }
}
