package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * Tomcat in this process. Weld, RESTEasy, SmallRye Config and Soteria are on this program's class path, so that the application stays the one that runs on a full
 * server.
 */
final class EmbeddedTomcat implements Server {

    private static final String PASSWORD = "tomcat";
    private static final String ALIAS = "tomcat";

    private final Tomcat tomcat;
    private final Connector https;
    private final Connector http;
    private final Path certificate;
    private final Path log;
    private final Set<String> properties;

    private EmbeddedTomcat(
            Tomcat tomcat, Connector https, Connector http, Path certificate, Path log, Set<String> properties) {
        this.tomcat = tomcat;
        this.https = https;
        this.http = http;
        this.certificate = certificate;
        this.log = log;
        this.properties = properties;
    }

    static EmbeddedTomcat start(Setup setup) throws IOException {
        Path log = setup.work().resolve("server.log");
        logTo(log);
        setup.properties().forEach(System::setProperty);

        Path keyStore = setup.work().resolve("tls.p12");
        Path certificate = setup.work().resolve("tls.pem");
        TlsCertificate.generate(keyStore, ALIAS, PASSWORD, certificate);

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(setup.work().toString());
        Files.createDirectories(setup.work().resolve("webapps"));
        Connector https = connector();
        https.setScheme("https");
        https.setSecure(true);
        https.setProperty("SSLEnabled", "true");
        https.addSslHostConfig(tls(keyStore));
        tomcat.setConnector(https);
        Connector http = connector();
        tomcat.getService().addConnector(http);

        // A servlet for static files and one for JSP: the application has neither.
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.enableNaming();
        String name = setup.war().getFileName().toString();
        Context context = tomcat.addWebapp(
                "/" + name.substring(0, name.lastIndexOf('.')),
                setup.war().toAbsolutePath().toString());
        context.setParentClassLoader(EmbeddedTomcat.class.getClassLoader());
        // The libraries of the server are no part of the application: not scanned for its classes and fragments.
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);

        context.getNamingResources().addResource(beanManager());

        EmbeddedTomcat server = new EmbeddedTomcat(
                tomcat, https, http, certificate, log, setup.properties().keySet());
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            server.close();
            throw new IOException("Tomcat did not start; " + log + " says why", e);
        }
        if (context.getState() != LifecycleState.STARTED) {
            server.close();
            throw new IOException("The application did not start; " + log + " says why");
        }
        return server;
    }

    private static Connector connector() {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        return connector;
    }

    private static SSLHostConfig tls(Path keyStore) {
        SSLHostConfig config = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(keyStore.toString());
        certificate.setCertificateKeystorePassword(PASSWORD);
        certificate.setCertificateKeyAlias(ALIAS);
        config.addCertificate(certificate);
        return config;
    }

    /** Soteria looks for it in JNDI, where a full server has it by itself. */
    private static ContextResource beanManager() {
        ContextResource resource = new ContextResource();
        resource.setName("BeanManager");
        resource.setAuth("Container");
        resource.setType("jakarta.enterprise.inject.spi.BeanManager");
        resource.setProperty("factory", "org.jboss.weld.resources.ManagerObjectFactory");
        return resource;
    }

    /** The terminal is for the walk: what java.util.logging would write there goes to a file. */
    private static void logTo(Path log) throws IOException {
        LogManager.getLogManager().reset();
        Handler handler = new FileHandler(log.toString());
        handler.setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
    }

    @Override
    public String name() {
        return ServerInfo.getServerInfo().replace('/', ' ') + " (embedded)";
    }

    @Override
    public int httpsPort() {
        return https.getLocalPort();
    }

    @Override
    public int httpPort() {
        return http.getLocalPort();
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
        return tomcat.getServer().getState() == LifecycleState.STARTED;
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not stop", e);
        } finally {
            properties.forEach(System::clearProperty);
        }
    }
}
