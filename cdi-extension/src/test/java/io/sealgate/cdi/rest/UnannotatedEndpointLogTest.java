package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.RequiresClaimScan;
import io.sealgate.servlet.CapturedLog;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an endpoint that nobody may reach for want of a rule the log says so, once, to whoever comes. */
class UnannotatedEndpointLogTest {
    public static class Resources extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(ServletGuardTest.Silent.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "role=clerk"})
    void request_endpointWithoutARule_isLoggedWithThePropertyAndWhatIsMissing(String caller) throws Exception {
        ServletContainerInitializer initializer = (classes, context) -> {
            new RequiresClaimScan().onStartup(Set.of(), context);
            RestEndpointScan.read(late -> Set.of(ServletGuardTest.Silent.class, Resources.class), context);
        };
        try (RestServer server = RestServer.start(
                        Resources.class, initializer, Set.of(), "sealgate.endpoints.unannotated", "deny");
                CapturedLog log = CapturedLog.open()) {
            assertThat(server.get("/rest/silent", caller).body()).doesNotContain("SECRET");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .endsWith(
                            ", asked by sealgate.endpoints.unannotated, as the endpoint has no rule and no @PermitAll")
                    .containsOnlyOnce("@PermitAll");
        }
    }
}
