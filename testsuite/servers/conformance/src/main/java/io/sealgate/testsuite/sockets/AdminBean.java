package io.sealgate.testsuite.sockets;

import io.sealgate.cdi.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class AdminBean {

    @RequiresRole("admin")
    public String secret() {
        return "SECRET of the bean";
    }
}
