package io.sealgate.jwks;

import static io.sealgate.testing.Refusals.assertRejected;
import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.testing.Await;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real exchanges with a server that misbehaves; a clock of our own, so that hours pass at once. */
class RemoteKeySourceTest {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration MAX_STALE = TestPolicies.MAX_STALE;
    private static final Duration COOL_DOWN = TestPolicies.COOL_DOWN;
    private static final Duration TIMEOUT = TestPolicies.TIMEOUT;
    private static final Duration WAIT = TestPolicies.WAIT;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final TestTicker ticker = new TestTicker();
    private final PublicJsonWebKey good = TestKeys.rsa2048("good");
    private final String goodSet = set(publicJwk(good, ""));
    private final String goodToken = token(good);
    private TestIssuer issuer;
    private RemoteKeySource source;
    private JoseTokenVerifier verifier;

    @BeforeEach
    void startIssuer() throws Exception {
        issuer = TestIssuer.start();
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        issuer.close();
    }

    private static String token(PublicJsonWebKey key) {
        String type = key.getKeyType();
        return TestTokens.valid().signedWith(key, type.equals("RSA") ? "RS256" : type.equals("EC") ? "ES256" : "EdDSA");
    }

    /** A token that names a key which does not exist. */
    private static String unknown(int number) {
        return TestTokens.valid().header("kid", "nobody-" + number).signedWith(TestKeys.rsa2048("good"), "RS256");
    }

    private void startSource() {
        startSource(TestTokens.ISSUER, TestPolicies.secure(Optional.of(issuer.keys())));
    }

    private void startSource(String name, RemoteKeys policy) {
        source = RemoteKeySource.start(
                name, PropertyNames.DEFAULT, policy, Set.of(), CryptoProvider.DEFAULT, key -> false, ticker);
        ticker.wakes(source);
        verifier = JoseTokenVerifier.forSigned(source, 16_384);
    }

    /** Starts with good keys. */
    private void startWell() throws Exception {
        issuer.publishes(goodSet);
        startSource();
        awaitAttempts(1);
        assertThat(verify(goodToken)).isInstanceOf(Verified.class);
    }

    private VerificationResult verify(String token) {
        return verifier.verify(token);
    }

