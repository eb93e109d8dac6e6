package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.RoleNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesReaderTest {
    private static Claims claims(String... changes) {
        return Configs.read(Configs.validBut(changes)).orThrow().issuer().claims();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keycloak | /realm_access/roles",
                "Keycloak | /realm_access/roles",
                "entra | roles",
                "auth0 | permissions",
                "cognito | cognito:groups",
                "/keycloak | /keycloak",
                "entra, groups, scope, /a/b | roles;groups;scope;/a/b",
                "entra,roles | roles"
            })
    void sources_presetsAndClaims_areJoined(String written, String sources) {
        assertThat(claims("sealgate.roles.from", written).rolesFrom()).containsExactly(sources.split(";"));
    }

    @Test
    void sources_keycloakWithClient_hasTheClientsRolesToo() {
        assertThat(claims("sealgate.roles.from", "keycloak,groups", "sealgate.roles.client", "shop/a~b")
                        .rolesFrom())
                .containsExactly("/realm_access/roles", "/resource_access/shop~1a~0b/roles", "groups");
    }

    @Test
    void names_prefixAndMap_areRead() {
        assertThat(claims("sealgate.roles.prefix", "acme.", "sealgate.roles.map", "admin:ADMIN, read:orders:CLERK")
                        .roleNames())
                .isEqualTo(new RoleNames("acme.", Map.of("admin", "ADMIN", "read:orders", "CLERK")));
        assertThat(claims().roleNames()).isEqualTo(RoleNames.AS_THEY_ARE);
    }

    @Test
    void principalFrom_set_replacesTheDefault() {
        assertThat(claims().principalFrom()).isEqualTo(List.of("upn", "preferred_username", "sub"));
        assertThat(claims("sealgate.principal.from", "email, sub").principalFrom())
                .containsExactly("email", "sub");
    }
}
