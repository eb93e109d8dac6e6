package io.sealgate.testsuite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server has written to its log since a moment. A server writes late, so a test waits for the entry it
 * expects with {@link Excerpt#await}; to show that something was <em>not</em> logged it first has the application log
 * a later one of its own, and waits for that.
 */
final class ServerLog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    /** What is written from now on. */
    public Excerpt fromHere() {
        try {
            return new Excerpt(Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log after a position. */
    public final class Excerpt {

        private final long start;

        private Excerpt(long start) {
            this.start = start;
        }

        /** All entries that were written so far. */
        public List<Entry> entries() {
            return Entry.allIn(text());
        }

        /** Waits until an entry contains a text, and returns that entry. */
        public Entry await(String expected) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                for (Entry each : entries()) {
                    if (each.text().contains(expected)) {
                        return each;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Not in " + file + " within " + PATIENCE + ": " + expected
                            + "\nWhat was written instead:\n" + text());
                }
                sleep();
            }
        }

        private String text() {
            try {
                if (!Files.exists(file)) {
                    return "";
                }
                byte[] all = Files.readAllBytes(file);
                if (start <= all.length) {
                    return new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8);
                }
                // A shorter file than before is a new one, begun by log rotation in between.
                byte[] former = Files.readAllBytes(rotated());
                return new String(former, (int) start, former.length - (int) start, StandardCharsets.UTF_8)
                        + new String(all, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What the file was called last, with the time after its name. */
        private Path rotated() throws IOException {
            try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
                return files.filter(each -> !each.equals(file)
                                && each.getFileName()
                                        .toString()
                                        .startsWith(file.getFileName().toString()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
            }
        }

        private void sleep() {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while reading " + file, e);
            }
        }
    }

    /** One entry of the log: on Payara and GlassFish several lines, elsewhere one, plus a stack trace if any. */
    public record Entry(String text) {

        /** Every server begins an entry, and nothing else, with a date at the start of a line. */
        private static final Pattern BEGINNING =
                Pattern.compile("(?m)^(?=\\[?(\\d{4}-\\d\\d-\\d\\d[T ]|\\d+/\\d+/\\d+, ))");

        private static final Pattern WARNING = Pattern.compile("\\A[^\\n]* \\[?(WARN|WARNING|W)\\b");

        private static final Pattern STACK_FRAME = Pattern.compile("(?m)^\\s+at [\\w.$/@<>-]+\\(");

        static List<Entry> allIn(String log) {
            return BEGINNING.splitAsStream(log).map(Entry::new).toList();
        }

        public boolean isWarning() {
            return WARNING.matcher(text).find();
        }

        public boolean hasStackTrace() {
            return STACK_FRAME.matcher(text).find();
        }
    }
}
