package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.Dependent;

/** Guarded where the container makes it. */
@Dependent
public class MadeBean {

    @RequiresClaim(name = "scope")
    public String read() {
        return "SECRET";
    }
}
