package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** A list of values that was emptied asks for nothing. */
@ApplicationScoped
public class NoValues {

    @RequiresClaim(
            name = "scope",
            anyOf = {})
    public String read() {
        return "SECRET";
    }
}
