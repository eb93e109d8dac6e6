package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scan in a servlet container without CDI. */
class RequiresClaimScanTest {
    static class Plain {
        @RequiresClaim(name = "a")
        void call() {}
    }

    @jakarta.ws.rs.Path("/orders")
    static class Resource {
        @jakarta.ws.rs.GET
        @RequiresClaim(name = "a")
        public void get() {}
    }

    private static boolean starts(Set<Class<?>> annotated) throws Exception {
        try (TestTomcat tomcat = new TestTomcat()) {
            tomcat.context().addServletContainerInitializer(new RequiresClaimScan(), annotated);
            tomcat.start();
            return tomcat.applicationIsAvailable();
        }
    }

    @Test
    void start_unguardedClass_fails() throws Exception {
        assertThat(starts(Set.of(Plain.class))).isFalse();
    }

    @Test
    void start_restResource_succeeds() throws Exception {
        assertThat(starts(Set.of(Resource.class))).isTrue();
    }

    @Test
    void start_nothingAnnotated_succeeds() throws Exception {
        assertThat(starts(Set.of())).isTrue();
    }
}
