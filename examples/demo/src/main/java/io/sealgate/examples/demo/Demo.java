package io.sealgate.examples.demo;

import io.sealgate.examples.demo.Client.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jose4j.lang.JoseException;

/**
 * The demo. System properties: {@code example} (orders, keycloak), {@code server} (embedded, wildfly, payara6), {@code once} (true: end after the walk), {@code
 * demo.orders} and {@code demo.warehouse} (their WARs), {@code demo.realm} (for Keycloak to import), {@code demo.work} (what is written goes there), {@code
 * demo.distributions} (where servers were unpacked).
 *
 * <p>Ends with 0 if every answer was as expected, 1 if not, 2 if the server did not start.
 */
public final class Demo {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);

    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        // jose4j's slf4j would say in three lines that it has nothing to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Report report = Report.toTerminal();
        try {
            run(report);
        } catch (IOException | JoseException e) {
            report.line(String.valueOf(e.getMessage()));
            System.exit(2);
        }
    }

    private static void run(Report report) throws IOException, InterruptedException, JoseException {
        long begin = System.nanoTime();
        Server.Kind kind = kind();
        Path work = Path.of(required("demo.work")).toAbsolutePath().resolve(kind.toString());
        deleteTree(work);
        Files.createDirectories(work);
        Path distributions = Path.of(required("demo.distributions")).toAbsolutePath();
        Example example = example(distributions, work);
        report.line("Starting the example " + example.name() + " on " + kind + " ...");
        Server server = kind.start(new Server.Setup(example.war(), distributions, work, example.properties()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            example.close();
                            server.close();
                        },
                        "stop"));

        String war = example.war().getFileName().toString();
        String base = server.base(war.substring(0, war.lastIndexOf('.')));
        Client client = new Client(server.certificate());
        if (!awaitAnswer(client, server, URI.create(base + example.openPath()))) {
            throw new IOException("The application did not start; " + server.log() + " says why");
        }
        report.line(String.format(Locale.ROOT, "%s is up at %s after %.1f s", server.name(), base, seconds(begin)));

        long walk = System.nanoTime();
        example.walk(server, report);
        report.line("");
        report.line(
                report.wrong() == 0
                        ? String.format(
                                Locale.ROOT, "All %d answers as expected, in %.1f s.", report.answers(), seconds(walk))
                        : report.wrong() + " of " + report.answers() + " answers were not as expected.");
        report.line("The server's log has a line with the reason of each refusal: " + server.log());
        if (Boolean.getBoolean("once")) {
            System.exit(report.wrong() == 0 ? 0 : 1);
        }
        report.section("Yours until Ctrl-C. To try it in another terminal:");
        example.invite(server, report);
        Thread.currentThread().join();
    }

    private static Example example(Path distributions, Path work) throws IOException {
        return switch (required("example")) {
            case "orders" -> new OrdersExample(file("demo.orders"), work);
            case "keycloak" ->
                new KeycloakExample(file("demo.warehouse"), new Keycloak(distributions, work, file("demo.realm")));
            default -> throw new IOException("-Dexample must be orders or keycloak");
        };
    }

    private static Path file(String property) throws IOException {
        return Path.of(required(property)).toAbsolutePath().normalize();
    }

    private static Server.Kind kind() throws IOException {
        try {
            return Server.Kind.valueOf(required("server").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException("-Dserver must be embedded, wildfly or payara6", e);
        }
    }

    /** Waits until the application does, or gives up with the server. */
    private static boolean awaitAnswer(Client client, Server server, URI uri) throws InterruptedException {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (server.isRunning() && System.nanoTime() < end) {
            try {
                if (client.send(new Request("GET", uri, null, List.of())).status() == 200) {
                    return true;
                }
            } catch (IOException e) {
                // Not listening yet, or listening without the application.
            }
            Thread.sleep(200);
        }
        return false;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String required(String property) throws IOException {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IOException("-D" + property + " is not set");
        }
        return value;
    }

    private static void deleteTree(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
