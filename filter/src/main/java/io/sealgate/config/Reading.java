package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading the configuration: either it can be used, or there are problems. Keys are handed out in both cases, so that theirs can
 * be reported together with the others.
 *
 * @param config the configuration; there exactly if there is no problem
 * @param keys what could be read of each issuer's keys, the default one's first
 * @param problems by issuer, and in the order of the properties' table
 * @param warnings in the same order; what can be used, and is likely to mean something else than what it says
 */
public record Reading(
        Optional<SealgateConfig> config,
        List<IssuerKeys> keys,
        List<ConfigProblem> problems,
        List<ConfigProblem> warnings) {
    public Reading {
        requireNonNull(config, "config");
        keys = List.copyOf(keys);
        problems = Findings.inTableOrder(problems);
        warnings = Findings.inTableOrder(warnings);
        if (config.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("Either a configuration or problems");
        }
    }

    /** Without warnings. */
    public Reading(Optional<SealgateConfig> config, List<IssuerKeys> keys, List<ConfigProblem> problems) {
        this(config, keys, problems, List.of());
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
