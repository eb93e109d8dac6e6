package io.sealgate.doctor;

import io.sealgate.RuleVerdict;
import io.sealgate.Sealgate;
import io.sealgate.TokenExplanation;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.Reading;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what a configuration makes of a token, and why. Shows nothing of the token but alg, kid, iss and jti. */
final class Explain {
    private static final int LONGEST = 256 * 1024;

    /** How long keys may take to be fetched; that the configuration's own bounds hold as well. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<String, String> system;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;

    Explain(Map<String, String> system, Map<String, String> environment, InputStream in, PrintStream out) {
        this.system = system;
        this.environment = environment;
        this.in = in;
        this.out = out;
    }

    ExitCode run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, Set.of(ConfigurationFile.CLASS_PATH), Set.of());
        ConfigurationFile file = ConfigurationFile.of(arguments);
        Reading reading = file.read(system, environment);
        List<ConfigProblem> problems = Sealgate.problems(reading);
        if (!problems.isEmpty()) {
            Report.print(file, problems, reading.warnings(), out);
            return ExitCode.FINDINGS;
        }
        String token = token();
        try (Sealgate sealgate = Sealgate.create(reading)) {
            return print(explain(sealgate, token));
        }
    }

    private String token() throws UsageException {
        try {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            String token = text.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? text.substring(7).strip()
                    : text;
            if (token.isEmpty()) {
                throw new UsageException("There is no token on standard input.");
            }
            return token;
        } catch (IOException e) {
            throw new UsageException("Standard input cannot be read.");
        }
    }

    private static TokenExplanation explain(Sealgate sealgate, String token) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        TokenExplanation explanation = sealgate.tokenValidator().explain(token);
        while (isWithoutKeys(explanation) && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return explanation;
            }
            explanation = sealgate.tokenValidator().explain(token);
        }
        return explanation;
    }

    private static boolean isWithoutKeys(TokenExplanation explanation) {
        return explanation.verdict() instanceof Unavailable unavailable
                && unavailable.rejection().reason() == RejectionReason.KEYS_UNAVAILABLE;
    }

    private ExitCode print(TokenExplanation explanation) {
        return explanation
                .verdict()
                .match(
                        validated -> {
                            out.println("accepted");
                            printToken(validated.token().description());
                            printDetails(explanation);
                            explanation
                                    .caller()
                                    .ifPresent(caller -> line(
                                            "roles",
                                            caller.roles().isEmpty()
                                                    ? "none"
                                                    : caller.roles().size() + " found"));
                            return ExitCode.GOOD;
                        },
                        rejected -> {
                            printRefusal(rejected.rejection());
                            printDetails(explanation);
                            return ExitCode.REFUSED;
                        },
                        unavailable -> {
                            printRefusal(unavailable.rejection());
                            return ExitCode.NO_KEYS;
                        });
    }

    private void printRefusal(Rejection rejection) {
        out.println("refused " + rejection.reason() + ": " + rejection.detail());
        printToken(rejection.token());
        RejectionReason told = rejection.publicReason();
        line("told", told.status() + " " + told.description());
    }

    private void printToken(TokenDescription token) {
        line("token", token.toString());
    }

    private void printDetails(TokenExplanation explanation) {
        explanation.keys().forEach(key -> line("key", key.replaceAll("[^ -~]", "?")));
        for (RuleVerdict rule : explanation.rules()) {
            line(
                    rule.rejection().isEmpty() ? "holds" : "fails",
                    rule.rule()
                            + rule.rejection()
                                    .map(rejection -> ": " + rejection.detail())
                                    .orElse(""));
        }
    }

    private void line(String what, String text) {
        out.println("  " + what + " ".repeat(Math.max(1, 7 - what.length())) + text);
    }
}
