package io.sealgate.config;

import java.util.Optional;

/**
 * The name of a property that speaks of a named issuer, taken apart.
 *
 * @param label what the issuer is called
 * @param suffix what follows, without the dot
 */
record IssuerProperty(String label, String suffix) {

    /** Empty if the name does not begin like that of such a property, or ends too early. */
    static Optional<IssuerProperty> parse(String name) {
        if (!name.startsWith(PropertyNames.BEGINNING)) {
            return Optional.empty();
        }
        int dot = name.indexOf('.', PropertyNames.BEGINNING.length());
        return dot < 0
                ? Optional.empty()
                : Optional.of(new IssuerProperty(
                        name.substring(PropertyNames.BEGINNING.length(), dot), name.substring(dot + 1)));
    }

    /** Empty if no property of an issuer, or of the application, ends so. */
    Optional<SealgateProperty> property() {
        return SealgateProperty.ofSuffix(suffix);
    }

    /** Whether it is a property that an issuer may have. */
    boolean isKnown() {
        return PropertyNames.isLabel(label)
                && property().filter(SealgateProperty::perIssuer).isPresent();
    }
}
