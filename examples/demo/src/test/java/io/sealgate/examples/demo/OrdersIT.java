package io.sealgate.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class OrdersIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path work;

    @Test
    void walk_embeddedServer_everyAnswerAsExpected() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Report report =
                new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false);
        Path keys = work.resolve("keys");
        Path war = Path.of(System.getProperty("demo.war"));
        try (Server server = Server.Kind.EMBEDDED.start(new Server.Setup(war, work, work, keys))) {
            new Walk(new ShopClient(server.certificate()), server, keys, report).perform();
        }
        assertThat(report.answers()).isGreaterThan(20);
        assertThat(report.wrong()).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }
}
