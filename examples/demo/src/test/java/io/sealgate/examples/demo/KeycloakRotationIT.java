package io.sealgate.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.KeycloakRealm.KeyProvider;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Good tokens all the time, while Keycloak changes its keys: {@code -Dkeycloak.rotations=10} for more of it. */
class KeycloakRotationIT {

    private static final int ROTATIONS = Integer.getInteger("keycloak.rotations", 3);
    private static final int WORKERS = 4;

    /** Keycloak answers {@code Cache-Control: no-cache}: sealgate.keys.min-age, as the example sets it, and sealgate.keys.timeout. */
    private static final Duration RETIRED_WITHIN = Duration.ofSeconds(10 + 5);

    private static final String UNKNOWN_KEY = "The token's key is not known";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path work;

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean ending = new AtomicBoolean();

    /** Held to read while a token is on its way, and to write while the tokens change: none is on its way when its key is removed. */
    private final ReadWriteLock onTheWay = new ReentrantReadWriteLock();

    private List<String> good = List.of();

    @Test
    void rotate_underLoad_refusesNoGoodTokenAndTheRetiredKeyInTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 1);
        try (Keycloak keycloak = TestRuns.keycloak(work);
                Example example = new KeycloakExample(TestRuns.path("demo.warehouse"), keycloak)) {
            keycloak.start();
            KeycloakRealm realm = keycloak.awaitRealm(Duration.ofMinutes(3));
            // Long enough for the fetch that a new key causes, however busy this machine is
            try (Server server = TestRuns.start(example, work, Map.of("sealgate.keys.unknown-key-wait", "PT5S"))) {
                Steps steps = new Steps(
                        new Client(server.certificate()),
                        server.base("warehouse"),
                        TestRuns.reportTo(new ByteArrayOutputStream()));
                List<Future<?>> load = new ArrayList<>();
                good = tokens(realm);
                for (int i = 0; i < WORKERS; i++) {
                    int worker = i;
                    load.add(threads.submit(() -> repeat(() -> useKnown(steps, worker), 10)));
                }
                load.add(threads.submit(() -> repeat(() -> useFresh(steps, realm), 200)));
                try {
                    rotate(steps, realm);
                } finally {
                    ending.set(true);
                    for (Future<?> one : load) {
                        one.get();
                    }
                }
                assertThat(Files.readString(server.log()).split("The keys changed: ", -1))
                        .as("what the operator is told")
                        .hasSizeGreaterThan(ROTATIONS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(answers).as("answers to good tokens").containsOnlyKeys("200");
        assertThat(answers.get("200").sum()).isGreaterThan(500L * ROTATIONS);
    }

    /** The first new key signs at once; each other was published before, and signs when it is known. */
    private void rotate(Steps steps, KeycloakRealm realm) throws Exception {
        KeyProvider old = realm.signingKey();
        KeyProvider young = realm.addKey("rotation-1", 101);
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
            List<String> retired = good;
            replaceTokens(tokens(realm));
            KeyProvider next = realm.addKey("rotation-" + (rotation + 1), 50);
            long removed = System.nanoTime();
            realm.removeKey(old);
            Map<String, Duration> refused = new HashMap<>();
            while (refused.size() < retired.size()) {
                for (String token : retired) {
                    Answer answer = steps.send(steps.get("/items", Steps.bearer(token)));
                    Duration after = Duration.ofNanos(System.nanoTime() - removed);
                    if (answer.status() == 401 && answer.reason().equals(UNKNOWN_KEY)) {
                        refused.putIfAbsent(token, after);
                    } else {
                        assertThat(answer.status()).isEqualTo(200);
                        assertThat(refused).doesNotContainKey(token);
                        assertThat(after)
                                .as("time since the key of this token was removed")
                                .isLessThan(RETIRED_WITHIN);
                    }
                }
                Thread.sleep(50);
            }
            // The set in which the old key is no longer has the next one.
            old = young;
            young = next;
            realm.setPriority(next, 101 + rotation);
        }
    }

    /** Of two users, so that several are remembered. */
    private static List<String> tokens(KeycloakRealm realm) throws Exception {
        return List.of(
                realm.logIn("till", "alice", "alice-demo-password").access(),
                realm.logIn("till", "bob", "bob-demo-password").access());
    }

    private void replaceTokens(List<String> tokens) {
        onTheWay.writeLock().lock();
        try {
            good = tokens;
        } finally {
            onTheWay.writeLock().unlock();
        }
    }

    private Void useKnown(Steps steps, int worker) throws Exception {
        return use(steps, () -> good.get(worker % good.size()));
    }

    private Void useFresh(Steps steps, KeycloakRealm realm) throws Exception {
        return use(steps, () -> realm.logIn("till", "bob", "bob-demo-password").access());
    }

    private Void use(Steps steps, Callable<String> token) throws Exception {
        onTheWay.readLock().lock();
        try {
            Answer answer = steps.send(steps.get("/items", Steps.bearer(token.call())));
            String what = answer.status() == 200 ? "200" : answer.status() + " " + answer.reason();
            answers.computeIfAbsent(what, key -> new LongAdder()).increment();
        } finally {
            onTheWay.readLock().unlock();
        }
        return null;
    }

    private Void repeat(Callable<Void> use, long pause) throws Exception {
        while (!ending.get()) {
            use.call();
            Thread.sleep(pause);
        }
        return null;
    }
}
