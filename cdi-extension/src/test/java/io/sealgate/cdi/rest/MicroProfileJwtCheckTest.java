package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.config.InvalidConfigurationException;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.auth.LoginConfig;
import org.junit.jupiter.api.Test;

class MicroProfileJwtCheckTest {
    @LoginConfig(authMethod = "MP-JWT")
    public static class WithMicroProfileJwt extends Application {}

    @LoginConfig(authMethod = "MP-JWT", realmName = "shop")
    public static class AnotherWithMicroProfileJwt extends Application {}

    public static class Plain extends Application {}

    @Test
    void check_loginConfig_isRefusedWithWhereAndWhatToDo() {
        assertThatThrownBy(() -> MicroProfileJwtCheck.check(
                        List.of(WithMicroProfileJwt.class, AnotherWithMicroProfileJwt.class)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "SG-225",
                        "@LoginConfig on " + WithMicroProfileJwt.class.getName(),
                        "@LoginConfig on " + AnotherWithMicroProfileJwt.class.getName(),
                        "Remove the annotation");
    }

    @Test
    void check_withoutLoginConfig_passes() {
        assertThatCode(() -> MicroProfileJwtCheck.check(List.of(Plain.class, String.class)))
                .doesNotThrowAnyException();
    }

    @Test
    void deployment_loginConfig_fails() throws Exception {
        try (RestServer server = RestServer.start(
                WithMicroProfileJwt.class,
                (found, context) -> RestEndpointScan.read(late -> found, context),
                Set.of(WithMicroProfileJwt.class))) {
            assertThat(server.applicationIsAvailable()).isFalse();
        }
        try (RestServer server = RestServer.start(
                Plain.class, (found, context) -> RestEndpointScan.read(late -> found, context), Set.of(Plain.class))) {
            assertThat(server.applicationIsAvailable()).isTrue();
        }
    }
}
