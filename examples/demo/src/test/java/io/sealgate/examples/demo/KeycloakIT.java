package io.sealgate.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class KeycloakIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path work;

    @Test
    void walk_embeddedServer_everyAnswerAsExpected() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Report report = TestRuns.reportTo(printed);
        try (Example example = new KeycloakExample(TestRuns.path("demo.warehouse"), TestRuns.keycloak(work));
                Server server = TestRuns.start(example, work)) {
            example.walk(server, report);
        }
        assertThat(report.answers()).isGreaterThan(20);
        assertThat(report.wrong()).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }
}
