package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.ApplicationScoped;

/** No interceptor sees a call of a private method. */
@ApplicationScoped
public class PrivateMethod {

    public String read() {
        return secret();
    }

    @RequiresClaim(name = "scope")
    private String secret() {
        return "SECRET";
    }
}
