package io.sealgate.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads all properties, wherever they are written, and finds out what is wrong with them. */
final class PropertyReader {
    private PropertyReader() {}

    /**
     * @param classPath where key locations are looked for
     */
    static Reading read(PropertyValues configured, ClassLoader classPath) {
        return read(configured, classPath, new Findings());
    }

    /**
     * @param findings what is known to be wrong already
     */
    static Reading read(PropertyValues configured, ClassLoader classPath, Findings findings) {
        Map<SealgateProperty, String> values = new EnumMap<>(SealgateProperty.class);
        Set<SealgateProperty> mentioned = EnumSet.noneOf(SealgateProperty.class);
        for (SealgateProperty property : SealgateProperty.values()) {
            try {
                configured.find(property.propertyName()).ifPresent(value -> {
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
        for (String name : unknownNames(configured)) {
            findings.add(
                    ProblemCode.UNKNOWN_PROPERTY,
                    name,
                    "There is no such property.",
                    NearestName.property(name)
                            .map(nearest -> "Did you mean " + nearest + "? Otherwise remove it.")
                            .orElse("Remove it, or take a name from the table in the documentation."));
        }
        return new ConfigAssembler(new Settings(values, mentioned, findings), findings, classPath).assemble();
    }

    /**
     * The names that begin as ours do and are none of ours. Those with a profile before them ({@code %dev.}) begin otherwise, and count once
     * their profile is active, when they are shown without it.
     */
    private static Set<String> unknownNames(PropertyValues configured) {
        return new TreeSet<>(
                configured.names(name -> SealgateProperty.BEGINNINGS.stream().anyMatch(name::startsWith)
                        && SealgateProperty.of(name).isEmpty()));
    }
}
