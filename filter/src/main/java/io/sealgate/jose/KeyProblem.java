package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

/**
 * Why a configured key cannot be used. Shows no key material.
 *
 * @param code as in {@code io.sealgate.config.ConfigProblem}
 * @param cause one sentence with its full stop
 * @param mend one sentence with its full stop
 */
public record KeyProblem(String code, String cause, String mend) {
    public KeyProblem {
        requireNonNull(code, "code");
        requireNonNull(cause, "cause");
        requireNonNull(mend, "mend");
    }
}
