package io.sealgate;

import static io.sealgate.TestIssuers.only;
import static io.sealgate.testing.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.claims.ClaimRule;
import io.sealgate.claims.TimeRule;
import io.sealgate.jose.DecryptionBound;
import io.sealgate.jose.DecryptionKeys;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.SettableClock;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTokenCacheTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.ed25519("s1");
    private static final PublicJsonWebKey OTHER = TestKeys.ed25519("s2");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("e1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private volatile VerificationKeys trusted = keys(SIGNER);

    private TokenValidator validator(ClaimRule... rules) {
        return new TokenValidator(only(policy(rules)), clock, new VerifiedTokenCache(1000));
    }

    private IssuerPolicy policy(ClaimRule... rules) {
        return TestIssuers.policy(JoseTokenVerifier.forSigned(() -> trusted, 16_384), () -> trusted, rules);
    }

    private static TimeRule inForce(Optional<Duration> maxAge, long skew) {
        return new TimeRule(Duration.ofSeconds(skew), maxAge, Duration.ofHours(1));
    }

    private static VerificationKeys keys(PublicJsonWebKey key) {
        return VerificationKeys.of(KeyReader.readPublicKeys(TestKeys.publicJwk(key, "EdDSA"), Set.of())
                .keys());
    }

    private static String token() {
        return TestTokens.validAt(NOW).signedWith(SIGNER, "EdDSA");
    }

    /** The same characters in another object, as each request brings them. */
    private static String fresh(String token) {
        return new String(token.toCharArray());
    }

    @Nested
    class Hits {
        @Test
        void validate_sameCharactersAgain_givesTheSameResult() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            ValidationResult first = validator.validate(token);

            assertThat(first).isInstanceOf(Validated.class);
            assertThat(validator.validate(fresh(token))).isSameAs(first);
        }

        @Test
        void validate_encryptedAgain_isNotDecryptedAgain() {
            TokenValidator validator = nested();
            String token = TestTokens.validAt(NOW).nested(SIGNER, "EdDSA", RECIPIENT, "ECDH-ES+A256KW", "A256GCM");
            ValidationResult first = validator.validate(token);

            assertThat(first).isInstanceOf(Validated.class);
            assertThat(validator.validate(fresh(token))).isSameAs(first);
            for (int part = 0; part < 5; part++) {
                assertThat(validator.validate(TestTokens.tampered(token, part))).isInstanceOf(Rejected.class);
            }
        }

        private TokenValidator nested() {
            DecryptionKeys decryptionKeys = DecryptionKeys.of(KeyReader.readDecryptionKeys(
                            TestKeys.privateJwk(RECIPIENT, ""), EnumSet.noneOf(KeyManagementAlgorithm.class))
                    .keys());
            JoseTokenVerifier verifier = JoseTokenVerifier.forNested(
                    () -> trusted,
                    () -> decryptionKeys,
                    EnumSet.allOf(ContentEncryptionAlgorithm.class),
                    true,
                    new DecryptionBound(1),
                    16_384);
            return new TokenValidator(
                    only(TestIssuers.policy(verifier, () -> trusted, inForce(Optional.empty(), 0))),
                    clock,
                    new VerifiedTokenCache(10));
        }

        @Test
        void validate_ruleThatMayChangeItsMind_isAskedEachTime() {
            AtomicInteger asked = new AtomicInteger();
            ClaimRule rule = (token, now) -> asked.incrementAndGet() < 3
                    ? Optional.empty()
                    : Optional.of(Rejection.of(RejectionReason.ACCESS_DENIED, "the third time"));
            TokenValidator validator = validator(inForce(Optional.empty(), 0), rule);
            String token = token();

            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
            assertRejected(validator.validate(fresh(token)), RejectionReason.ACCESS_DENIED);
        }

        @Test
        void validate_refusedToken_isJudgedEachTime() {
            AtomicInteger asked = new AtomicInteger();
            TokenValidator validator = validator(new CountingRule(asked));
            String token = token();

            assertRejected(validator.validate(token), RejectionReason.ACCESS_DENIED);
            assertRejected(validator.validate(token), RejectionReason.ACCESS_DENIED);
            assertThat(asked).hasValue(2);
        }
    }

    /** Refuses, and would like to be remembered. */
    private record CountingRule(AtomicInteger asked) implements ClaimRule {
        @Override
        public Optional<Rejection> validate(VerifiedToken token, Instant now) {
            asked.incrementAndGet();
            return Optional.of(Rejection.of(RejectionReason.ACCESS_DENIED, "always"));
        }

        @Override
        public long holdsUntil(VerifiedToken token, Instant now) {
            return Long.MAX_VALUE;
        }
    }

    @Nested
    @Requirement(120)
    class Moments {
        @ParameterizedTest
        @ValueSource(longs = {0, 60})
        void validate_rememberedTokenExpires_rejectsAtThatSecond(long skew) {
            TokenValidator validator = validator(inForce(Optional.empty(), skew));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            clock.set(NOW.plusSeconds(300 + skew).minusMillis(1));
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
            clock.set(NOW.plusSeconds(300 + skew));
            assertRejected(validator.validate(fresh(token)), RejectionReason.EXPIRED);
            assertRejected(validator.validate(fresh(token)), RejectionReason.EXPIRED);
        }

        @Test
        void validate_withinSkewAndWithoutIssuedAt_acceptsRememberedOrNot() {
            String token = TestTokens.validAt(NOW).without("iat").signedWith(SIGNER, "EdDSA");
            TokenValidator validator = validator(inForce(Optional.empty(), 60));
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            clock.set(NOW.plusSeconds(359));

            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            assertThat(validator(inForce(Optional.empty(), 60)).validate(token)).isInstanceOf(Validated.class);
        }

        @Test
        void validate_rememberedTokenGrowsTooOld_rejectsAtThatSecond() {
            TokenValidator validator = validator(inForce(Optional.of(Duration.ofSeconds(100)), 5));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            clock.set(NOW.plusSeconds(105).plusMillis(999));
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
            clock.set(NOW.plusSeconds(106));
            assertRejected(validator.validate(fresh(token)), RejectionReason.TOO_OLD);
        }

        @Test
        @Requirement(121)
        void validate_clockPutBack_judgesAnew() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token =
                    TestTokens.validAt(NOW).claim("nbf", NOW.getEpochSecond()).signedWith(SIGNER, "EdDSA");
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            clock.set(NOW.minusSeconds(3600));
            assertRejected(validator.validate(fresh(token)), RejectionReason.NOT_YET_VALID);
            clock.set(NOW);
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
        }

        @Test
        @Requirement(121)
        void validate_clockPutForwardAndBack_followsTheClock() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            clock.set(NOW.plusSeconds(3600));
            assertRejected(validator.validate(fresh(token)), RejectionReason.EXPIRED);
            clock.set(NOW.plusSeconds(1));
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
        }
    }

    @Nested
    @Requirement(120)
    class Keys {
        @Test
        void validate_keyRemoved_rejectsRememberedToken() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            trusted = keys(OTHER);
            assertRejected(validator.validate(fresh(token)), RejectionReason.UNKNOWN_KEY);
        }

        @Test
        void validate_keyReplacedUnderItsName_rejectsRememberedToken() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            trusted = VerificationKeys.of(
                    KeyReader.readPublicKeys(TestKeys.publicJwk(OTHER, "EdDSA").replace("\"s2\"", "\"s1\""), Set.of())
                            .keys());
            assertRejected(validator.validate(fresh(token)), RejectionReason.SIGNATURE_INVALID);
        }

        @Test
        void validate_sameKeysReadAgain_verifiesAnewAndRemembers() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            ValidationResult first = validator.validate(token);
            trusted = keys(SIGNER);
            ValidationResult second = validator.validate(token);

            assertThat(second).isInstanceOf(Validated.class).isNotSameAs(first);
            assertThat(validator.validate(fresh(token))).isSameAs(second);
        }

        @Test
        void validate_keysRotateWhileManyValidate_neverAcceptsTokenOfRemovedKey() throws Exception {
            VerificationKeys first = keys(SIGNER);
            VerificationKeys second = keys(OTHER);
            String ofFirst = token();
            String ofSecond = TestTokens.validAt(NOW).signedWith(OTHER, "EdDSA");
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            for (int i = 0; i < 20; i++) {
                trusted = i % 2 == 0 ? first : second;
                String good = i % 2 == 0 ? ofFirst : ofSecond;
                String bad = i % 2 == 0 ? ofSecond : ofFirst;
                inParallel(4, () -> {
                    for (int k = 0; k < 20; k++) {
                        assertThat(validator.validate(fresh(good))).isInstanceOf(Validated.class);
                        assertThat(validator.validate(fresh(bad))).isInstanceOf(Rejected.class);
                    }
                });
            }
        }
    }

    @Nested
    class Lookalikes {
        @Test
        void validate_sameEndAndOtherBeginning_rejects() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            for (int i = 0; i < token.length() - 8; i++) {
                String other = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
                assertThat(validator.validate(other)).as("%s", i).isInstanceOf(Rejected.class);
            }
        }

        @Test
        void validate_respelled_rejects() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            String body = token.substring(0, token.length() - 1);

            List<String> spellings = new ArrayList<>(
                    List.of(token + "=", token + "==", token + "\n", " " + token, token + ".", "." + token, body));
            for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
                if (c != token.charAt(token.length() - 1)) {
                    spellings.add(body + c);
                }
            }
            for (String spelling : spellings) {
                assertThat(validator.validate(spelling)).as(spelling).isInstanceOf(Rejected.class);
            }
        }

        @Test
        void validate_charactersWithTheSameLowerByte_rejects() {
            TokenValidator validator = validator(inForce(Optional.empty(), 0));
            String token = token();
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);

            for (int i = 0; i < token.length(); i++) {
                String other = token.substring(0, i) + (char) (token.charAt(i) + 0x100) + token.substring(i + 1);
                assertThat(validator.validate(other)).as("%s", i).isInstanceOf(Rejected.class);
            }
        }
    }

    @Nested
    class Bounds {
        private final Judgement any = validator(inForce(Optional.empty(), 0)).judge(token());

        private String text(long number, int length) {
            String end = String.format("%016x", number * 0x9E37_79B9_7F4A_7C15L);
            return "x".repeat(length - end.length()) + end;
        }

        @Test
        void add_millionTokens_keepsNoMoreThanConfigured() {
            VerifiedTokenCache cache = new VerifiedTokenCache(1000);
            for (int i = 0; i < 1_000_000; i++) {
                cache.add(text(i, 700), any, trusted, 0, 100);
            }

            long kept = 0;
            for (int i = 0; i < 1_000_000; i++) {
                kept += cache.find(text(i, 700), 0) == null ? 0 : 1;
            }
            assertThat(kept).isBetween(900L, 1000L);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
        void add_moreThanConfigured_neverKeepsMore(int entries) {
            VerifiedTokenCache cache = new VerifiedTokenCache(entries);
            for (int i = 0; i < 1000; i++) {
                cache.add(text(i, 100), any, trusted, 0, 100);
            }

            long kept = 0;
            for (int i = 0; i < 1000; i++) {
                kept += cache.find(text(i, 100), 0) == null ? 0 : 1;
            }
            assertThat(kept).isBetween(1L, (long) entries);
        }

        @Test
        void add_longTokens_keepsFourThousandCharactersPerEntry() {
            VerifiedTokenCache cache = new VerifiedTokenCache(100);
            for (int i = 0; i < 2000; i++) {
                cache.add(text(i, 5 + (i % 3) * 8000 + 100), any, trusted, 0, 100);
            }

            long characters = 0;
            for (int i = 0; i < 2000; i++) {
                String text = text(i, 5 + (i % 3) * 8000 + 100);
                characters += cache.find(text, 0) == null ? 0 : text.length();
            }
            assertThat(characters).isBetween(100_000L, 409_600L);
            cache.add(text(1, 16_385), any, trusted, 0, 100);
            assertThat(cache.find(text(1, 16_385), 0)).isNull();
        }

        @Test
        void add_fullPlace_leavesOutWhatWasNotUsedLongest() {
            VerifiedTokenCache cache = new VerifiedTokenCache(4);
            for (int i = 0; i < 4; i++) {
                cache.add(text(i, 100), any, trusted, i, 1000);
            }
            assertThat(cache.find(text(0, 100), 10)).isNotNull();
            cache.add(text(4, 100), any, trusted, 11, 1000);

            assertThat(cache.find(text(1, 100), 11)).isNull();
            for (int i : new int[] {0, 2, 3, 4}) {
                assertThat(cache.find(text(i, 100), 11)).isNotNull();
            }
        }

        @Test
        void add_sameTokenAgain_takesNoSecondPlace() {
            VerifiedTokenCache cache = new VerifiedTokenCache(4);
            for (int i = 0; i < 4; i++) {
                cache.add(text(i, 100), any, trusted, i, 1000);
            }
            for (int second = 10; second < 20; second++) {
                cache.add(text(0, 100), any, trusted, second, 1000);
            }

            for (int i = 0; i < 4; i++) {
                assertThat(cache.find(text(i, 100), 20)).isNotNull();
            }
        }

        /** What a comparison copies texts to is used again, for texts of any length. */
        @Test
        void find_textsOfManyLengths_findsEach() {
            VerifiedTokenCache cache = new VerifiedTokenCache(1000);
            int[] lengths = {8, 15, 16, 17, 1023, 1024, 1025, 2047, 2048, 2049, 5000, 16_384, 9};
            for (int length : lengths) {
                cache.add("x".repeat(length - 8) + String.format("%08d", length), any, trusted, 0, 100);
            }
            for (int length : lengths) {
                String end = String.format("%08d", length);
                assertThat(cache.find("x".repeat(length - 8) + end, 0)).isNotNull();
                for (int at = 0; at < length - 8; at += Math.max(1, length / 50)) {
                    String other = "x".repeat(at) + "y" + "x".repeat(length - 9 - at) + end;
                    assertThat(cache.find(other, 0)).isNull();
                }
            }
        }

        @Test
        void find_shortAndEmptyText_findsNothing() {
            VerifiedTokenCache cache = new VerifiedTokenCache(4);
            cache.add("", any, trusted, 0, 100);
            cache.add("1234567", any, trusted, 0, 100);
            cache.add("12345678", any, trusted, 0, 100);

            assertThat(cache.find("", 0)).isNull();
            assertThat(cache.find("1234567", 0)).isNull();
            assertThat(cache.find("12345678", 0)).isNotNull();
        }
    }

    /**
     * What a full cache keeps alive: each character once; what is known of the token, which was three quarters of it; and an index of its claims. The
     * tokens are as long as the bound on average, or shorter, so that there are as many as there may be.
     */
    @ParameterizedTest
    @ValueSource(ints = {400, 1000, 4000})
    void add_fullOfTokensOfThisLength_keepsTwoAndAHalfTimesTheirCharactersAndOneKilobyteEach(int length) {
        int entries = 2000;
        JsonWebKey secret = TestKeys.oct(256, "h1");
        VerificationKeys keys = VerificationKeys.of(KeyReader.readSecrets(TestKeys.octJwk(secret, "HS256"), Set.of())
                .keys());
        JoseTokenVerifier verifier = JoseTokenVerifier.forSigned(() -> keys, 16_384);
        TimeRule rule = inForce(Optional.empty(), 0);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 2 * entries; i++) {
            String token = TestTokens.validAt(NOW).claim("sub", "caller-" + i).signedWith(secret, "HS256");
            int missing = Math.max(0, length - token.length()) * 3 / 4;
            tokens.add(TestTokens.validAt(NOW)
                    .claim("sub", "caller-" + i)
                    .claim("fill", "x".repeat(Math.max(0, missing - 10)))
                    .signedWith(secret, "HS256"));
        }
        VerifiedTokenCache cache = new VerifiedTokenCache(entries);
        TokenValidator validator =
                new TokenValidator(only(TestIssuers.policy(verifier, () -> keys, rule)), clock, cache);
        assertThat(validator.validate(tokens.get(0))).isInstanceOf(Validated.class);
        long before = usedHeap();
        long characters = 0;
        for (String token : tokens) {
            // A copy: the text is part of what is kept.
            assertThat(validator.validate(fresh(token))).isInstanceOf(Validated.class);
        }
        long retained = usedHeap() - before;
        int kept = 0;
        for (String token : tokens) {
            if (cache.find(token, NOW.getEpochSecond()) != null) {
                kept++;
                characters += token.length();
            }
        }
        assertThat(kept).isBetween(entries * 9 / 10, entries);
        assertThat(characters).isLessThanOrEqualTo(entries * 4096L);
        assertThat(retained).isBetween(characters, 5 * characters / 2 + 1024L * entries);
    }

    /** What is reachable, as far as the collector tells. */
    private static long usedHeap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    @Test
    void validate_manyThreadsAndTokens_eachGetsItsOwnClaims() throws Exception {
        JsonWebKey secret = TestKeys.oct(512, "h1");
        VerificationKeys keys = VerificationKeys.of(KeyReader.readSecrets(TestKeys.octJwk(secret, "HS256"), Set.of())
                .keys());
        TokenValidator validator = new TokenValidator(
                only(TestIssuers.policy(
                        JoseTokenVerifier.forSigned(() -> keys, 16_384), () -> keys, inForce(Optional.empty(), 0))),
                clock,
                new VerifiedTokenCache(64));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tokens.add(TestTokens.validAt(NOW).claim("sub", "caller-" + i).signedWith(secret, "HS256"));
        }
        AtomicInteger seed = new AtomicInteger();
        inParallel(8, () -> {
            Random random = new Random(seed.incrementAndGet());
            for (int k = 0; k < 20_000; k++) {
                int i = random.nextInt(200);
                String token = fresh(tokens.get(i));
                if (k % 10 == 0) {
                    assertThat(validator.validate(TestTokens.tampered(token, random.nextInt(3))))
                            .isInstanceOf(Rejected.class);
                } else if (!(validator.validate(token) instanceof Validated validated)
                        || !validated.token().claims().isString("sub", "caller-" + i)) {
                    throw new AssertionError("token " + i);
                }
            }
        });
    }

    private static void inParallel(int threads, Runnable work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<Object> task = Executors.callable(work);
            for (Future<Object> done : executor.invokeAll(java.util.Collections.nCopies(threads, task))) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
