package io.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code RESULTS.md}: sections that programs write, and in the end what people wrote about the misses. */
final class ResultsFile {
    private static final Path FILE = Path.of("RESULTS.md");

    private ResultsFile() {}

    /**
     * Replaces the section of the same title, or adds one in front of the misses.
     *
     * @param title a line that starts with {@code ##}
     */
    static void write(String title, String text) throws IOException {
        String before = Files.readString(FILE);
        String section = title + "\n\n" + text + "\n";
        int from = before.indexOf(title + "\n");
        int to = from < 0 ? before.indexOf("## Misses") : before.indexOf("\n## ", from) + 1;
        Files.writeString(FILE, before.substring(0, from < 0 ? to : from) + section + before.substring(to));
    }
}
