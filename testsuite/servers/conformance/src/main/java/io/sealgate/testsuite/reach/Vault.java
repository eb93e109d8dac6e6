package io.sealgate.testsuite.reach;

import io.sealgate.cdi.RequiresScope;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Vault {

    @RequiresScope("orders:read")
    public String open() {
        return "SECRET vault";
    }
}
