package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.Dependent;

/** No subclass can intercept the methods of a final class. */
@Dependent
@RequiresClaim(name = "scope")
public final class FinalClass {

    public String read() {
        return "SECRET";
    }
}
