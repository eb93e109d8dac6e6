package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of strings that each token is asked for: names of claims, the issuer, an audience. Comparing bytes takes a few nanoseconds, comparing them with the characters of a string ten times as
 * long. A string is known by its identity, for these are constants or come from the configuration; any other works, too, and takes the place of one. Thread-safe: what a race loses is
 * made anew.
 */
final class KnownStrings {
    private static final int SIZE = 256;

    private static final @Nullable Known[] SLOTS = new Known[SIZE];

    private KnownStrings() {}

    /** The string in UTF-8; not to be changed. */
    @SuppressWarnings("ReferenceEquality") // another string of the same characters is merely encoded anew
    static byte[] utf8(String string) {
        int slot = string.hashCode() & (SIZE - 1);
        Known known = SLOTS[slot];
        if (known == null || known.string != string) {
            known = new Known(string);
            SLOTS[slot] = known;
        }
        return known.utf8;
    }

    private static final class Known {
        final String string;
        final byte[] utf8;

        Known(String string) {
            this.string = string;
            this.utf8 = string.getBytes(UTF_8);
        }
    }
}
