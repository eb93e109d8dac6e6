package io.sealgate.examples.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** WildFly or Payara in a process of its own, with the configuration it is shipped with but for addresses, ports and the TLS certificate. */
final class ServerProcess implements Server {

    /** Booting is most of the work: with the first compiler alone it takes two thirds of the time. */
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m");

    private final String name;
    private final Process process;
    private final int httpsPort;
    private final int httpPort;
    private final Path certificate;
    private final Path log;

    private ServerProcess(String name, Process process, int httpsPort, int httpPort, Path certificate, Path log) {
        this.name = name;
        this.process = process;
        this.httpsPort = httpsPort;
        this.httpPort = httpPort;
        this.certificate = certificate;
        this.log = log;
    }

    static ServerProcess wildfly(Setup setup) throws IOException {
        Path home = ChildProcess.onlyChild(setup.distributions().resolve("wildfly"));
        Path base = setup.work().resolve("standalone");
        copy(home.resolve("standalone"), base);
        Files.copy(setup.war(), base.resolve("deployments").resolve(setup.war().getFileName()));
        Path certificate = setup.work().resolve("tls.pem");
        // The name and the password that the shipped configuration expects; it would generate one without names for
        // 127.0.0.1.
        TlsCertificate.generate(base.resolve("configuration/application.keystore"), "server", "password", certificate);

        List<Integer> ports = ChildProcess.freePorts(3);
        List<String> command = java();
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
        command.add("-Djava.awt.headless=true");
        for (String exported : List.of(
                "java.desktop/sun.awt",
                "java.naming/com.sun.jndi.ldap",
                "java.naming/com.sun.jndi.url.ldap",
                "java.naming/com.sun.jndi.url.ldaps",
                "jdk.naming.dns/com.sun.jndi.dns")) {
            command.add("--add-exports=" + exported + "=ALL-UNNAMED");
        }
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.lang.invoke",
                "java.base/java.lang.reflect",
                "java.base/java.io",
                "java.base/java.net",
                "java.base/java.security",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.management/javax.management",
                "java.naming/javax.naming")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        setup.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(home.resolve("jboss-modules.jar").toString());
        command.add("-mp");
        command.add(home.resolve("modules").toString());
        command.add("org.jboss.as.standalone");
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Djboss.bind.address=127.0.0.1");
        command.add("-Djboss.bind.address.management=127.0.0.1");
        command.add("-Djboss.https.port=" + ports.get(0));
        command.add("-Djboss.http.port=" + ports.get(1));
        command.add("-Djboss.management.http.port=" + ports.get(2));
        return new ServerProcess(
                "WildFly " + home.getFileName().toString().replaceFirst("^wildfly-", ""),
                ChildProcess.start(new ProcessBuilder(command), setup.work(), "console.log"),
                ports.get(0),
                ports.get(1),
                certificate,
                base.resolve("log/server.log"));
    }

    static ServerProcess payara(Setup setup) throws IOException {
        Path home = ChildProcess.onlyChild(setup.distributions().resolve("payara6"));
        Path domains = Files.createDirectories(setup.work().resolve("domains"));
        Path domain = domains.resolve("domain1");
        copy(home.resolve("glassfish/domains/domain1"), domain);
        Path autodeploy = Files.createDirectories(domain.resolve("autodeploy"));
        Files.copy(setup.war(), autodeploy.resolve(setup.war().getFileName()));
        Path certificate = setup.work().resolve("tls.pem");
        // The alias and the password that the shipped configuration expects.
        TlsCertificate.generate(domain.resolve("config/keystore.p12"), "s1as", "changeit", certificate);

        List<Integer> ports = ChildProcess.freePorts(9);
        Path configuration = domain.resolve("config/domain.xml");
        Files.writeString(configuration, moveToLoopback(Files.readString(configuration), ports, setup.properties()));

        List<String> command = java();
        command.add("-jar");
        command.add(home.resolve("glassfish/lib/client/appserver-cli.jar").toString());
        command.addAll(List.of("start-domain", "--verbose", "--domaindir"));
        command.add(domains.toString());
        command.add("domain1");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        return new ServerProcess(
                payaraName(home),
                ChildProcess.start(builder, setup.work(), "console.log"),
                ports.get(0),
                ports.get(1),
                certificate,
                domain.resolve("logs/server.log"));
    }

    private static String payaraName(Path home) throws IOException {
        Properties branding = new Properties();
        try (Reader reader =
                Files.newBufferedReader(home.resolve("glassfish/config/branding/glassfish-version.properties"))) {
            branding.load(reader);
        }
        return branding.getProperty("product_name") + " " + branding.getProperty("major_version") + "."
                + branding.getProperty("minor_version") + "." + branding.getProperty("update_version");
    }

    /** In the file, literal numbers are the ports of this server; those of others, which it might administer, are variables. */
    private static String moveToLoopback(String domain, List<Integer> ports, Map<String, String> properties) {
        return domain.replace("port=\"8181\"", "port=\"" + ports.get(0) + "\"")
                .replace("port=\"8080\"", "port=\"" + ports.get(1) + "\"")
                .replace("port=\"4848\"", "port=\"" + ports.get(2) + "\"")
                .replace("port=\"3700\"", "port=\"" + ports.get(3) + "\"")
                .replace("port=\"3820\"", "port=\"" + ports.get(4) + "\"")
                .replace("port=\"3920\"", "port=\"" + ports.get(5) + "\"")
                .replace("port=\"8686\"", "port=\"" + ports.get(6) + "\"")
                .replace("telnet.port=6666", "telnet.port=" + ports.get(7))
                .replace(
                        "start-port=\"5900\" das-port=\"4900\"",
                        "start-port=\"" + ports.get(8) + "\" das-port=\"" + ports.get(8)
                                + "\" das-bind-address=\"127.0.0.1\" das-public-address=\"127.0.0.1\"")
                .replace(" address=\"0.0.0.0\"", " address=\"127.0.0.1\"")
                .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                // The built-in message broker listens on all addresses; a remote one is asked for nothing until it is
                // used.
                .replaceFirst(
                        "<connector-service",
                        "<jms-service type=\"REMOTE\" default-jms-host=\"none\"><jms-host name=\"none\" host=\"127.0.0.1\" /></jms-service><connector-service")
                .replaceFirst(
                        "<jvm-options>-Xmx512m</jvm-options>",
                        Matcher.quoteReplacement(Stream.concat(
                                        JVM_OPTIONS.stream(),
                                        properties.entrySet().stream()
                                                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue()))
                                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                                .collect(Collectors.joining())));
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        return command;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int httpsPort() {
        return httpsPort;
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public Path certificate() {
        return certificate;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        ChildProcess.stop(process);
    }
}
