package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak in development mode, in a process of its own, on 127.0.0.1: over TLS, with the realm that was given, its database in memory. What it writes beside the
 * log goes to the directory it was unpacked into.
 */
final class Keycloak implements AutoCloseable {

    private static final String REALM = "shop";
    private static final String PASSWORD = "keycloak";
    private static final String ADMINISTRATOR = "admin";

    private final Path home;
    private final Path work;
    private final Path keyStore;
    private final Path certificate;
    private final List<Integer> ports;
    private final String administratorPassword = UUID.randomUUID().toString();
    private @Nullable Process process;

    /**
     * Chooses ports and makes a certificate; starts nothing.
     *
     * @param distributions the directory that the zip of Keycloak was unpacked into
     * @param work a directory for the log and the certificate
     * @param realm what Keycloak exports as a file for one realm
     */
    Keycloak(Path distributions, Path work, Path realm) throws IOException {
        this.home = ChildProcess.onlyChild(distributions.resolve("keycloak"));
        this.work = work;
        this.keyStore = work.resolve("keycloak.p12");
        this.certificate = work.resolve("keycloak.pem");
        this.ports = ChildProcess.freePorts(2);
        TlsCertificate.generate(keyStore, "keycloak", PASSWORD, certificate);
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(realm, imports.resolve("shop-realm.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Its name and version, for people. */
    String name() {
        return "Keycloak " + home.getFileName().toString().replaceFirst("^keycloak-", "");
    }

    String origin() {
        return "https://127.0.0.1:" + ports.get(0);
    }

    /** What {@code iss} is in its tokens. */
    String issuer() {
        return origin() + "/realms/" + REALM;
    }

    /** The self-signed certificate that it shows, as PEM. */
    Path certificate() {
        return certificate;
    }

    /** Name and password of the one who may change everything. */
    String administrator() {
        return ADMINISTRATOR + " / " + administratorPassword;
    }

    Path log() {
        return work.resolve("keycloak.log");
    }

    /** Starts it, which takes a while yet. */
    void start() throws IOException {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder builder = new ProcessBuilder(
                home.resolve(windows ? "bin/kc.bat" : "bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--hostname=" + origin(),
                "--http-host=127.0.0.1",
                "--https-port=" + ports.get(0),
                // Development mode always has this one too.
                "--http-port=" + ports.get(1),
                "--https-key-store-file=" + keyStore,
                "--https-key-store-password=" + PASSWORD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Booting is most of the work.
        builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", administratorPassword);
        process = ChildProcess.start(builder, work, "keycloak.log");
    }

    /**
     * Waits until it answers.
     *
     * @throws IOException if it does not, or ends
     */
    KeycloakRealm awaitRealm(Duration atMost) throws IOException, InterruptedException {
        KeycloakRealm realm =
                new KeycloakRealm(new Client(certificate), origin(), REALM, ADMINISTRATOR, administratorPassword);
        long end = System.nanoTime() + atMost.toNanos();
        while (process != null && process.isAlive() && System.nanoTime() < end) {
            if (realm.answers()) {
                return realm;
            }
            Thread.sleep(200);
        }
        throw new IOException("Keycloak did not start; " + log() + " says why");
    }

    /** Stops it, if it runs, and waits until it has stopped. */
    @Override
    public void close() {
        if (process != null) {
            ChildProcess.stop(process);
            process = null;
        }
    }
}