    private void assertUnavailable(String token) {
        assertThat(verify(token)).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.rejection().reason()).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
            assertThat(unavailable.retryAfter()).isPositive().isLessThanOrEqualTo(LONGEST_PAUSE);
        });
    }

    private void assertUnknown(String token) {
        assertRejected(verify(token), RejectionReason.UNKNOWN_KEY);
    }

    private void awaitAttempts(int number) throws Exception {
        Await.until(() -> source.attempts() >= number);
    }

    /** Lets time pass, after which the next attempt is due, and the attempt end. */
    private void attemptAfter(Duration duration) throws Exception {
        int before = source.attempts();
        ticker.advance(duration);
        awaitAttempts(before + 1);
    }

    @Nested
    class Start {
        @Test
        void verify_whileFirstSetIsOnItsWay_waitsForIt() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            issuer.at(TestIssuer.KEYS, TestIssuer.after(asked, TestIssuer.sending(200, goodSet)));
            startSource();
            Thread release = new Thread(new FutureTask<>(() -> {
                Await.until(() -> issuer.fetches() == 1);
                asked.countDown();
                return null;
            }));
            release.start();

            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            assertThat(issuer.fetches()).isEqualTo(1);
        }

        @Test
        void start_hangingIssuer_returnsAtOnceAndIsUnavailable() {
            issuer.at(TestIssuer.KEYS, issuer.hanging());
            long before = System.nanoTime();
            startSource();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(300));

            assertUnavailable(goodToken);
        }

        @Test
        @Requirement(71)
        void start_issuerDown_recoversWithoutRestart() throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, "no"));
            startSource();
            awaitAttempts(1);
            assertUnavailable(goodToken);
            attemptAfter(LONGEST_PAUSE);
            assertUnavailable(goodToken);

            issuer.publishes(goodSet);
            attemptAfter(LONGEST_PAUSE);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
        }

        @Test
        void start_issuerDown_asksLessAndLessOften() throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, "no"));
            startSource();
            awaitAttempts(1);

            List<Integer> fractions = new ArrayList<>();
            for (long seconds : List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L)) {
                VerificationResult refused = verify(goodToken);
                assertThat(refused).isInstanceOf(Unavailable.class);
                Duration pause = ((Unavailable) refused).retryAfter();
                assertThat(pause).isBetween(Duration.ofMillis(seconds * 800), Duration.ofSeconds(seconds));
                fractions.add(pause.getNano());
                int before = issuer.fetches();
                ticker.advance(pause.minusNanos(1));
                assertUnavailable(goodToken);
                assertThat(issuer.fetches()).isEqualTo(before);
                attemptAfter(Duration.ofNanos(1));
            }
            assertThat(fractions).as("not in step with others").doesNotHaveDuplicates();
        }

        @Test
        void start_exceptionThatNobodyExpects_isAFailureLikeOthers() throws Exception {
            ProxySelector ordinary = ProxySelector.getDefault();
            AtomicBoolean broken = new AtomicBoolean(true);
            // The application's own: what it throws comes out of the client before there is any exchange.
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    if (broken.get()) {
                        throw new IllegalStateException("hunter2");
                    }
                    return List.of(Proxy.NO_PROXY);
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
            });
            try {
                issuer.publishes(goodSet);
                startSource();
                awaitAttempts(1);
                assertUnavailable(goodToken);
                attemptAfter(LONGEST_PAUSE);
                assertUnavailable(goodToken);
                assertThat(source.condition().lastFailure()).contains("Fetching them failed (IllegalStateException).");

                broken.set(false);
                attemptAfter(LONGEST_PAUSE);
                assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            } finally {
                ProxySelector.setDefault(ordinary);
            }
        }

        @Test
        void start_certificateThatNobodyTrusts_isUnavailable() {
            issuer.publishes(goodSet);
            RemoteKeys policy = TestPolicies.secure(Optional.of(issuer.keys()));
            startSource(
                    TestTokens.ISSUER,
                    new RemoteKeys(
                            policy.location(),
                            false,
                            TIMEOUT,
                            policy.leastAge(),
                            policy.mostAge(),
                            MAX_STALE,
                            COOL_DOWN,
                            WAIT,
                            List.of(),
                            Optional.empty()));

            assertUnavailable(goodToken);
            assertThat(issuer.fetches()).isZero();
        }

        @Test
        void start_certificateOfAnotherHost_isUnavailable() {
            issuer.publishes(goodSet);
            startSource(
                    TestTokens.ISSUER,
                    TestPolicies.secure(
                            Optional.of(URI.create(issuer.keys().toString().replace("localhost", "127.0.0.1")))));

            assertUnavailable(goodToken);
            assertThat(issuer.fetches()).isZero();
        }

        private Stream<Thread> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sealgate-keys"));
        }

        private void awaitEndOfThread() throws Exception {
            Await.until(() -> threads().noneMatch(thread -> thread.getName().equals("sealgate-keys")));
        }

        /** Waits for unknown keys longer than any test. */
        private void startPatientSource() {
            RemoteKeys policy = TestPolicies.secure(Optional.of(issuer.keys()));
            startSource(
                    TestTokens.ISSUER,
                    new RemoteKeys(
                            policy.location(),
                            false,
                            Duration.ofMinutes(5),
                            policy.leastAge(),
                            policy.mostAge(),
                            MAX_STALE,
                            COOL_DOWN,
                            Duration.ofMinutes(5),
                            policy.trustedCertificates(),
                            Optional.empty()));
        }

        @Test
        void start_any_doesNotKeepTheJvmAlive() throws Exception {
            startWell();
            assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        }

        @Test
        void close_any_endsTheThread() throws Exception {
            issuer.at(TestIssuer.KEYS, issuer.hanging());
            startSource();
            Await.until(() -> issuer.fetches() == 1);
            source.close();

            awaitEndOfThread();
            assertUnavailable(goodToken);
        }

        @Test
        void close_whileIssuerHangs_releasesThoseWhoWait() throws Exception {
            issuer.at(TestIssuer.KEYS, issuer.hanging());
            startPatientSource();
            Await.until(() -> issuer.fetches() == 1);
            ExecutorService caller = Executors.newSingleThreadExecutor();
            try {
                Future<VerificationResult> waiting = caller.submit(() -> verify(goodToken));
                source.close();
                assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOf(Unavailable.class);
            } finally {
                caller.shutdownNow();
            }
        }

        @Test
        void close_goodKeys_goOnAndNobodyWaitsForOthers() throws Exception {
            issuer.publishes(goodSet);
            startPatientSource();
            awaitAttempts(1);
            source.close();
            awaitEndOfThread();
            ExecutorService caller = Executors.newSingleThreadExecutor();
            try {
                assertThat(caller.submit(() -> verify(unknown(1))).get(20, TimeUnit.SECONDS))
                        .isInstanceOf(Rejected.class);
            } finally {
                caller.shutdownNow();
            }
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
        }

        @Test
        void verify_interruptedWhileItWaits_staysInterrupted() {
            issuer.at(TestIssuer.KEYS, issuer.hanging());
            startPatientSource();
            Thread.currentThread().interrupt();
            assertUnavailable(goodToken);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static String weakJwk() {
        // 1024 bits: canonical base64url of 128 bytes, the last of which makes it odd
        return "{\"kty\":\"RSA\",\"kid\":\"weak\",\"e\":\"AQAB\",\"n\":\"" + "v".repeat(170) + "8\"}";
    }

    /** What an issuer may do wrong. */
    record Fault(String name, java.util.function.BiFunction<TestIssuer, String, HttpHandler> handler) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault answering(String name, int status, String body, String... fields) {
        return new Fault(name, (issuer, good) -> TestIssuer.sending(status, body, fields));
    }

    static Stream<Fault> faults() {
        PublicJsonWebKey good = TestKeys.rsa2048("good");
        PublicJsonWebKey other = TestKeys.rsa2048("other");
        String weak = weakJwk();
        return Stream.of(
                new Fault("hangs", (issuer, set) -> issuer.hanging()),
                new Fault("drips", (issuer, set) -> issuer.dripping()),
                new Fault("cuts", (issuer, set) -> TestIssuer.cutting(set)),
                answering("500", 500, "{}"),
                answering("503 with keys", 503, set(publicJwk(other, ""))),
                answering("404", 404, ""),
                answering("204", 204, ""),
                answering("302", 302, "", "Location", "/elsewhere"),
                answering("304 without having been asked", 304, ""),
                answering("garbage", 200, "\u0000\u0001garbage"),
                answering("HTML", 200, "<html>Sign in</html>", "Content-Type", "text/html"),
                answering("nothing", 200, ""),
                answering("{}", 200, "{}"),
                answering("empty set", 200, "{\"keys\":[]}"),
                answering("no array", 200, "{\"keys\":{}}"),
                answering("no object in it", 200, "{\"keys\":[null]}"),
                answering("trailing comma", 200, "{\"keys\":[" + publicJwk(other, "") + ",]}"),
                answering("two members keys", 200, "{\"keys\":[" + publicJwk(other, "") + "],\"keys\":[]}"),
                answering("10 MB", 200, " ".repeat(10 << 20) + set(publicJwk(other, ""))),
                answering(
                        "201 keys",
                        200,
                        set(Stream.generate(() -> publicJwk(other, ""))
                                .limit(201)
                                .toArray(String[]::new))),
                answering("oct", 200, set(publicJwk(other, ""), TestKeys.octJwk(TestKeys.oct(256, "mac"), "HS256"))),
                answering("private", 200, set(publicJwk(other, ""), TestKeys.privateJwk(good, ""))),
                answering(
                        "one kid twice",
                        200,
                        set(publicJwk(TestKeys.p256("twin"), ""), publicJwk(TestKeys.ed25519("twin"), ""))),
                answering("weak alone", 200, set(weak)),
                answering("for encryption alone", 200, set(publicJwk(other, "RSA-OAEP"))),
                answering("unknown type alone", 200, "{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"pq\"}]}"));
    }

    @Nested
    class Faults {
        @ParameterizedTest
        @MethodSource("io.sealgate.jwks.RemoteKeySourceTest#faults")
        @Requirement({67, 68, 69, 70, 71})
        void verify_faultAfterGoodKeys_servesThemUntilTooOldThenRecovers(Fault fault) throws Exception {
            startWell();
            VerificationKeys before = source.verificationKeys();
            issuer.at(TestIssuer.KEYS, fault.handler().apply(issuer, goodSet));

            attemptAfter(FRESH);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            assertThat(source.verificationKeys()).isSameAs(before);
            assertThat(verify(token(TestKeys.rsa2048("other")))).isInstanceOf(Rejected.class);

            attemptAfter(MAX_STALE);
            assertUnavailable(goodToken);
            assertThat(issuer.requests("/elsewhere")).isZero();

            issuer.publishes(goodSet);
            attemptAfter(LONGEST_PAUSE);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
        }

        @ParameterizedTest
        @MethodSource("io.sealgate.jwks.RemoteKeySourceTest#faults")
        void verify_faultFromTheStart_isUnavailable(Fault fault) throws Exception {
            issuer.at(TestIssuer.KEYS, fault.handler().apply(issuer, goodSet));
            startSource();
            awaitAttempts(1);

            assertUnavailable(goodToken);
            assertUnavailable(token(TestKeys.rsa2048("other")));
        }

        @Test
        @Requirement({71, 73})
        void verify_lastMomentOfStaleKeys_accepts() throws Exception {
            startWell();
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, ""));

            ticker.advance(FRESH.plus(MAX_STALE).minusNanos(1));
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            ticker.advance(Duration.ofNanos(1));
            assertUnavailable(goodToken);
        }

        @Test
        void verify_slowAnswer_isAsOldAsItsRequest() throws Exception {
            issuer.at(TestIssuer.KEYS, exchange -> {
                ticker.advance(Duration.ofMinutes(1));
                TestIssuer.sending(200, goodSet).handle(exchange);
            });
            startSource();
            awaitAttempts(1);
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, ""));

            attemptAfter(FRESH.minusMinutes(1));
            ticker.advance(MAX_STALE.minusNanos(1));
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            ticker.advance(Duration.ofNanos(1));
            assertUnavailable(goodToken);
        }

        @Test
        void attempts_failuresBeforeGoodKeys_areForgotten() throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, ""));
            startSource();
            awaitAttempts(1);
            for (int i = 0; i < 4; i++) {
                attemptAfter(LONGEST_PAUSE);
            }
            issuer.publishes(goodSet);
            attemptAfter(LONGEST_PAUSE);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);

            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, ""));
            attemptAfter(FRESH);
            attemptAfter(Duration.ofSeconds(1));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Requirement(74)
        void verify_knownKeyWhileIssuerHangs_neverWaits(boolean drips) throws Exception {
            startWell();
            issuer.at(TestIssuer.KEYS, drips ? issuer.dripping() : issuer.hanging());
            ticker.advance(FRESH);
            Await.until(() -> issuer.fetches() == 2);

            long[] nanos = new long[2000];
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                assertThat(verify(goodToken)).isInstanceOf(Verified.class);
                nanos[i] = System.nanoTime() - before;
            }
            Arrays.sort(nanos);
            assertThat(Duration.ofNanos(nanos[nanos.length * 99 / 100]))
                    .as("99th percentile; a wait for the fetch would be " + TIMEOUT)
                    .isLessThan(Duration.ofMillis(50));
        }

        @Test
        void verify_wrongContentType_isNoFault() throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(200, goodSet, "Content-Type", "text/plain"));
            startSource();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
        }

        @Test
        void verify_keysThatCannotServeAmongGoodOnes_takesTheGood() throws Exception {
            issuer.publishes(set(
                    weakJwk(),
                    "{\"kty\":\"RSA\",\"kid\":\"torn\"}",
                    "{\"kty\":\"AKP\",\"kid\":\"pq\"}",
                    publicJwk(TestKeys.x25519("exchange"), ""),
                    publicJwk(good, "")));
            startSource();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            assertThat(source.verificationKeys().keys()).hasSize(1);
        }
    }

    @Nested
    class UnknownKeys {
        @Test
        @Requirement(64)
        void verify_tenThousandUnknownKeys_causeOneFetchPerCoolDown() throws Exception {
            startWell();
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                String token = goodToken.substring(goodToken.indexOf('.'));
                String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"nobody-" + i + "\"}";
                tokens.add(org.jose4j.base64url.Base64Url.encodeUtf8ByteRepresentation(header) + token);
            }
            for (int round = 1; round <= 3; round++) {
                inParallel(8, worker -> {
                    for (int i = worker; i < tokens.size(); i += 8) {
                        assertUnknown(tokens.get(i));
                    }
                });
                assertThat(issuer.fetches()).isEqualTo(1 + round);
                ticker.advance(COOL_DOWN.minusNanos(1));
                assertUnknown(tokens.get(0));
                assertThat(issuer.fetches()).isEqualTo(1 + round);
                ticker.advance(Duration.ofNanos(1));
            }
        }

        @Test
        void verify_unknownKeyWhileIssuerHangs_waitsOnceAndBriefly() throws Exception {
            startWell();
            issuer.at(TestIssuer.KEYS, issuer.hanging());

            long before = System.nanoTime();
            assertUnknown(unknown(1));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(WAIT.plusMillis(500));

            // All who come later than that do not wait at all, though the fetch may still hang.
            ticker.advance(WAIT);
            before = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertUnknown(unknown(1));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(WAIT.multipliedBy(4));
            assertThat(issuer.fetches()).isEqualTo(2);
        }

        @Test
        void verify_newKeyAlreadyPublished_acceptsItsFirstToken() throws Exception {
            startWell();
            PublicJsonWebKey young = TestKeys.p256("young");
            issuer.publishes(set(publicJwk(good, ""), publicJwk(young, "")));

            assertThat(verify(token(young))).isInstanceOf(Verified.class);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            assertThat(issuer.fetches()).isEqualTo(2);
        }

        @Test
        void newerThan_keysThatWereReplacedMeanwhile_givesThoseThatAreThereAndFetchesNothing() throws Exception {
            startWell();
            VerificationKeys before = source.verificationKeys();
            issuer.publishes(set(publicJwk(good, ""), publicJwk(TestKeys.p256("young"), "")));
            attemptAfter(FRESH);

            assertThat(source.newerThan(before)).isNotSameAs(before).isSameAs(source.verificationKeys());
            assertThat(issuer.fetches()).isEqualTo(2);
        }

        @Test
        @Requirement(64)
        void verify_manyAtTheSameMoment_causeOneFetch() throws Exception {
            startWell();
            String unknown = unknown(1);
            for (int round = 1; round <= 200; round++) {
                CyclicBarrier start = new CyclicBarrier(4);
                inParallel(4, worker -> {
                    start.await();
                    assertUnknown(unknown);
                });
                awaitAttempts(1 + round); // on a busy machine it takes longer than anybody waits for it
                assertThat(issuer.fetches()).isEqualTo(1 + round);
                ticker.advance(COOL_DOWN);
            }
        }

        @Test
        void verify_withoutKid_neverFetches() throws Exception {
            startWell();
            String anonymous = TestTokens.valid().signedWith(TestKeys.p256(""), "ES256");
            assertThat(verify(anonymous)).isInstanceOf(Rejected.class);
            assertThat(issuer.fetches()).isEqualTo(1);
        }
    }

    @Nested
    class Rotation {
        @Test
        @Requirement({73, 75})
        void verify_tenRotationsUnderLoad_refusesNoGoodTokenAndEachRetiredKey() throws Exception {
            List<PublicJsonWebKey> keys = new ArrayList<>();
            for (int i = 0; i <= 10; i++) {
                keys.add(TestKeys.ed25519("rotating-" + i));
            }
            List<String> tokens = keys.stream().map(RemoteKeySourceTest::token).toList();
            issuer.publishes(set(publicJwk(keys.get(0), "")));
            startSource();
            Await.until(() -> verify(tokens.get(0)) instanceof Verified);

            AtomicReference<String> current = new AtomicReference<>(tokens.get(0));
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger accepted = new AtomicInteger();
            AtomicReference<VerificationResult> refused = new AtomicReference<>();
            ExecutorService callers = Executors.newFixedThreadPool(3);
            for (int i = 0; i < 3; i++) {
                callers.execute(() -> {
                    while (!ended.get()) {
                        VerificationResult result = verify(current.get());
                        if (result instanceof Verified) {
                            accepted.incrementAndGet();
                        } else {
                            refused.set(result);
                        }
                    }
                });
            }
            try {
                for (int i = 1; i <= 10; i++) {
                    ticker.advance(COOL_DOWN);
                    // The new key signs from the moment it is published; the old one's tokens are still on their way.
                    issuer.publishes(set(publicJwk(keys.get(i - 1), ""), publicJwk(keys.get(i), "")));
                    current.set(tokens.get(i));
                    int before = accepted.get();
                    Await.until(() -> accepted.get() > before + 50);
                    assertThat(verify(tokens.get(i - 1))).isInstanceOf(Verified.class);

                    issuer.publishes(set(publicJwk(keys.get(i), "")));
                    ticker.advance(FRESH);
                    String retired = tokens.get(i - 1);
                    Await.until(() -> verify(retired) instanceof Rejected);
                }
            } finally {
                ended.set(true);
                callers.shutdown();
            }
            assertThat(refused.get()).isNull();
            assertThat(accepted.get()).isGreaterThan(500);
        }
    }

    @Nested
    class Caching {
        @Test
        void fetch_unchangedByTag_keepsTheVeryKeys() throws Exception {
            AtomicReference<String> asked = new AtomicReference<>();
            issuer.at(TestIssuer.KEYS, exchange -> {
                String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
                asked.set(tag);
                TestIssuer.sending(tag == null ? 200 : 304, tag == null ? goodSet : "", "ETag", "\"v1\"")
                        .handle(exchange);
            });
            startSource();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);
            VerificationKeys keys = source.verificationKeys();

            attemptAfter(FRESH);
            assertThat(asked.get()).isEqualTo("\"v1\"");
            // They are as good as fetched anew: beyond the time for which the first answer would have done.
            ticker.advance(FRESH.plus(MAX_STALE).minusNanos(1));
            assertThat(source.verificationKeys()).isSameAs(keys);
        }

        @Test
        void fetch_sameTextWithoutTag_keepsTheVeryKeys() throws Exception {
            startWell();
            VerificationKeys keys = source.verificationKeys();
            attemptAfter(FRESH);
            assertThat(source.verificationKeys()).isSameAs(keys);
        }

        @ParameterizedTest
        @ValueSource(strings = {"max-age=0", "no-store", "no-cache, max-age=600", "max-age=1"})
        @Requirement(72)
        void fetch_hardlyToBeKept_isKeptForTheLeastAge(String cacheControl) throws Exception {
            assertKept(cacheControl, Duration.ofMinutes(1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"max-age=9223372036854775807", "max-age=10000000000000", "public, max-age=86401"})
        @Requirement(72)
        void fetch_toBeKeptForEver_isKeptForTheMostAge(String cacheControl) throws Exception {
            assertKept(cacheControl, Duration.ofHours(24));
        }

        private void assertKept(String cacheControl, Duration age) throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(200, goodSet, "Cache-Control", cacheControl));
            startSource();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);

            ticker.advance(age.minusNanos(1));
            // A fetch that were due would be seen by now at this one's end, for there is never more than one at a time.
            assertUnknown(unknown(1));
            assertThat(issuer.fetches()).isEqualTo(2);
            attemptAfter(age);
            assertThat(issuer.fetches()).isEqualTo(3);
        }
    }

    @Nested
    class Discovery {
        private static final String OPENID = "/realms/shop/.well-known/openid-configuration";
        private static final String OAUTH = "/.well-known/oauth-authorization-server/realms/shop";

        private String metadata(String name, String keys) {
            return "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + keys + "\"}";
        }

        private void discover() {
            startSource(name(), TestPolicies.secure(Optional.empty()));
        }

        private String name() {
            return issuer.origin() + "/realms/shop";
        }

        @ParameterizedTest
        @ValueSource(strings = {OPENID, OAUTH})
        void verify_metadataAtEitherPlace_findsTheKeys(String place) throws Exception {
            issuer.publishes(goodSet);
            issuer.at(
                    place,
                    TestIssuer.sending(200, metadata(name(), issuer.keys().toString())));
            discover();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);

            attemptAfter(FRESH);
            assertThat(issuer.fetches()).isEqualTo(2);
            assertThat(issuer.requests(place)).as("found once").isEqualTo(1);
        }

        @Test
        void verify_keysMoved_findsThemAgain() throws Exception {
            issuer.publishes(goodSet);
            issuer.at(
                    OPENID,
                    TestIssuer.sending(200, metadata(name(), issuer.keys().toString())));
            discover();
            awaitAttempts(1);
            assertThat(verify(goodToken)).isInstanceOf(Verified.class);

            PublicJsonWebKey young = TestKeys.p256("young");
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(404, ""));
            issuer.at("/new", TestIssuer.sending(200, set(publicJwk(young, ""))));
            issuer.at(OPENID, TestIssuer.sending(200, metadata(name(), issuer.origin() + "/new")));
            attemptAfter(FRESH);
            attemptAfter(LONGEST_PAUSE);
            assertThat(verify(token(young))).isInstanceOf(Verified.class);
        }

        @Test
        void verify_metadataOfAnotherIssuer_isUnavailable() throws Exception {
            issuer.publishes(goodSet);
            for (String wrong :
                    List.of(name() + "/", name().toUpperCase(java.util.Locale.ROOT), "https://evil.example", "")) {
                issuer.at(
                        OPENID,
                        TestIssuer.sending(200, metadata(wrong, issuer.keys().toString())));
                discover();
                awaitAttempts(1);
                assertUnavailable(goodToken);
                source.close();
            }
            assertThat(issuer.fetches()).isZero();
            assertThat(issuer.requests(OAUTH)).as("no second guess").isZero();
        }

        @Test
        void verify_keysWithoutTls_isUnavailable() throws Exception {
            try (TestIssuer plain = TestIssuer.startWithoutTls()) {
                plain.publishes(goodSet);
                for (String wrong :
                        List.of(plain.keys().toString(), "http://idp.example/jwks", "file:/etc/passwd", "/jwks")) {
                    issuer.at(OPENID, TestIssuer.sending(200, metadata(name(), wrong)));
                    discover();
                    awaitAttempts(1);
                    assertUnavailable(goodToken);
                    source.close();
                }
                assertThat(plain.fetches()).isZero();
            }
        }

        @Test
        void verify_metadataHangs_isUnavailable() throws Exception {
            issuer.publishes(goodSet);
            issuer.at(OPENID, issuer.hanging());
            discover();
            awaitAttempts(1);
            assertUnavailable(goodToken);
        }
    }

    private interface Work {
        void run(int worker) throws Exception;
    }

    private static void inParallel(int workers, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                all.add(threads.submit(() -> {
                    work.run(worker);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
