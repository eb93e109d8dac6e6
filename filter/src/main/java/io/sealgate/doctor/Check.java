package io.sealgate.doctor;

import io.sealgate.Sealgate;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.jwks.KeySetTrial;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds everything that is wrong with a configuration. */
final class Check {
    private static final String ONLINE = "--online";

    private final Map<String, String> system;
    private final Map<String, String> environment;
    private final PrintStream out;

    Check(Map<String, String> system, Map<String, String> environment, PrintStream out) {
        this.system = system;
        this.environment = environment;
        this.out = out;
    }

    ExitCode run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, Set.of(ConfigurationFile.CLASS_PATH), Set.of(ONLINE));
        ConfigurationFile file = ConfigurationFile.of(arguments);
        Reading reading = file.read(system, environment);
        List<ConfigProblem> problems = Sealgate.problems(reading);
        Report.print(file, problems, out);
        if (!problems.isEmpty()) {
            return ExitCode.FINDINGS;
        }
        SealgateConfig.Issuer issuer = reading.orThrow().issuer();
        return fetch(issuer, arguments.has(ONLINE));
    }

    private ExitCode fetch(SealgateConfig.Issuer issuer, boolean online) {
        SealgateConfig.Verification verification = issuer.verification();
        if (verification.remote().isEmpty()) {
            return ExitCode.GOOD;
        }
        if (!online) {
            out.println("The keys were not fetched; " + ONLINE + " tries that.");
            return ExitCode.GOOD;
        }
        KeySetTrial trial = KeySetTrial.run(issuer.name(), verification.remote().get(), verification.algorithms());
        trial.location().ifPresent(location -> out.println("The keys come from " + location + ":"));
        trial.keys().forEach(key -> out.println("  " + key));
        trial.leftOut().forEach(cause -> out.println("  A key is not used. " + cause));
        trial.failure().ifPresent(cause -> out.println("The keys cannot be fetched. " + cause));
        return trial.failure().isPresent() ? ExitCode.NO_KEYS : ExitCode.GOOD;
    }
}
