package io.sealgate.testsuite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server this test run talks to, as its Maven module describes it by system properties:
 *
 * <ul>
 *   <li>{@code testsuite.server}: its name, such as {@code wildfly};
 *   <li>{@code testsuite.http.port} and {@code testsuite.https.port};
 *   <li>{@code testsuite.log}: the file it logs to;
 *   <li>{@code testsuite.library}: a directory with the library, in {@code artifacts} and in {@code dropin};
 *   <li>{@code testsuite.orders}: the directory of the example {@code orders}, which has been built;
 *   <li>{@code testsuite.microprofile}: {@code true} where the configuration is one with MicroProfile, and not the default;
 *   <li>{@code server.admin.port}: where it has one;
 *   <li>{@code testsuite.webapp.libraries}: on a bare servlet container, the directory of JARs that an
 *       application brings in {@code WEB-INF/lib} to have CDI, Jakarta REST and MicroProfile Config; else empty.
 * </ul>
 */
final class ServerUnderTest {

    private ServerUnderTest() {}

    public static String name() {
        return property("testsuite.server");
    }

    public static int httpPort() {
        return Integer.parseInt(property("testsuite.http.port"));
    }

    public static int httpsPort() {
        return Integer.parseInt(property("testsuite.https.port"));
    }

    /** The URI of a path that starts with a slash and the context path. It is not normalized. */
    public static URI https(String path) {
        return URI.create("https://localhost:" + httpsPort() + path);
    }

    /** As {@link #https}, without TLS. */
    public static URI http(String path) {
        return URI.create("http://localhost:" + httpPort() + path);
    }

    public static ServerLog log() {
        return new ServerLog(Path.of(property("testsuite.log")));
    }

    /** The library's two artifacts and what they depend on. */
    public static List<Path> library() {
        return jarsIn(Path.of(property("testsuite.library"), "artifacts"));
    }

    /** The library in one JAR. */
    public static Path dropInJar() {
        List<Path> jars = jarsIn(Path.of(property("testsuite.library"), "dropin"));
        if (jars.size() != 1) {
            throw new IllegalStateException("Expected one JAR and nothing else: " + jars);
        }
        return jars.get(0);
    }

    /** Whether the server has enterprise beans, Jakarta Security and the like, and not servlets alone. */
    public static boolean hasEnterpriseBeans() {
        return webappLibraries().isEmpty();
    }

    /** Whether the server makes documents of MicroProfile OpenAPI, as it is configured in this run. */
    static boolean makesOpenApi() {
        return name().startsWith("payara") || name().equals("liberty") || Boolean.getBoolean("testsuite.microprofile");
    }

    /** Where the server says whether its applications are ready, if it has MicroProfile Health: WildFly to administrators only. */
    static URI readiness() {
        return name().equals("wildfly")
                ? URI.create("http://127.0.0.1:" + property("server.admin.port") + "/health/ready")
                : http("/health/ready");
    }

    /** Whether the server has MicroProfile JWT, as it is configured in this run. */
    static boolean hasMicroProfileJwt() {
        return hasEnterpriseBeans() && !name().equals("liberty");
    }

    /**
     * Whether of tasks that threads submit to one managed executor at the same moment, some do not get what a {@code ThreadContextProvider} of the application
     * gives: the server keeps the providers of the submission that is under way in a field of the executor's.
     */
    static boolean losesContextsOfConcurrentTasks() {
        return name().startsWith("payara");
    }

    /** Whether the server's own answer to a header line that it takes for malformed repeats the line. */
    static boolean repeatsHeaderLines() {
        return name().startsWith("tomcat");
    }

    /** The JARs that the application has to bring along here. */
    public static List<Path> webappLibraries() {
        String directory = System.getProperty("testsuite.webapp.libraries", "");
        return directory.isEmpty() ? List.of() : jarsIn(Path.of(directory));
    }

    private static List<Path> jarsIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    "System property " + name + " is not set: run a server's module, e.g. mvn verify -Pwildfly");
        }
        return value;
    }
}
