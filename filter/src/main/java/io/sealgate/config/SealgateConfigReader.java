package io.sealgate.config;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads {@link SealgateConfig} from MicroProfile Config. The only class that sees MicroProfile Config; where that may be absent, go through {@link
 * ApplicationConfig}.
 */
public final class SealgateConfigReader {
    private SealgateConfigReader() {}

    /**
     * Reads the configuration. Locations of keys are resolved with the context class loader of the thread.
     *
     * @throws InvalidConfigurationException if there is any problem; lists all of them, but for those that only parsing the keys shows
     */
    public static SealgateConfig read(Config config) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return read(config, requireNonNullElse(context, ClassLoader.getSystemClassLoader()))
                .orThrow();
    }

    /**
     * Reads the configuration, or finds out what is wrong with it.
     *
     * @param classPath where key locations are looked for: the application's class loader
     */
    public static Reading read(Config config, ClassLoader classPath) {
        requireNonNull(classPath, "classPath");
        Findings findings = new Findings();
        Set<String> names = ourNames(config);
        Settings ofDefault = settings(config, PropertyNames.DEFAULT, findings);
        List<Settings> ofNamed = new ArrayList<>();
        for (String label : labels(names)) {
            ofNamed.add(settings(config, new PropertyNames(Optional.of(label)), findings));
        }
        for (String name : names) {
            IssuerProperty.parse(name)
                    .ifPresentOrElse(property -> checkName(name, property, findings), () -> checkName(name, findings));
        }
        return new ConfigAssembler(ofDefault, ofNamed, findings, classPath).assemble();
    }

    private static Settings settings(Config config, PropertyNames names, Findings all) {
        Findings findings = all.of(names);
        Map<SealgateProperty, String> values = new EnumMap<>(SealgateProperty.class);
        Set<SealgateProperty> mentioned = EnumSet.noneOf(SealgateProperty.class);
        for (SealgateProperty property : SealgateProperty.values()) {
            if (names.issuer().isPresent() && !property.perIssuer()) {
                continue;
            }
            try {
                lookUp(config, names.of(property)).ifPresent(value -> {
                    mentioned.add(property);
                    if (value.isBlank()) {
                        findings.add(
                                ProblemCode.BLANK,
                                property,
                                "It is set to nothing.",
                                "Give it a value, or remove it; an environment variable or system property may have emptied it.");
                    } else {
                        values.put(property, value);
                    }
                });
            } catch (RuntimeException e) { // its message may hold the value
                mentioned.add(property);
                findings.add(
                        ProblemCode.UNRESOLVABLE,
                        property,
                        "Its value cannot be obtained (" + e.getClass().getSimpleName() + ").",
                        "Set the properties that it refers to by ${...}, or write \\${ where no reference is meant.");
            }
        }
        return new Settings(values, mentioned, findings);
    }

    /** What issuers are called of which anything is set that an issuer may have. */
    private static Set<String> labels(Set<String> names) {
        Set<String> labels = new TreeSet<>();
        for (String name : names) {
            IssuerProperty.parse(name)
                    .filter(IssuerProperty::isKnown)
                    .ifPresent(property -> labels.add(property.label()));
        }
        return labels;
    }

    private static void checkName(String name, Findings findings) {
        if (SealgateProperty.of(name).isEmpty()) {
            findings.add(
                    ProblemCode.UNKNOWN_PROPERTY,
                    name,
                    "There is no such property.",
                    NearestName.property(name)
                            .map(nearest -> "Did you mean " + nearest + "? Otherwise remove it.")
                            .orElse("Remove it, or take a name from the table in the documentation."));
        }
    }

    private static void checkName(String name, IssuerProperty property, Findings findings) {
        if (!PropertyNames.isLabel(property.label())) {
            findings.add(
                    ProblemCode.UNKNOWN_PROPERTY,
                    name,
                    "An issuer cannot be called so.",
                    "Call it something of up to 64 letters, digits, hyphens and underscores, such as in sealgate.issuer.acme.verify.issuer.");
            return;
        }
        PropertyNames names = new PropertyNames(Optional.of(property.label()));
        Optional<SealgateProperty> known = property.property();
        if (known.isEmpty()) {
            findings.add(
                    ProblemCode.UNKNOWN_PROPERTY,
                    name,
                    "There is no such property.",
                    NearestName.propertyOfIssuer(property.suffix())
                            .map(nearest -> "Did you mean " + names.of(nearest) + "? Otherwise remove it.")
                            .orElse("Remove it, or take a name from the table in the documentation."));
        } else if (!known.get().perIssuer()) {
            findings.add(
                    ProblemCode.OF_THE_APPLICATION,
                    name,
                    "It holds for the whole application, not for one issuer.",
                    "Write " + known.get() + " instead.");
        }
    }

    /**
     * Does nothing where MicroProfile Config can be used.
     *
     * @throws IllegalStateException if there is no implementation
     * @throws java.util.ServiceConfigurationError if the implementation does not load
     */
    static void requireImplementation() {
        requireNonNull(ConfigProviderResolver.instance(), "ConfigProviderResolver");
    }

    /** As {@link #read(Config, ClassLoader)}, with the configuration that MicroProfile Config has for the class loader. */
    static Reading read(ClassLoader application) {
        return read(ConfigProvider.getConfig(application), application);
    }

    /**
     * Finds a value, also a blank one, which MicroProfile Config treats as absent (section 5.4 of its specification): a property that was emptied
     * by accident must not fall back to a default silently.
     */
    private static Optional<String> lookUp(Config config, String name) {
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

    /**
     * The names that begin as ours do. Those with a profile before them ({@code %dev.}) begin otherwise, and count once their profile is active, when
     * MicroProfile Config shows them without it.
     *
     * <p>Environment variables count only where they stand for a property that there is: {@code SEALGATE_SERVICE_HOST} exists wherever a Kubernetes service is
     * called sealgate. Some implementations show it as {@code sealgate.service.host} too.
     */
    private static Set<String> ourNames(Config config) {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        names.removeIf(name -> SealgateProperty.BEGINNINGS.stream().noneMatch(name::startsWith));
        List<Set<String>> sources = new ArrayList<>();
        config.getConfigSources().forEach(source -> sources.add(source.getPropertyNames()));
        names.removeIf(name -> !isKnown(name) && isEnvironmentVariable(name, sources));
        return names;
    }

    private static boolean isKnown(String name) {
        return SealgateProperty.of(name).isPresent()
                || IssuerProperty.parse(name).filter(IssuerProperty::isKnown).isPresent();
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
