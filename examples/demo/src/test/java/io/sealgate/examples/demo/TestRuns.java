package io.sealgate.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the tests of the examples have in common. */
final class TestRuns {

    private TestRuns() {}

    static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath();
    }

    static Server start(Example example, Path work) throws Exception {
        return start(example, work, Map.of());
    }

    /**
     * @param properties beside those of the example
     */
    static Server start(Example example, Path work, Map<String, String> properties) throws Exception {
        Map<String, String> all = new HashMap<>(example.properties());
        all.putAll(properties);
        return Server.Kind.EMBEDDED.start(new Server.Setup(example.war(), work, work, all));
    }

    static Keycloak keycloak(Path work) throws Exception {
        return new Keycloak(path("demo.distributions"), work, path("demo.realm"));
    }

    static Report reportTo(ByteArrayOutputStream printed) {
        return new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false);
    }
}
