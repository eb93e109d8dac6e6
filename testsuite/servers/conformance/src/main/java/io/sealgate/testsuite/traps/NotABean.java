package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;

/** CDI does not know what has no scope, so nothing is intercepted. */
public class NotABean {

    @RequiresClaim(name = "scope")
    public String read() {
        return "SECRET";
    }
}
