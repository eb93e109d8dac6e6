package io.sealgate.testsuite.traps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;

/** What a producer method returns is not intercepted. */
@ApplicationScoped
public class ProducesBean {

    @Produces
    @Named("produced")
    MadeBean produced() {
        return new MadeBean();
    }
}
