package io.sealgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.TokenValidator;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.testing.AttackCorpus;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.testing.Wycheproof;
import io.sealgate.testing.Wycheproof.Members;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.ValidationResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hostile tokens of every class, every log at its finest level: neither a log nor an answer holds any part of a token, a key, a claim that a {@link TokenDescription} does not
 * have, or a message of jose4j.
 */
@Requirement({19, 122, 123})
class NothingLeaksTest {
    /** So many characters in a row do not occur by chance. */
    private static final int TELLING = 12;

    private static final Pattern JSON_TEXT = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"(\\s*+:)?");

    private final Recorder recorder = new Recorder();
    private @Nullable Level rootLevel;

    @BeforeEach
    void openLogs() {
        Logger root = Logger.getLogger("");
        rootLevel = root.getLevel();
        root.setLevel(Level.ALL);
        root.addHandler(recorder);
    }

    @AfterEach
    void closeLogs() {
        Logger root = Logger.getLogger("");
        root.removeHandler(recorder);
        root.setLevel(rootLevel);
    }

    @Test
    void refuse_attackCorpus_leaksNothing() throws Exception {
        AttackCorpus corpus = AttackCorpus.read();
        SealgateConfig both = corpus.config();
        Set<String> keys = Set.of(corpus.publicKeys(), corpus.decryptionKeys());
        List<TokenValidator> validators = List.of(
                at(both, 60),
                at(both, 1_000_000),
                at(both, -1_000_000),
                at(TestConfigs.signed(corpus.publicKeys()), 60));
        int refused = 0;
        for (String token : corpus.tokens()) {
            for (TokenValidator validator : validators) {
                refused += refuse(validator, token, keys);
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void refuse_wycheproof_leaksNothing() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Map<Members, Optional<TokenValidator>> validators = new HashMap<>();
        for (String file :
                List.of("json_web_signature_test.json", "json_web_encryption_test.json", "json_web_crypto_test.json")) {
            Wycheproof.forEach(file, (group, vector) -> {
                boolean encrypted = vector.map().containsKey("jwe");
                String json = vector.json(encrypted ? "jwe" : "jws");
                String token = json != null ? json : vector.text(encrypted ? "jwe" : "jws");
                String key = encrypted || group.json("public") == null ? group.json("private") : group.json("public");
                validators
                        .computeIfAbsent(group, any -> validator(String.valueOf(key), encrypted))
                        .ifPresent(validator -> refused.addAndGet(refuse(validator, token, Set.of(key))));
            });
        }
        assertThat(refused.get()).isGreaterThan(200);
    }

    @Test
    @Requirement(90)
    void refuse_markedTokens_leakNothing() {
        PublicJsonWebKey signer = TestKeys.p256("s1");
        PublicJsonWebKey recipient = TestKeys.rsa2048("e1");
        TokenValidator signed = at(TestConfigs.signed(TestKeys.publicJwk(signer, "ES256")), 0);
        TokenValidator nested = at(
                TestConfigs.nested(TestKeys.publicJwk(signer, "ES256"), TestKeys.privateJwk(recipient, "RSA-OAEP-256")),
                0);
        TestTokens marked = TestTokens.validAt(Instant.ofEpochSecond(ISSUED_AT))
                .claim("email", "s3cr3t@example.org")
                .claim("s3cr3t", "x");
        List<String> payloads = List.of(
                marked.payload(),
                marked.payload() + "s3cr3t",
                marked.payload().replace("s3cr3t@", "s3cr3t\\ud800"),
                marked.payload().replace(",\"s3cr3t\"", ",\"email\":\"s3cr3t\",\"s3cr3t\""),
                "s3cr3t",
                "{\"sub\":s3cr3t}");
        List<String> tokens =
                new ArrayList<>(List.of("s3cr3t", "s3cr3t.s3cr3t.s3cr3t", "s3cr3t.s3cr3t.s3cr3t.s3cr3t.s3cr3t"));
        for (String claim : List.of("iss", "aud", "exp", "nbf", "iat", "sub", "jti", "cnf", "upn")) {
            TestTokens bad = TestTokens.validAt(Instant.ofEpochSecond(ISSUED_AT));
            for (Object value : List.of(Map.of("s3cr3t", "s3cr3t"), List.of("s3cr3t"))) {
                tokens.add(bad.claim(claim, value).signedWith(signer, "ES256"));
            }
        }
        for (String control : List.of("\r\n", "\u001b[31m", "\u2028", "\u007f", "\u0085")) {
            tokens.add(TestTokens.valid()
                    .header("kid", "x" + control + "R")
                    .signedWith(signer.getPrivateKey(), null, "ES256"));
            tokens.add(marked.claim("jti", "x" + control + "R").without("aud").signedWith(signer, "ES256"));
            marked.claim("aud", TestTokens.AUDIENCE).claim("jti", "j");
        }
        for (String payload : payloads) {
            String jws =
                    TestTokens.valid().payload(payload).header("typ", "s3cr3t").signedWith(signer, "ES256");
            tokens.add(jws);
            tokens.add(TestTokens.tampered(jws, 2));
            for (String inside : List.of(payload, jws, TestTokens.tampered(jws, 2))) {
                String jwe = TestTokens.encrypt(
                        inside, recipient, "RSA-OAEP-256", "A128CBC-HS256", Map.of("cty", "JWT", "apu", "s3cr3t"));
                tokens.add(jwe);
                for (int part = 1; part < 5; part++) {
                    tokens.add(TestTokens.tampered(jwe, part));
                }
            }
        }
        for (String token : tokens) {
            for (TokenValidator validator : List.of(signed, nested)) {
                refuse(validator, token, Set.of());
                assertThat(recorder.all).doesNotContain("s3cr3t");
            }
        }
    }

    private static final long ISSUED_AT = 1_795_310_693L;

    private static TokenValidator at(SealgateConfig config, long secondsLater) {
        return Sealgate.create(config, Clock.fixed(Instant.ofEpochSecond(ISSUED_AT + secondsLater), ZoneOffset.UTC))
                .tokenValidator();
    }

    /** Empty if the key is refused, whose problems must not show it. */
    private static Optional<TokenValidator> validator(String key, boolean encrypted) {
        try {
            return Optional.of(at(
                    encrypted
                            ? TestConfigs.nested(TestKeys.publicJwk(TestKeys.p256("s1"), "ES256"), key)
                            : key.contains("\"oct\"") ? TestConfigs.secret(key) : TestConfigs.signed(key),
                    0));
        } catch (InvalidConfigurationException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertHoldsNothingOf(trace.toString(), key, Set.of());
            return Optional.empty();
        }
    }

    /** Counts one if the token is refused, after a look at what that leaves behind. */
    private int refuse(TokenValidator validator, String token, Set<String> keys) {
        recorder.clear();
        ValidationResult result = validator.validate(token);
        String said = "";
        Set<String> allowed = new HashSet<>();
        if (result instanceof Rejected rejected) {
            Rejection rejection = rejected.rejection();
            RefusalLog.refused("GET", "/orders", rejection);
            Refusal refusal = Refusal.of(rejection, "shop");
            said = refusal.headers() + refusal.body() + refusal + rejection + result;
            assertThat(recorder.warnings)
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("Refused " + rejection.reason() + " GET /orders alg=")
                            .matches("\\p{Print}+"));
            TokenDescription description = rejection.token();
            Arrays.asList(description.algorithm(), description.keyId(), description.issuer(), description.tokenId())
                    .forEach(value -> allowed.add(String.valueOf(value)));
        }
        assertThat(recorder.jose4j).isEmpty();
        String output = recorder.all + said;
        for (String part : token.split("\\.", -1)) {
            assertHoldsNothingOf(output, part, Set.of());
            assertHoldsNothingOf(output, decoded(part), allowed);
        }
        keys.forEach(key -> assertHoldsNothingOf(output, key, allowed));
        return said.isEmpty() ? 0 : 1;
    }

    /** Looks for any telling run of characters of a text that is no JSON, and for the values of one that is. */
    private static void assertHoldsNothingOf(String output, String text, Set<String> allowed) {
        if (!text.startsWith("{")) {
            for (int i = 0; i + TELLING <= text.length(); i++) {
                assertThat(output).doesNotContain(text.substring(i, i + TELLING));
            }
            return;
        }
        Matcher texts = JSON_TEXT.matcher(text);
        while (texts.find()) {
            String value = texts.group(1);
            boolean name = texts.group(2) != null;
            String start = value.length() < TELLING ? "" : value.substring(0, TELLING);
            if (!name && !start.isEmpty() && allowed.stream().noneMatch(said -> said.startsWith(start))) {
                assertThat(output).doesNotContain(start);
            }
        }
    }

    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Everything that anybody logs, with the stack traces. */
    private static final class Recorder extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();
        private final StringBuilder all = new StringBuilder();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> jose4j = new ArrayList<>();

        Recorder() {
            setLevel(Level.ALL);
        }

        void clear() {
            all.setLength(0);
            warnings.clear();
            jose4j.clear();
        }

        @Override
        public synchronized void publish(LogRecord record) {
            String line = formatter.formatMessage(record);
            all.append(formatter.format(record));
            if (record.getLevel().equals(Level.WARNING)) {
                warnings.add(line);
            }
            if (String.valueOf(record.getLoggerName()).startsWith("org.jose4j")) {
                jose4j.add(line);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
