package io.sealgate.config;

import static java.util.Objects.requireNonNull;

/**
 * Key material as configured, not yet parsed. {@link #toString()} never shows it.
 *
 * @param property the property that gave it, for messages
 * @param text PEM, JWK, JWK Set, or Base64 of a JWK or JWK Set
 */
public record KeyText(String property, String text) {
    public KeyText {
        requireNonNull(property, "property");
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "KeyText[property=" + property + "]";
    }
}
