package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Verification;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading the configuration: either it can be used, or there are problems. Keys are handed out in both cases, so that theirs can
 * be reported together with the others.
 *
 * @param config the configuration; there exactly if there is no problem
 * @param verification what could be read of it. With problems: what is missing here has been reported already, and only the texts that are here
 *     are worth checking; where the algorithms could not be made out, there are neither algorithms nor secrets (which may depend on them)
 * @param decryption what could be read of it, as {@code verification}; with problems, empty also where the algorithms could not be made out
 * @param problems in the order of the properties' table
 */
public record Reading(
        Optional<SealgateConfig> config,
        Verification verification,
        Optional<Decryption> decryption,
        List<ConfigProblem> problems) {
    public Reading {
        requireNonNull(config, "config");
        requireNonNull(verification, "verification");
        requireNonNull(decryption, "decryption");
        problems = Findings.inTableOrder(problems);
        if (config.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("Either a configuration or problems");
        }
    }

    /**
     * The configuration.
     *
     * @throws InvalidConfigurationException if there are problems
     */
    public SealgateConfig orThrow() {
        return config.orElseThrow(() -> new InvalidConfigurationException(problems));
    }
}
