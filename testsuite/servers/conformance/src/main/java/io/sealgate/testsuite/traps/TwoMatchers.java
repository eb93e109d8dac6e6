package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** Nobody can tell which of the two is meant. */
@ApplicationScoped
public class TwoMatchers {

    @RequiresClaim(name = "scope", equals = "a", anyOf = "b")
    public String read() {
        return "SECRET";
    }
}
