package io.sealgate.config;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with the configuration, or, as a warning, likely to be.
 *
 * @param code for searching, such as {@code SG-101}
 * @param property the property at fault, as it is written in the configuration
 * @param cause what is wrong, one sentence with its full stop; never shows key material
 * @param mend what to write instead, one sentence with its full stop
 */
public record ConfigProblem(String code, String property, String cause, String mend) {
    public ConfigProblem {
        requireNonNull(code, "code");
        requireNonNull(property, "property");
        requireNonNull(cause, "cause");
        requireNonNull(mend, "mend");
    }

    /** {@code SG-101 mp.jwt.verify.issuer: It is not set. Set it to …} */
    @Override
    public String toString() {
        return code + " " + property + ": " + cause + " " + mend;
    }
}
