package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig.Authorization;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.paths.PathRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesReaderTest {
    private static final Map<String, String> RULE =
            Configs.validBut("sealgate.path.admin.path", "/admin/*", "sealgate.path.admin.require", "role:admin");

    @Test
    void read_nothing_hasTheDefaults() {
        Authorization authorization = Configs.read(Configs.VALID).orThrow().authorization();

        assertThat(authorization.reportOnly()).isFalse();
        assertThat(authorization.unannotated()).isEqualTo(Unannotated.ALLOW);
        assertThat(authorization.paths().isEmpty()).isTrue();
    }

    @Test
    void read_everything_isThere() {
        Authorization authorization = Configs.read(Configs.validBut(
                        "sealgate.authorization.mode", "report",
                        "sealgate.endpoints.unannotated", "fail",
                        "sealgate.path.admin.path", " /admin/* ",
                        "sealgate.path.admin.methods", "GET, POST",
                        "sealgate.path.admin.require", "role:admin|boss , scope:read",
                        "sealgate.path.admin.mode", "report",
                        "sealgate.path.open_2.path", "/open",
                        "sealgate.path.open_2.require", "permit"))
                .orThrow()
                .authorization();

        assertThat(authorization.reportOnly()).isTrue();
        assertThat(authorization.unannotated()).isEqualTo(Unannotated.FAIL);
        assertThat(authorization.paths().rules())
                .satisfiesExactly(
                        admin -> {
                            assertThat(admin.property()).isEqualTo("sealgate.path.admin");
                            assertThat(admin.path()).hasToString("/admin/*");
                            assertThat(admin.methods()).containsExactlyInAnyOrder("GET", "POST");
                            assertThat(admin.access())
                                    .hasToString("(role admin, or role boss) and scope any of [read]");
                            assertThat(admin.reportOnly()).isTrue();
                        },
                        open -> {
                            assertThat(open.name()).isEqualTo("open_2");
                            assertThat(open.access()).hasToString("nothing");
                            assertThat(open.methods()).isEmpty();
                            assertThat(open.reportOnly()).isFalse();
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "deny; nobody",
                "authenticated; a valid token",
                "role:admin; role admin",
                "scope:orders:read|orders:write; scope any of [orders:read, orders:write]",
                "claim:tenant; tenant present",
                "claim:tenant absent; tenant absent",
                "claim:tenant equals acme corp; tenant equals acme corp",
                "claim:tenant anyOf acme | emca; tenant any of [acme, emca]",
                "claim:/realm_access/roles allOf clerk|auditor; /realm_access/roles all of [clerk, auditor]",
                "claim:groups noneOf guests; groups none of [guests]",
                "claim:verified is true; verified is true",
                "claim:level equalsNumber 5; level equals the number 5",
                "claim:level atLeast -5; level at least -5",
                "claim:auth_time within PT5M; auth_time within PT5M",
                "claim:a equals x\\,y,role:b; a equals x,y and role b",
                "role:a,role:b; role a and role b"
            })
    void read_require_isUnderstood(String require, String expected) {
        assertThat(Configs.read(Configs.validBut("sealgate.path.a.path", "/a", "sealgate.path.a.require", require))
                        .orThrow()
                        .authorization()
                        .paths()
                        .rules())
                .singleElement()
                .extracting(PathRule::access)
                .hasToString(expected);
    }

    @Test
    void read_environment_changesARule() {
        Reading reading = Configs.read(
                Configs.of(RULE, Map.of("SEALGATE_PATH_ADMIN_REQUIRE", "deny", "SEALGATE_PATH_ADMIN_METHODS", "GET")));

        assertThat(reading.orThrow().authorization().paths().rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.access()).hasToString("nobody");
                    assertThat(rule.methods()).containsExactly("GET");
                });
    }

    @Test
    void read_ruleOfTheEnvironmentAlone_isRefused() {
        Reading reading = Configs.read(Configs.of(
                RULE,
                Map.of(
                        "SEALGATE_PATH_OTHER_PATH", "/other",
                        "SEALGATE_PATH_OTHER_REQUIRE", "deny",
                        "SEALGATE_PATH_SERVICE_HOST", "10.0.0.1",
                        "SEALGATE_PATH_SERVICE_PORT", "tcp://10.0.0.1:80")));

        assertThat(reading.problems())
                .singleElement()
                .hasToString(
                        "SG-171 SEALGATE_PATH_OTHER_PATH: A rule for paths exists in the environment alone, where not"
                                + " every server finds it. Write the rule's properties, such as sealgate.path.other.path, into a"
                                + " file; the environment may then change their values.");
    }
}
