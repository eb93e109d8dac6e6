package io.sealgate.token;

import java.util.function.Function;

/** How the validation of one token ends. */
public sealed interface ValidationResult permits Validated, Rejected, Unavailable {

    default <R> R match(
            Function<Validated, R> validated, Function<Rejected, R> rejected, Function<Unavailable, R> unavailable) {
        if (this instanceof Validated v) {
            return validated.apply(v);
        } else if (this instanceof Rejected r) {
            return rejected.apply(r);
        } else if (this instanceof Unavailable u) {
            return unavailable.apply(u);
        }
        throw new AssertionError("sealed");
    }
}
