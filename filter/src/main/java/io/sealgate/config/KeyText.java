package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.security.KeyStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Key material as configured, not yet parsed: a text, or the entries of a keystore. {@link #toString()} never shows it.
 *
 * @param property the property that gave it, for messages
 * @param text PEM, JWK, JWK Set, or Base64 of a JWK or JWK Set; empty if there are entries
 * @param entries certificates, private and secret keys by what they are called ({@code kid}), in the order of the configuration; empty if there is a text
 * @param origin the files or the code that it came from; empty if it came from elsewhere
 */
public record KeyText(String property, String text, Map<String, KeyStore.Entry> entries, Optional<KeyOrigin> origin) {
    public KeyText {
        requireNonNull(property, "property");
        requireNonNull(text, "text");
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        requireNonNull(origin, "origin");
    }

    /** A text that came from no file. */
    public KeyText(String property, String text) {
        this(property, text, Map.of(), Optional.empty());
    }

    /** The same, from there. */
    KeyText from(KeyOrigin where) {
        return new KeyText(property, text, entries, Optional.of(where));
    }

    @Override
    public String toString() {
        return "KeyText[property=" + property + "]";
    }
}
