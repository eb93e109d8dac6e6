package io.sealgate.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** What MicroProfile Config has. */
final class MicroProfileValues implements PropertyValues {
    private final Config config;

    MicroProfileValues(Config config) {
        this.config = config;
    }

    /** Finds also a blank value, which MicroProfile Config treats as absent (section 5.4 of its specification). */
    @Override
    public Optional<String> find(String name) {
        ConfigValue found = config.getConfigValue(name);
        String value = found.getValue() != null ? found.getValue() : found.getRawValue();
        if (value != null && (found.getValue() != null || value.isBlank())) {
            return Optional.of(value);
        }
        for (ConfigSource source : config.getConfigSources()) { // the most important comes first
            value = source.getValue(name);
            if (value != null) {
                break;
            }
        }
        if (value != null && !value.isBlank()) {
            throw new IllegalStateException("Set, but without a value");
        }
        return Optional.ofNullable(value);
    }

    /** Some implementations show the environment variable {@code SEALGATE_SERVICE_HOST} as {@code sealgate.service.host} too. */
    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        for (String name : config.getPropertyNames()) {
            if (PropertyReader.isOurs(name)) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            List<Set<String>> sources = new ArrayList<>();
            config.getConfigSources().forEach(source -> sources.add(source.getPropertyNames()));
            names.removeIf(name -> !PropertyReader.isKnown(name) && isEnvironmentVariable(name, sources));
        }
        return names;
    }

    private static boolean isEnvironmentVariable(String name, List<Set<String>> sources) {
        String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        boolean shown = false;
        for (Set<String> source : sources) {
            if (source.contains(variable)) {
                shown = true;
            } else if (source.contains(name)) {
                return false;
            }
        }
        return shown;
    }
}
