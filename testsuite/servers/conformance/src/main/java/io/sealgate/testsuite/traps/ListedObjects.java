package io.sealgate.testsuite.traps;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Makes its resources itself, so that no container can put anything around them. */
@ApplicationPath("api")
public class ListedObjects extends Application {

    @Override
    @SuppressWarnings("deprecation") // the trap is that it still works
    public Set<Object> getSingletons() {
        return Set.of(new PlainResource());
    }
}
