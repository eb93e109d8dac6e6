package io.sealgate.jwks;

import static io.sealgate.testing.TestKeys.privateJwk;
import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealgate.Sealgate;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.testing.Await;
import io.sealgate.testing.HeldLocks;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests on virtual threads, of which thousands share as many real ones as there are processors: one that waits and does not let go of its own stops the others.
 *
 * <p>Those tests need JDK 21 or newer, with which this build need not run: {@code ./mvnw -pl filter test -Dtest=VirtualThreadsTest -Djvm=/path/to/jdk-21/bin/java}
 */
class VirtualThreadsTest {
    private static final Duration LEAST_AGE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final Duration WAIT = Duration.ofSeconds(4);
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("recipient");

    private TestIssuer issuer;
    private Sealgate sealgate;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        publish(0);
        RemoteKeys remote = TestPolicies.rotating(issuer.keys(), TIMEOUT, LEAST_AGE, WAIT);
        sealgate = Sealgate.create(
                TestConfigs.signed("")
                        .with(List.of(TestPolicies.issuer(
                                remote, Optional.of(TestConfigs.decryption(privateJwk(RECIPIENT, "ECDH-ES"), false)))))
                        .with(new Resources(1000, 1024, Optional.empty(), Duration.ofSeconds(10))),
                Clock.systemUTC());
        assertThat(validate(signed(0))).isInstanceOf(Validated.class);
    }

    @AfterEach
    void stop() {
        sealgate.close();
        issuer.close();
    }

    private static PublicJsonWebKey key(int generation) {
        return TestKeys.p256("k" + generation);
    }

    private void publish(int generation) {
        issuer.at(
                TestIssuer.KEYS,
                TestIssuer.sending(
                        200,
                        set(publicJwk(key(generation), ""), publicJwk(key(generation + 1), "")),
                        "Cache-Control",
                        "max-age=0"));
    }

    private static String signed(int generation) {
        return TestTokens.valid().signedWith(key(generation), "ES256");
    }

    private static String encrypted(int generation) {
        return TestTokens.valid().nested(key(generation), "ES256", RECIPIENT, "ECDH-ES", "A128GCM");
    }

    /** Of a key that there is not. */
    private static String unknown(int number) {
        return TestTokens.valid().header("kid", "nobody-" + number).signedWith(key(0), "ES256");
    }

    private ValidationResult validate(String token) {
        return sealgate.tokenValidator().validate(token);
    }

    /** From now on whoever asks for keys waits for ever. */
    private void hang() throws Exception {
        issuer.at(TestIssuer.KEYS, issuer.hanging());
        int before = issuer.fetches();
        Await.until(() -> issuer.fetches() > before);
    }

    @Test
    void validate_whileIssuerHangs_nobodyHoldsALock() throws Exception {
        hang();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String token = unknown(i);
            Thread waiting = new Thread(() -> validate(token), "waiting");
            waiting.start();
            all.add(waiting);
        }
        Await.until(() -> all.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sealgate-keys"))
                .forEach(all::add);
        assertThat(all).hasSizeGreaterThan(8);
        assertThat(HeldLocks.of(all)).isEmpty();
        sealgate.close();
        for (Thread thread : all) {
            thread.join();
        }
    }

    @Test
    void validate_thousandsWaitForKeys_othersGoOnAndNobodyIsPinned() throws Exception {
        assumeVirtualThreads();
        String known = signed(0);
        String nested = encrypted(0);
        assertThat(validate(unknown(0))).isInstanceOf(Rejected.class); // so that its classes are there
        assertThat(validate(nested)).isInstanceOf(Validated.class);
        List<String> strangers = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            strangers.add(unknown(i));
        }
        hang();
        ExecutorService threads = virtualThreads();
        try (Recording recording = recording()) {
            AtomicInteger begun = new AtomicInteger();
            List<Future<ValidationResult>> waiting = new ArrayList<>();
            for (String token : strangers) {
                waiting.add(threads.submit(() -> {
                    begun.incrementAndGet();
                    return validate(token);
                }));
            }
            Await.until(() -> begun.get() > strangers.size() / 2);
            List<Future<ValidationResult>> others = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String token = i % 100 == 0 ? encrypted(0) : i % 2 == 0 ? known : nested;
                others.add(threads.submit(() -> validate(token)));
            }
            for (Future<ValidationResult> other : others) {
                assertThat(other.get(60, TimeUnit.SECONDS)).isInstanceOf(Validated.class);
            }
            assertThat(waiting).as("still waiting, when the others are done").anyMatch(each -> !each.isDone());
            for (Future<ValidationResult> each : waiting) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isInstanceOf(Rejected.class);
            }
            assertThat(pinned(recording)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void validate_keysRotateUnderThousands_noGoodTokenIsRefusedAndNobodyIsPinned() throws Exception {
        assumeVirtualThreads();
        assertThat(validate(encrypted(0))).isInstanceOf(Validated.class);
        ExecutorService threads = virtualThreads();
        try (Recording recording = recording()) {
            for (int generation = 1; generation <= 5; generation++) {
                publish(generation);
                List<String> tokens = List.of(
                        signed(generation), encrypted(generation), signed(generation + 1), encrypted(generation + 1));
                List<Future<ValidationResult>> all = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    String token = tokens.get(i % tokens.size());
                    all.add(threads.submit(() -> validate(token)));
                }
                for (Future<ValidationResult> each : all) {
                    assertThat(each.get(60, TimeUnit.SECONDS)).isInstanceOf(Validated.class);
                }
            }
            assertThat(pinned(recording)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assumeVirtualThreads() {
        assumeTrue(
                Runtime.version().feature() >= 21,
                "Virtual threads need JDK 21 or newer; -Djvm=/path/to/jdk-21/bin/java runs these tests with one.");
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static Recording recording() {
        Recording recording = new Recording();
        recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
        return recording;
    }

    /** Where virtual threads kept real ones to themselves while they waited in our code. */
    private List<String> pinned(Recording recording) throws Exception {
        recording.stop();
        Path file = directory.resolve("pinned.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .filter(VirtualThreadsTest::isOurs)
                .map(event -> event.toString())
                .toList();
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace() == null
                || event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.startsWith("io.sealgate.") && !type.contains("Test"));
    }
}
