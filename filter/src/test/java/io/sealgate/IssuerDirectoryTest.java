package io.sealgate;

import static io.sealgate.testing.TestKeys.privateJwk;
import static io.sealgate.testing.TestKeys.publicJwk;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionBound;
import io.sealgate.testing.Await;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IssuerDirectoryTest {
    private static final String A = "https://a.example";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Map<String, Issuer> tenants = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile IssuerSource source = issuer -> Optional.ofNullable(tenants.get(issuer));

    private IssuerDirectory directory(int maxEntries) {
        return new IssuerDirectory(
                issuer -> {
                    calls.incrementAndGet();
                    return source.find(issuer);
                },
                new PolicyFactory(CryptoProvider.DEFAULT, new DecryptionBound(1), 16_384),
                new IssuerLookup(maxEntries, MAX_AGE),
                now::get);
    }

    private void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    private static Issuer issuer(String name, String key) {
        return new Issuer(
                name,
                Set.of("orders"),
                TestConfigs.verifying(publicJwk(TestKeys.p256(key), "ES256")),
                Optional.empty(),
                TestConfigs.CLAIMS);
    }

    private static void assertUnavailable(IssuerChoice.Choice choice) {
        assertThat(choice)
                .isInstanceOfSatisfying(
                        IssuerChoice.Refusal.class,
                        refusal -> assertThat(refusal.result())
                                .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                                    assertThat(unavailable.rejection().reason())
                                            .isEqualTo(RejectionReason.ISSUER_UNAVAILABLE);
                                    assertThat(unavailable.retryAfter()).isPositive();
                                }));
    }

    private static void assertUnknown(IssuerChoice.Choice choice) {
        assertThat(choice)
                .isInstanceOfSatisfying(
                        IssuerChoice.Refusal.class,
                        refusal -> assertThat(refusal.result())
                                .isInstanceOfSatisfying(
                                        Rejected.class,
                                        rejected -> assertThat(
                                                        rejected.rejection().reason())
                                                .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED)));
    }

    @Test
    void find_knownIssuer_asksOnceUntilItIsOld() {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);

        IssuerChoice.Choice first = directory.find(A);
        assertThat(first).isInstanceOf(IssuerPolicy.class);
        advance(MAX_AGE.minusNanos(1));
        assertThat(directory.find(A)).isSameAs(first);
        assertThat(calls).hasValue(1);

        advance(Duration.ofNanos(1));
        assertThat(directory.find(A)).isSameAs(first);
        assertThat(calls).hasValue(2);
        assertThat(directory.find(A)).isSameAs(first);
        assertThat(calls).hasValue(2);
    }

    @Test
    void find_policyChanged_replacesItAndForgetsWhatItJudged() {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        IssuerPolicy first = (IssuerPolicy) directory.find(A);
        var keys = first.trusted();
        assertThat(first.stillTrusts(keys)).isTrue();

        tenants.put(A, issuer(A, "other"));
        advance(MAX_AGE);
        assertThat(first.stillTrusts(keys)).isFalse();
        IssuerPolicy second = (IssuerPolicy) directory.find(A);

        assertThat(second).isNotSameAs(first);
        assertThat(first.stillTrusts(keys)).isFalse();
        assertThat(second.stillTrusts(second.trusted())).isTrue();
        assertThat(directory.size()).isEqualTo(1);
    }

    @Test
    void find_issuerIsGone_refusesFromThenOn() {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        IssuerPolicy policy = (IssuerPolicy) directory.find(A);

        tenants.clear();
        advance(MAX_AGE);
        assertUnknown(directory.find(A));
        assertThat(policy.stillTrusts(policy.trusted())).isFalse();
        assertThat(directory.size()).isZero();
    }

    @Test
    void find_unknownIssuer_isAskedForOnceAMinute() {
        IssuerDirectory directory = directory(10);
        for (int i = 0; i < 100; i++) {
            assertUnknown(directory.find(A));
        }
        assertThat(calls).hasValue(1);

        tenants.put(A, issuer(A, "a"));
        advance(Duration.ofSeconds(59));
        assertUnknown(directory.find(A));
        advance(Duration.ofSeconds(1));
        assertThat(directory.find(A)).isInstanceOf(IssuerPolicy.class);
        assertThat(calls).hasValue(2);
    }

    @Test
    void find_floodOfUnknownIssuers_isAskedForWithinTheBudgetAlone() {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        IssuerChoice.Choice known = directory.find(A);
        for (int i = 0; i < 10_000; i++) {
            directory.find("https://made-up.example/" + i);
        }
        assertThat(calls.get()).isLessThanOrEqualTo(IssuerDirectory.BURST + 2);
        assertUnavailable(directory.find("https://made-up.example/x"));
        assertThat(directory.find(A)).isSameAs(known);

        int before = calls.get();
        for (int second = 0; second < 100; second++) {
            advance(Duration.ofSeconds(1));
            for (int i = 0; i < 100; i++) {
                directory.find("https://made-up.example/" + second + "/" + i);
            }
        }
        assertThat(calls.get() - before).isBetween(900, 1000);
        assertThat(directory.find(A)).isSameAs(known);
    }

    @Test
    void find_manyKnownIssuers_doNotUseUpTheBudget() {
        IssuerDirectory directory = directory(2000);
        Issuer model = issuer(A, "a");
        source = name -> Optional.of(
                new Issuer(name, model.audiences(), model.verification(), model.decryption(), model.claims()));
        for (int i = 0; i < 1000; i++) {
            assertThat(directory.find("https://tenant.example/" + i)).isInstanceOf(IssuerPolicy.class);
        }
        assertThat(directory.size()).isEqualTo(1000);
    }

    @Test
    void find_moreIssuersThanAreKept_leavesOutThoseNotUsedForLongest() {
        IssuerDirectory directory = directory(160);
        Issuer model = issuer(A, "a");
        source = name -> Optional.of(
                new Issuer(name, model.audiences(), model.verification(), model.decryption(), model.claims()));
        IssuerChoice.Choice used = directory.find(A);
        for (int i = 0; i < 1000; i++) {
            advance(Duration.ofMillis(1));
            directory.find("https://tenant.example/" + i);
            assertThat(directory.find(A)).isSameAs(used);
            assertThat(directory.size()).isLessThanOrEqualTo(160);
        }
        int before = calls.get();
        directory.find("https://tenant.example/999");
        assertThat(calls).hasValue(before);
        directory.find("https://tenant.example/0");
        assertThat(calls).hasValue(before + 1);
    }

    @Test
    void find_sourceFails_isUnavailableAndKnownIssuersServeOnForAWhile() {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        IssuerPolicy known = (IssuerPolicy) directory.find(A);
        source = issuer -> {
            throw new IOException("jdbc:postgresql://user:secret@db");
        };

        assertUnavailable(directory.find("https://b.example"));
        assertThat(directory.find(A)).isSameAs(known);
        advance(MAX_AGE);
        assertThat(directory.find(A)).isSameAs(known);
        assertThat(known.stillTrusts(known.trusted())).isFalse();
        int before = calls.get();
        assertThat(directory.find(A)).isSameAs(known);
        assertThat(calls).as("not again within a second").hasValue(before);
        advance(MAX_AGE);
        assertUnavailable(directory.find(A));
        assertUnavailable(directory.find(A));

        source = issuer -> Optional.ofNullable(tenants.get(issuer));
        advance(Duration.ofSeconds(1));
        assertThat(directory.find(A)).isSameAs(known);
        assertThat(known.stillTrusts(known.trusted())).isTrue();
    }

    @Test
    void find_answerThatCannotBeUsed_isUnavailable() {
        IssuerDirectory directory = directory(10);
        Issuer good = issuer(A, "a");
        for (Issuer bad : List.of(
                issuer("https://b.example", "a"),
                new Issuer(
                        A,
                        good.audiences(),
                        good.verification(),
                        Optional.of(TestConfigs.decryption(privateJwk(TestKeys.p256("e"), ""), false)),
                        good.claims()),
                new Issuer(
                        A,
                        good.audiences(),
                        new Verification(
                                List.of(new KeyText("jwks", privateJwk(TestKeys.p256("a"), ""))), List.of(), Set.of()),
                        Optional.empty(),
                        good.claims()),
                new Issuer(
                        A,
                        good.audiences(),
                        new Verification(List.of(new KeyText("jwks", "no key")), List.of(), Set.of()),
                        Optional.empty(),
                        good.claims()))) {
            tenants.put(A, bad);
            assertUnavailable(directory.find(A));
        }
        tenants.put(A, good);
        assertThat(directory.find(A)).isInstanceOf(IssuerPolicy.class);
    }

    @Test
    void find_sourceThrowsAnError_throwsItAndLeavesNobodyWaiting() throws Exception {
        IssuerDirectory directory = directory(10);
        source = issuer -> {
            throw new StackOverflowError();
        };
        for (int i = 0; i < 2 * IssuerDirectory.MOST_CALLS; i++) {
            try {
                directory.find(A);
                throw new IllegalStateException("accepted");
            } catch (StackOverflowError expected) {
                assertThat(expected).isNotNull();
            }
        }
    }

    @Test
    void find_manyAtOnceForOneIssuer_asksOnce() throws Exception {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        CountDownLatch allWait = new CountDownLatch(1);
        source = issuer -> {
            allWait.await();
            return Optional.ofNullable(tenants.get(issuer));
        };
        List<Thread> callers = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(20, task -> {
            Thread caller = new Thread(task);
            callers.add(caller);
            return caller;
        });
        try {
            List<Future<IssuerChoice.Choice>> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                found.add(threads.submit(() -> directory.find(A)));
            }
            Await.until(() -> callers.stream()
                    .map(Thread::getState)
                    .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING));
            allWait.countDown();
            IssuerChoice.Choice first = found.get(0).get();
            assertThat(first).isInstanceOf(IssuerPolicy.class);
            for (Future<IssuerChoice.Choice> each : found) {
                assertThat(each.get()).isSameAs(first);
            }
            assertThat(calls).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void find_sourceHangs_holdsUpNoMoreThanItsCalls() throws Exception {
        tenants.put(A, issuer(A, "a"));
        IssuerDirectory directory = directory(10);
        IssuerChoice.Choice known = directory.find(A);
        CountDownLatch hanging = new CountDownLatch(IssuerDirectory.MOST_CALLS);
        CountDownLatch end = new CountDownLatch(1);
        source = issuer -> {
            hanging.countDown();
            end.await();
            return Optional.empty();
        };
        ExecutorService threads = Executors.newFixedThreadPool(IssuerDirectory.MOST_CALLS);
        try {
            for (int i = 0; i < IssuerDirectory.MOST_CALLS; i++) {
                int number = i;
                threads.submit(() -> directory.find("https://hanging.example/" + number));
            }
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            assertUnavailable(directory.find("https://b.example"));
            assertThat(directory.find(A)).isSameAs(known);
            advance(MAX_AGE);
            assertThat(directory.find(A)).isSameAs(known);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
            assertUnavailable(directory.find("https://hanging.example/0")); // waits for the one that asks, for a second
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void create_sourceAndConfigurationDisagree_finds() {
        SealgateConfig without = TestConfigs.signed(publicJwk(TestKeys.p256("a"), ""));
        SealgateConfig with = without.with(new IssuerLookup(10, MAX_AGE));

        assertThat(problem(without, issuer -> Optional.empty())).startsWith("SG-222 sealgate.issuers.source");
        assertThat(problem(with, null)).startsWith("SG-221 sealgate.issuers.source");
    }

    private static String problem(SealgateConfig config, @org.jspecify.annotations.Nullable IssuerSource source) {
        try {
            Sealgate.create(config, java.time.Clock.systemUTC(), source).close();
            return "";
        } catch (io.sealgate.config.InvalidConfigurationException e) {
            return e.problems().get(0).toString();
        }
    }
}
