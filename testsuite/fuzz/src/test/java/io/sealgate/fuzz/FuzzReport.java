package io.sealgate.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Says at the end how many inputs a target has run and how many of them it did not bear; adds that line to {@code target/fuzz-report.txt}. */
public final class FuzzReport implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private static final Path REPORT = Path.of("target", "fuzz-report.txt");

    private final AtomicInteger findings = new AtomicInteger();
    private Instant start = Instant.EPOCH;

    @Override
    public void beforeAll(ExtensionContext context) {
        start = Instant.now();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        findings.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        boolean fuzzing = System.getenv("JAZZER_FUZZ") != null;
        String line = String.format(
                "%s: %,d inputs in %d s, %d findings%n",
                context.getRequiredTestClass().getSimpleName(),
                Cost.executions(),
                Duration.between(start, Instant.now()).toSeconds(),
                findings.get());
        if (fuzzing) {
            System.out.print(line);
            Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
