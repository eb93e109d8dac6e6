package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** No interceptor sees a call of a static method. */
@ApplicationScoped
public class StaticMethod {

    @RequiresClaim(name = "scope")
    public static String read() {
        return "SECRET";
    }
}
