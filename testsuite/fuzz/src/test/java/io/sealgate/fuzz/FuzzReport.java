package io.sealgate.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts a target's inputs and findings while it is fuzzed, and adds a line to the table {@code target/fuzz-report.md}, which the build prints when all targets have run. */
public final class FuzzReport implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private static final Path REPORT = Path.of("target", "fuzz-report.md");
    private static final AtomicLong INPUTS = new AtomicLong();

    private final AtomicInteger findings = new AtomicInteger();
    private Instant start = Instant.EPOCH;

    /** To be called by a target at each input. */
    public static void input() {
        INPUTS.incrementAndGet();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start = Instant.now();
        // Stays if the JVM dies.
        write(context, "none reported", 1);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        findings.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        write(context, String.format(Locale.ROOT, "%,d", INPUTS.get()), findings.get());
    }

    private void write(ExtensionContext context, String inputs, int found) throws IOException {
        if (System.getenv("JAZZER_FUZZ") == null) {
            return;
        }
        String name = "| " + context.getRequiredTestClass().getSimpleName() + " | ";
        List<String> lines = new ArrayList<>(Files.readAllLines(REPORT));
        lines.removeIf(line -> line.startsWith(name));
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        lines.add(name + inputs + " | " + seconds + " | " + found + " |");
        Files.write(REPORT, lines);
    }
}
