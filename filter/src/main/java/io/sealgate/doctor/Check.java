package io.sealgate.doctor;

import io.sealgate.Sealgate;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.KeyText;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.jose.DecryptionKey;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.KeyReading;
import io.sealgate.jwks.KeySetTrial;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds everything that is wrong with a configuration, and warns of what is likely to be. */
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
        Report.print(file, problems, reading.warnings(), out);
        if (!problems.isEmpty()) {
            return ExitCode.FINDINGS;
        }
        List<DecryptionKey> decrypting = decryptionKeys(reading.orThrow());
        ExitCode ended = ExitCode.GOOD;
        for (SealgateConfig.Issuer issuer : reading.orThrow().issuers()) {
            if (issuer.verification().remote().isPresent()) {
                ended = fetch(issuer, issuer.verification().remote().get(), decrypting, arguments.has(ONLINE))
                        ? ended
                        : ExitCode.NO_KEYS;
            }
        }
        return ended;
    }

    /** Those of all issuers. */
    private static List<DecryptionKey> decryptionKeys(SealgateConfig config) {
        List<DecryptionKey> keys = new ArrayList<>();
        for (SealgateConfig.Issuer issuer : config.issuers()) {
            issuer.decryption().ifPresent(decryption -> {
                for (KeyText text : decryption.keys()) {
                    KeyReading<DecryptionKey> reading = text.entries().isEmpty()
                            ? KeyReader.readDecryptionKeys(text.text(), decryption.algorithms())
                            : KeyReader.readDecryptionKeys(text.entries(), decryption.algorithms());
                    keys.addAll(reading.keys());
                }
            });
        }
        return keys;
    }

    private boolean fetch(
            SealgateConfig.Issuer issuer,
            SealgateConfig.RemoteKeys remote,
            List<DecryptionKey> decrypting,
            boolean online) {
        if (!online) {
            out.println("The keys of " + issuer.name() + " were not fetched; " + ONLINE + " tries that.");
            return true;
        }
        KeySetTrial trial = KeySetTrial.run(
                issuer.name(),
                issuer.properties(),
                remote,
                issuer.verification().algorithms(),
                key -> decrypting.stream().anyMatch(key::isSameKeyAs));
        trial.location()
                .ifPresent(location -> out.println("The keys of " + issuer.name() + " come from " + location + ":"));
        trial.keys().forEach(key -> out.println("  " + key));
        trial.leftOut().forEach(cause -> out.println("  A key is not used. " + cause));
        trial.failure()
                .ifPresent(cause -> out.println("The keys of " + issuer.name() + " cannot be fetched. " + cause));
        return trial.failure().isEmpty();
    }
}
