package io.sealgate.token;

import static java.util.Objects.requireNonNull;

/**
 * One token as it came in, unproved. {@link #toString()} never shows the value.
 */
public final class BearerToken {
    private final String value;
    private final TokenSource source;

    public BearerToken(String value, TokenSource source) {
        this.value = requireNonNull(value, "value");
        this.source = requireNonNull(source, "source");
    }

    /** The compact serialization as received: any characters, any length, nothing checked. */
    public String value() {
        return value;
    }

    public TokenSource source() {
        return source;
    }

    @Override
    public String toString() {
        return "BearerToken[source=" + source + ", length=" + value.length() + "]";
    }
}
