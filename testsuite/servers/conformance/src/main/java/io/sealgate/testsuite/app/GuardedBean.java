package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** Guarded by the interceptor alone, for it is no REST resource. */
@ApplicationScoped
public class GuardedBean {

    @RequiresClaim(name = "scope", anyOf = "orders:read")
    public String read() {
        return "SECRET bean";
    }
}
