package io.sealgate.examples.demo;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.Client.Request;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints the walk, one line per request, and counts the answers that were not as expected. */
final class Report {

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colour;
    private final String good;
    private final String bad;
    private int answers;
    private int wrong;

    /**
     * @param charset what the terminal reads
     */
    Report(PrintStream out, Charset charset, boolean colour) {
        this.out = out;
        this.colour = colour;
        boolean marks = charset.newEncoder().canEncode('✓');
        this.good = marks ? "✓" : "ok";
        this.bad = marks ? "✗" : "NO";
    }

    /** Colours are for people at a terminal who did not ask for none (no-color.org). */
    @SuppressWarnings("SystemConsoleNull") // -Djdk.console=java.base, which the build sets, keeps it null off terminals
    static Report toTerminal() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset charset =
                windows ? Charset.forName(System.getProperty("native.encoding", "US-ASCII")) : StandardCharsets.UTF_8;
        boolean colour = System.console() != null && System.getenv("NO_COLOR") == null;
        return new Report(new PrintStream(System.out, true, charset), charset, colour);
    }

    void section(String title) {
        out.println();
        out.println(paint(BOLD, title));
    }

    void line(String text) {
        out.println(text);
    }

    /** Says what happened between two steps. */
    void note(String text) {
        out.println("  " + paint(DIM, text));
    }

    /**
     * @param with who asked and how
     * @param status the status expected
     * @param reason the reason expected; empty: none
     */
    void answer(Request request, String with, Answer answer, int status, String reason) {
        answers++;
        boolean expected = answer.status() == status && answer.reason().equals(reason);
        String said = answer.reason().isEmpty() ? paint(DIM, phrase(answer.status())) : answer.reason();
        String what = expected ? said : said + paint(RED, " (expected " + status + " " + reason + ")");
        if (!expected) {
            wrong++;
        }
        String scheme = request.uri().getScheme();
        out.printf(
                "  %s  %-6s %-7s %-18s %-44s %d  %s%n",
                paint(expected ? GREEN : RED, expected ? good : bad),
                request.method(),
                scheme.equals("https") ? "" : scheme,
                pathInApplication(request.uri()),
                with,
                answer.status(),
                what);
    }

    private static String pathInApplication(URI uri) {
        String path = uri.getPath();
        return path.substring(path.indexOf('/', 1));
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 403 -> "Forbidden";
            default -> "";
        };
    }

    /** How many answers there were. */
    int answers() {
        return answers;
    }

    /** How many of them were not as expected. */
    int wrong() {
        return wrong;
    }

    private String paint(String code, String text) {
        return colour ? code + text + PLAIN : text;
    }
}
