package io.sealgate.doctor;

import io.sealgate.config.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** Prints findings: code and property, what is wrong, why that matters, what to write instead. */
final class Report {
    /** By code, a sentence for people who read it: why such a thing stops a deployment, or is warned of. */
    private static final Properties REASONS = reasons();

    private Report() {}

    static void print(
            ConfigurationFile file, List<ConfigProblem> problems, List<ConfigProblem> warnings, PrintStream out) {
        String count = switch (problems.size()) {
            case 0 -> "no findings";
            case 1 -> "a finding";
            default -> problems.size() + " findings";
        };
        String besides = switch (warnings.size()) {
            case 0 -> "";
            case 1 -> ", a warning";
            default -> ", " + warnings.size() + " warnings";
        };
        out.println(file.path() + ": " + count + besides);
        problems.forEach(problem -> print(problem, "", out));
        warnings.forEach(warning -> print(warning, " (warning)", out));
    }

    private static void print(ConfigProblem finding, String kind, PrintStream out) {
        out.println();
        out.println(finding.code() + " " + finding.property() + kind);
        out.println("  what   " + finding.cause());
        out.println("  why    " + why(finding.code()));
        out.println("  write  " + finding.mend());
    }

    static String why(String code) {
        return REASONS.getProperty(code, "It would not do what it seems to say.");
    }

    static Properties reasons() {
        Properties reasons = new Properties();
        try (InputStream in = Report.class.getResourceAsStream("reasons.properties")) {
            if (in != null) {
                reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
            return reasons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
