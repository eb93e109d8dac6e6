package io.sealgate.config;

import io.sealgate.paths.PathRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Set<String> names = new TreeSet<>(configured.names());
        Settings ofDefault = settings(configured, PropertyNames.DEFAULT, findings);
        List<Settings> ofNamed = new ArrayList<>();
        for (String label : labels(names)) {
            ofNamed.add(settings(configured, new PropertyNames(Optional.of(label)), findings));
        }
        for (String name : names) {
            IssuerProperty.parse(name)
                    .ifPresentOrElse(property -> checkName(name, property, findings), () -> checkName(name, findings));
        }
        List<PathRule> paths = PathRulesReader.read(configured, findings);
        if (classPath.getResource(ForeignProperty.PAYARA_FILE) != null) {
            findings.add(
                    ProblemCode.FOREIGN_PROPERTY,
                    ForeignProperty.PAYARA_FILE,
                    "Payara reads this file for its own MicroProfile JWT, and nothing here reads it.",
                    "Write its accepted.issuer as " + SealgateProperty.ISSUER + ", and remove the file.");
        }
        return new ConfigAssembler(ofDefault, ofNamed, paths, findings, classPath).assemble();
    }

    private static Settings settings(PropertyValues configured, PropertyNames names, Findings all) {
        Findings findings = all.of(names);
        Map<SealgateProperty, String> values = new EnumMap<>(SealgateProperty.class);
        Set<SealgateProperty> mentioned = EnumSet.noneOf(SealgateProperty.class);
        for (SealgateProperty property : SealgateProperty.values()) {
            if (names.issuer().isPresent() && !property.perIssuer()) {
                continue;
            }
            try {
                configured.find(names.of(property)).ifPresent(value -> {
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
        Optional<SealgateProperty> equivalent = ForeignProperty.equivalent(name);
        if (equivalent.isPresent()) {
            findings.add(
                    ProblemCode.FOREIGN_PROPERTY,
                    name,
                    "It is a property of SmallRye JWT, and nothing here reads it.",
                    "Write what it says as " + equivalent.get()
                            + (equivalent.get() == SealgateProperty.ROLES_FROM
                                    ? ", with a slash before it, such as /realm_access/roles,"
                                    : ",")
                            + " and remove it.");
            return;
        }
        if (SealgateProperty.of(name).isEmpty() && !PathRulesReader.isPathProperty(name)) {
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

    /** Whether we have to judge a property of this name. Those with a profile before them ({@code %dev.}) begin otherwise, and count once their profile is active. */
    static boolean isOurs(String name) {
        return SealgateProperty.BEGINNINGS.stream().anyMatch(name::startsWith)
                || ForeignProperty.equivalent(name).isPresent();
    }

    /** Whether there is a property of this name. */
    static boolean isKnown(String name) {
        return SealgateProperty.of(name).isPresent()
                || IssuerProperty.parse(name).filter(IssuerProperty::isKnown).isPresent();
    }
}
