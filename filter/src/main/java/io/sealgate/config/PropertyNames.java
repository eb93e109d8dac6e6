package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the properties of one issuer are called. Those of the default issuer have the names in {@link SealgateProperty}; those of an issuer called {@code acme} begin with
 * {@code sealgate.issuer.acme.} instead of {@code mp.jwt.} or {@code sealgate.}. Properties of the whole application have one name.
 *
 * @param issuer what the configuration calls the issuer; empty: the default one
 */
public record PropertyNames(Optional<String> issuer) {
    /** Those of the default issuer. */
    public static final PropertyNames DEFAULT = new PropertyNames(Optional.empty());

    static final String BEGINNING = "sealgate.issuer.";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern NAME_IN_TEXT = Pattern.compile("(?:mp\\.jwt|sealgate)(?:\\.[a-z-]+)+");

    /**
     * @throws IllegalArgumentException if the issuer is called by anything but up to 64 letters, digits, hyphens and underscores of ASCII
     */
    public PropertyNames {
        requireNonNull(issuer, "issuer");
        if (issuer.filter(label -> !isLabel(label)).isPresent()) {
            throw new IllegalArgumentException("Not what an issuer can be called");
        }
    }

    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** The name of one property, as it is written in the configuration. */
    public String of(SealgateProperty property) {
        return issuer.filter(label -> property.perIssuer())
                .map(label -> BEGINNING + label + "." + property.suffix())
                .orElse(property.propertyName());
    }

    /** A sentence of which each property is called as it is for this issuer. */
    public String in(String sentence) {
        return issuer.isEmpty() || !(sentence.contains("mp.jwt.") || sentence.contains("sealgate."))
                ? sentence
                : NAME_IN_TEXT
                        .matcher(sentence)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                SealgateProperty.of(found.group()).map(this::of).orElse(found.group())));
    }
}
