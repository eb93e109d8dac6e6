package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** No interceptor sees a call on this. */
@ApplicationScoped
public class CallsItself {

    public String list() {
        return read();
    }

    @RequiresClaim(name = "scope")
    public String read() {
        return "SECRET";
    }
}
