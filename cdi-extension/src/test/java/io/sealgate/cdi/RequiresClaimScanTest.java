package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scan in a servlet container without CDI. */
class RequiresClaimScanTest {
    // Kept, or the level would be forgotten with the logger.
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();

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

    private boolean starts(Set<Class<?>> annotated) throws Exception {
        TOMCAT_LOG.setLevel(Level.OFF);
        Path directory = Files.createTempDirectory("sealgate-test");
        directory.toFile().deleteOnExit();
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", directory.toString());
        context.setParentClassLoader(RequiresClaimScanTest.class.getClassLoader());
        context.addServletContainerInitializer(new RequiresClaimScan(), annotated);
        tomcat.start();
        return context.getState().isAvailable();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
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
