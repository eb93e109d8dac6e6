package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealgate.TokenValidator;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;

/** Prints what a hit in the cache of verified tokens costs beyond the fresh string that a request brings. */
public final class CacheBenchmark {
    private static final int TOKENS = 64;

    private CacheBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        JsonWebKey key = Workload.signingKey("HS256");
        TokenValidator validator = Ours.validator(
                new Verification(
                        List.of(), List.of(new KeyText("sealgate.verify.secret", Workload.secretJwk(key))), Set.of()),
                Optional.empty(),
                new Resources(1000, 1, Optional.empty()));
        List<byte[]> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(Workload.sign(key, Workload.payload().replace("0b8f9f4e", "0b8f%04d".formatted(i)))
                    .getBytes(ISO_8859_1));
        }
        int[] next = new int[1];
        PairedRunner runner = new PairedRunner(41, 20_000_000, 1_500_000_000);
        List<PairedRunner.Figure> figures = runner.run(List.of(
                new Contender("a fresh string", () -> new String(tokens.get(next[0]++ & TOKENS - 1), ISO_8859_1)),
                new Contender(
                        "a fresh string and a hit",
                        () -> Ours.accepted(
                                validator.validate(new String(tokens.get(next[0]++ & TOKENS - 1), ISO_8859_1))))));
        System.out.println("JDK " + Runtime.version() + ", tokens of " + tokens.get(0).length + " characters");
        for (PairedRunner.Figure figure : figures) {
            System.out.println(String.format(
                    Locale.ROOT, "%-26s %6.1f ns %6.0f bytes", figure.name(), figure.nanos(), figure.bytes()));
        }
        double hit = figures.get(1).nanos() - figures.get(0).nanos();
        System.out.println(String.format(
                Locale.ROOT,
                "%-26s %6.1f ns %6.0f bytes, %.1f million/s/core",
                "the hit",
                hit,
                figures.get(1).bytes() - figures.get(0).bytes(),
                1000 / hit));
        if (runner.sink().hashCode() == 42) {
            System.out.println(); // keeps the results alive
        }
    }
}
