package io.sealgate.testsuite.traps;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its resources, and nothing of the library. */
@ApplicationPath("api")
public class ListedClasses extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(PlainResource.class);
    }
}
