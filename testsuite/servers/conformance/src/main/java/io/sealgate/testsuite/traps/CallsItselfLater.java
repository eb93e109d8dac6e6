package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.RequestScoped;
import java.util.concurrent.Callable;

/** Nor one in a lambda. */
@RequestScoped
public class CallsItselfLater {

    public Callable<String> later() {
        return () -> "later " + read();
    }

    @RequiresClaim(name = "scope")
    public String read() {
        return "SECRET";
    }
}
