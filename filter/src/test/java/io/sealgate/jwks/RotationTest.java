package io.sealgate.jwks;

import static io.sealgate.testing.TestKeys.privateJwk;
import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.SealgateStatus;
import io.sealgate.SealgateStatus.IssuerStatus;
import io.sealgate.SealgateStatus.KeyStatus;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.testing.Await;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** Keys come and go while tokens of them are used. */
class RotationTest {
    private static final int ROTATIONS = 10;
    private static final Duration LEAST_AGE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static PublicJsonWebKey signing(int generation) {
        return TestKeys.p256("sign-" + generation);
    }

    private static PublicJsonWebKey encrypting(int generation) {
        return TestKeys.p256("encrypt-" + generation);
    }

    private static void publish(TestIssuer issuer, int older) {
        issuer.at(
                TestIssuer.KEYS,
                TestIssuer.sending(
                        200,
                        set(publicJwk(signing(older), "ES256"), publicJwk(signing(older + 1), "ES256")),
                        "Cache-Control",
                        "max-age=0"));
    }

    private static SealgateConfig config(TestIssuer issuer, Optional<Decryption> decryption) {
        RemoteKeys remote = TestPolicies.rotating(issuer.keys(), TIMEOUT, LEAST_AGE, Duration.ofSeconds(5));
        SealgateConfig model = TestConfigs.signed("");
        return model.with(List.of(TestPolicies.issuer(remote, decryption)));
    }

    private static SealgateConfig decrypting(TestIssuer issuer, int older) {
        return config(
                issuer,
                Optional.of(TestConfigs.decryption(
                        set(privateJwk(encrypting(older), "ECDH-ES"), privateJwk(encrypting(older + 1), "ECDH-ES")),
                        false)));
    }

    private static Reading reading(SealgateConfig config) {
        return new Reading(
                Optional.of(config),
                config.issuers().stream().map(IssuerKeys::of).toList(),
                List.of());
    }

