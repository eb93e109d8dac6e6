package io.sealgate.benchmarks;

import io.sealgate.TokenValidator;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;

/**
 * Prints how long good tokens take while connections send garbage that is encrypted with our public key, for several bounds on how many decryptions run at once. The arguments are these
 * bounds; 1024 stands for none.
 */
public final class FloodBenchmark {
    private static final int FLOODING_THREADS = 64;
    private static final long FLOODING_PAUSE_NANOS = 10_000_000;
    private static final long GOOD_PAUSE_NANOS = 2_000_000;
    private static final long SECONDS = 5;

    private final JsonWebKey signer = Workload.signingKey("RS256");
    private final PublicJsonWebKey recipient = RsaJwkGenerator.generateJwk(2048);
    private final String garbage;
    private final List<String> nested = new ArrayList<>();

    private FloodBenchmark() throws Exception {
        recipient.setKeyId("key-2");
        recipient.setAlgorithm("RSA-OAEP-256");
        for (int i = 0; i < 200; i++) {
            nested.add(Workload.encrypt(recipient, Workload.sign(signer, Workload.payload())));
        }
        String good = nested.get(0);
        // Another tag: the decryption is done in full, and fails at its end.
        garbage = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(21) + "A";
    }

    public static void main(String[] arguments) throws Exception {
        FloodBenchmark benchmark = new FloodBenchmark();
        int[] bounds = arguments.length == 0
                ? new int[] {1024, 4, 2, 1}
                : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                        + FLOODING_THREADS + " flooding connections, " + SECONDS + " s each");
        System.out.println(
                "| good tokens | bound | flood | p50 ms | p99 ms | good ones answered 503 | garbage/s, of it 503 |");
        System.out.println("| --- | --- | --- | ---: | ---: | ---: | ---: |");
        benchmark.run(1024, 0, true); // warms up
        for (int bound : bounds) {
            for (boolean remembered : new boolean[] {true, false}) {
                for (int flood : new int[] {0, FLOODING_THREADS}) {
                    System.out.println(benchmark.run(bound, flood, remembered));
                }
            }
        }
    }

    private String run(int bound, int floodingThreads, boolean remembered) throws Exception {
        TokenValidator validator = Ours.validator(
                new Verification(
                        List.of(new KeyText("mp.jwt.verify.publickey", Workload.publicJwk(signer))),
                        List.of(),
                        Set.of()),
                Optional.of(new Decryption(
                        List.of(new KeyText("sealgate.decrypt.key", Workload.privateJwk(recipient))),
                        Set.of(),
                        EnumSet.allOf(ContentEncryptionAlgorithm.class),
                        true)),
                new Resources(remembered ? 1000 : 0, bound, Optional.empty()));
        nested.forEach(validator::validate);
        AtomicBoolean over = new AtomicBoolean();
        LongAdder sent = new LongAdder();
        LongAdder turnedAway = new LongAdder();
        List<Thread> flood = start(floodingThreads, thread -> () -> {
            while (!over.get()) {
                sent.increment();
                if (validator.validate(garbage) instanceof Unavailable) {
                    turnedAway.increment();
                }
                LockSupport.parkNanos(FLOODING_PAUSE_NANOS);
            }
        });
        long[] nanos = new long[(int) (SECONDS * 1_000_000_000 / GOOD_PAUSE_NANOS) + 1];
        int count = 0;
        int refused = 0;
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        while (System.nanoTime() < end && count < nanos.length) {
            String token = nested.get(count % nested.size());
            long begin = System.nanoTime();
            ValidationResult result = validator.validate(token);
            nanos[count++] = System.nanoTime() - begin;
            refused += result instanceof Validated ? 0 : 1;
            LockSupport.parkNanos(GOOD_PAUSE_NANOS);
        }
        over.set(true);
        for (Thread thread : flood) {
            thread.join();
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.3f | %.3f | %.1f %% | %d, %.0f %% |",
                remembered ? "remembered" : "not remembered",
                bound == 1024 ? "none" : bound,
                floodingThreads == 0 ? "no" : "yes",
                sorted[count / 2] / 1e6,
                sorted[count * 99 / 100] / 1e6,
                100.0 * refused / count,
                sent.sum() / SECONDS,
                100.0 * turnedAway.sum() / Math.max(1, sent.sum()));
    }

    private static List<Thread> start(int count, IntFunction<Runnable> work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(work.apply(i), "flood-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }
}
