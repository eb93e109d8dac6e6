package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.TokenValidator;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.io.PrintStream;
import java.time.Duration;
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
 * Prints how long good tokens take while connections send garbage that is encrypted with our public key: with and without the bound on how many decryptions run at once, and with and without
 * the cache. Takes less than a minute; is
 * left out where the arguments name other tables. {@code benchmark.write} writes the table into {@code RESULTS.md}.
 */
public final class FloodBenchmark {
    private static final String NAME = "Flood of encrypted garbage";
    private static final int FLOODING_THREADS = 64;
    private static final Duration FLOODING_PAUSE = Duration.ofMillis(10);
    private static final Duration GOOD_PAUSE = Duration.ofMillis(2);

    /** The most that can be configured, more than there are connections. */
    private static final int NO_BOUND = 1024;

    private final int seconds;
    private final JsonWebKey signer = Workload.signingKey("RS256");
    private final PublicJsonWebKey recipient = RsaJwkGenerator.generateJwk(2048);
    private final String garbage;
    private final List<String> nested = new ArrayList<>();

    private FloodBenchmark(int seconds) throws Exception {
        this.seconds = seconds;
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
        Settings settings = Settings.read();
        if (settings.accp() || !PairedBenchmark.isWanted(NAME, arguments) || PairedBenchmark.wantsJmh()) {
            return;
        }
        int seconds = settings.quick() ? 1 : 5;
        FloodBenchmark benchmark = new FloodBenchmark(seconds);
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        String title = "## " + NAME + ", JDK " + Runtime.version().feature() + (settings.quick() ? ", quick" : "");
        String description = Machine.describe() + "; load " + Machine.load() + " at the start. " + FLOODING_THREADS
                + " connections send garbage, each one " + FLOODING_PAUSE.toMillis()
                + " ms after it was answered; one more sends good tokens, for " + seconds + " s each line.";
        out.println("\n" + title + "\n\n" + description + "\n");
        String head = """
                | good tokens | flood | bound | p50 | p99 | p99 to that without a flood | answered 503 | garbage, answered 503 |
                | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
                """;
        out.print(head);
        StringBuilder table = new StringBuilder(head);
        int bound = Resources.DEFAULT.maxDecryptions();
        benchmark.run(false, FLOODING_THREADS, bound); // warms up
        for (boolean remembered : new boolean[] {true, false}) {
            Latency quiet = benchmark.run(remembered, 0, bound);
            for (Latency latency : List.of(
                    quiet,
                    benchmark.run(remembered, FLOODING_THREADS, NO_BOUND),
                    benchmark.run(remembered, FLOODING_THREADS, bound))) {
                String row = latency.row(quiet);
                out.print(row);
                table.append(row);
            }
        }
        if (Settings.isOn("benchmark.write")) {
            ResultsFile.write(title, description + "\n\n" + table);
        }
    }

    /**
     * What one run gave.
     *
     * @param flood whether there was one
     * @param refused the share of good tokens that were answered 503
     * @param garbage how many tokens the flood brought each second
     * @param turnedAway the share of them that was answered 503
     */
    private record Latency(
            boolean remembered,
            boolean flood,
            int bound,
            double p50,
            double p99,
            double refused,
            double garbage,
            double turnedAway) {
        String row(Latency quiet) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.3f ms | %.3f ms | %.1f | %.1f %% | %s |%n",
                    remembered ? "remembered" : "not remembered",
                    flood ? "yes" : "no",
                    !flood ? "" : bound == NO_BOUND ? "none" : String.valueOf(bound),
                    p50 / 1e6,
                    p99 / 1e6,
                    p99 / quiet.p99(),
                    100 * refused,
                    flood ? String.format(Locale.ROOT, "%.0f/s, %.0f %%", garbage, 100 * turnedAway) : "");
        }
    }

    private Latency run(boolean remembered, int floodingThreads, int bound) throws Exception {
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
                LockSupport.parkNanos(FLOODING_PAUSE.toNanos());
            }
        });
        long duration = Duration.ofSeconds(seconds).toNanos();
        long[] nanos = new long[(int) (duration / GOOD_PAUSE.toNanos()) + 1];
        int count = 0;
        int refused = 0;
        long end = System.nanoTime() + duration;
        while (System.nanoTime() < end && count < nanos.length) {
            String token = nested.get(count % nested.size());
            long begin = System.nanoTime();
            ValidationResult result = validator.validate(token);
            nanos[count++] = System.nanoTime() - begin;
            refused += result instanceof Validated ? 0 : 1;
            LockSupport.parkNanos(GOOD_PAUSE.toNanos());
        }
        over.set(true);
        for (Thread thread : flood) {
            thread.join();
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Latency(
                remembered,
                floodingThreads > 0,
                bound,
                sorted[count / 2],
                sorted[count * 99 / 100],
                (double) refused / count,
                (double) sent.sum() / seconds,
                (double) turnedAway.sum() / Math.max(1, sent.sum()));
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