    private static List<String> tokens(int generation) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tokens.add(TestTokens.valid().signedWith(signing(generation), "ES256"));
            tokens.add(TestTokens.valid()
                    .nested(signing(generation), "ES256", encrypting(generation), "ECDH-ES", "A256GCM"));
        }
        return tokens;
    }

    @Test
    @Requirement({75, 120})
    void validate_keysRotateTenTimesUnderLoad_refusesNoGoodTokenAndEachRetiredKey() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            publish(issuer, 0);
            try (Sealgate sealgate = Sealgate.create(decrypting(issuer, 0), Clock.systemUTC())) {
                Load load = new Load(sealgate, tokens(1));
                load.start();
                try {
                    for (int older = 0; older < ROTATIONS; older++) {
                        rotate(issuer, sealgate, load, older);
                    }
                } finally {
                    load.stop();
                }
                assertThat(load.refused).isEmpty();
                assertThat(load.accepted.get()).isGreaterThan(1000);
                assertCounted(sealgate.status(), load.accepted.get());
            }
        }
    }

    /** From the keys older and older + 1 to those of older + 1 and older + 2. */
    private static void rotate(TestIssuer issuer, Sealgate sealgate, Load load, int older) throws Exception {
        List<String> retired = tokens(older);
        for (String token : retired) { // so that they are remembered
            assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
            assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
        }
        List<String> next = tokens(older + 2);
        publish(issuer, older + 1);
        sealgate.replaceConfiguration(reading(decrypting(issuer, older + 1)), null);
        long published = System.nanoTime();
        load.tokens = next; // signed at once, before anybody can have fetched the key
        long accepted = load.accepted.get();

        // What the documentation promises: the age of the answer, and the time for one fetch.
        long latest = published + LEAST_AGE.plus(TIMEOUT).toNanos();
        for (String token : retired) {
            ValidationResult result = sealgate.tokenValidator().validate(token);
            while (!(result instanceof Rejected) && System.nanoTime() - latest < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
                result = sealgate.tokenValidator().validate(token);
            }
            assertThat(result).as("generation %d", older).isInstanceOf(Rejected.class);
            assertThat(((Rejected) result).rejection().reason()).isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
        // Some may have been on their way; what comes after them are the new ones.
        Await.until(() -> load.accepted.get() > accepted + Load.THREADS);
    }

    private static void assertCounted(SealgateStatus status, long accepted) {
        assertThat(status.ready()).isTrue();
        IssuerStatus issuer = status.issuers().get(0);
        assertThat(issuer.available()).isTrue();
        assertThat(issuer.lastFailure()).isEmpty();
        assertThat(issuer.fetchedAt())
                .hasValueSatisfying(
                        fetched -> assertThat(fetched).isBetween(Instant.now().minusSeconds(30), Instant.now()));
        assertThat(issuer.keys().stream()
                        .filter(KeyStatus::trusted)
                        .map(key -> key.keyId().orElseThrow()))
                .containsExactlyInAnyOrder("sign-" + ROTATIONS, "sign-" + (ROTATIONS + 1));
        assertThat(issuer.keys()).hasSize(ROTATIONS + 2).allSatisfy(key -> {
            assertThat(key.verified()).isPositive();
            assertThat(key.lastSeen()).isPresent();
            assertThat(key.algorithms().isEmpty()).isEqualTo(!key.trusted());
        });
        // Each generation's tokens were shown twice besides.
        assertThat(issuer.keys().stream().mapToLong(KeyStatus::verified).sum())
                .isGreaterThanOrEqualTo(accepted + 2L * 8 * ROTATIONS);
    }

    /** Four threads that validate good tokens, each in a fresh string. */
    private static final class Load {
        static final int THREADS = 4;

        private final Sealgate sealgate;
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final CountDownLatch running = new CountDownLatch(THREADS);
        private final Queue<String> refused = new ConcurrentLinkedQueue<>();
        private final AtomicLong accepted = new AtomicLong();
        private volatile List<String> tokens;
        private volatile boolean stopped;

        Load(Sealgate sealgate, List<String> tokens) {
            this.sealgate = sealgate;
            this.tokens = tokens;
        }

        void start() throws InterruptedException {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(this::run);
            }
            running.await();
        }

        private void run() {
            running.countDown();
            while (!stopped) {
                List<String> current = tokens;
                String token = current.get(ThreadLocalRandom.current().nextInt(current.size()));
                ValidationResult result = sealgate.tokenValidator().validate(new String(token.toCharArray()));
                if (result instanceof Validated) {
                    accepted.incrementAndGet();
                } else if (current == tokens) { // or the token was retired while it was judged
                    refused.add(String.valueOf(result));
                }
            }
        }

        void stop() throws InterruptedException {
            stopped = true;
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void status_issuerIsDownFromTheStart_isNotReadyUntilTheFirstSetIsThere() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(500, "secret"));
            try (Sealgate sealgate = Sealgate.create(config(issuer, Optional.empty()), Clock.systemUTC())) {
                String token = TestTokens.valid().signedWith(signing(0), "ES256");
                assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Unavailable.class);
                SealgateStatus down = sealgate.status();
                assertThat(down.ready()).isFalse();
                assertThat(down.issuers()).singleElement().satisfies(status -> {
                    assertThat(status.issuer()).isEqualTo(TestTokens.ISSUER);
                    assertThat(status.available()).isFalse();
                    assertThat(status.fetchedAt()).isEmpty();
                    assertThat(status.staleSince()).isEmpty();
                    assertThat(status.lastFailure())
                            .hasValueSatisfying(failure ->
                                    assertThat(failure).contains("status 500").doesNotContain("secret"));
                    assertThat(status.keys()).isEmpty();
                });

                publish(issuer, 0);
                Await.until(() -> sealgate.status().ready());
                assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
                assertThat(sealgate.status().issuers().get(0).keys())
                        .extracting(key -> key.keyId().orElseThrow() + " " + key.verified())
                        .containsExactlyInAnyOrder("sign-0 1", "sign-1 0");

                issuer.at(TestIssuer.KEYS, TestIssuer.sending(503, ""));
                Await.until(
                        () -> sealgate.status().issuers().get(0).lastFailure().isPresent());
                IssuerStatus stale = sealgate.status().issuers().get(0);
                assertThat(stale.available()).isTrue();
                assertThat(stale.lastFailure()).isPresent();
                assertThat(stale.staleSince())
                        .hasValueSatisfying(since ->
                                assertThat(since).isBetween(stale.fetchedAt().orElseThrow(), Instant.now()));
            }
        }
    }
}
