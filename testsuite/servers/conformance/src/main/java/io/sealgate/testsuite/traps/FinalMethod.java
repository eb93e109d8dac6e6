package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** A proxy cannot override a final method. */
@ApplicationScoped
public class FinalMethod {

    @RequiresClaim(name = "scope")
    public final String read() {
        return "SECRET";
    }
}
