package io.sealgate.testsuite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;

/** A servlet container with a plain and a TLS connector on the loopback address, which logs to {@code server.log}. */
public abstract class EmbeddedContainer implements DeployableContainer<EmbeddedConfiguration> {

    private static final Logger LOG = Logger.getLogger(EmbeddedContainer.class.getName());

    private EmbeddedConfiguration configuration = new EmbeddedConfiguration();

    /** Starts the server without applications. */
    protected abstract void startServer(EmbeddedConfiguration configuration) throws Exception;

    /** Deploys an exploded application, and throws if it does not come up. */
    protected abstract void deploy(String contextPath, Path directory) throws Exception;

    /** Undeploys an application, also one that did not come up. */
    protected abstract void undeploy(String contextPath) throws Exception;

    /** Stops the server. */
    protected abstract void stopServer() throws Exception;

    @Override
    public final Class<EmbeddedConfiguration> getConfigurationClass() {
        return EmbeddedConfiguration.class;
    }

    @Override
    public final ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public final void setup(EmbeddedConfiguration given) {
        configuration = given;
    }

    @Override
    public final void start() throws LifecycleException {
        try {
            logToFile();
            Files.createDirectories(applications());
            startServer(configuration);
        } catch (Exception e) {
            throw new LifecycleException("The server does not start", e);
        }
    }

    /** Takes the place of the console. */
    private void logToFile() throws IOException {
        Handler file =
                new FileHandler(configuration.directory().resolve("server.log").toString());
        file.setFormatter(new LineFormatter());
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler console : root.getHandlers()) {
            root.removeHandler(console);
        }
        root.addHandler(file);
    }

    @Override
    public final ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = contextPath(archive);
        try {
            // A directory of its own for each deployment: JARs of an earlier one may still be open.
            Path directory = Files.createTempDirectory(applications(), contextPath.substring(1) + "-");
            archive.as(ExplodedExporter.class).exportExplodedInto(directory.toFile());
            deploy(contextPath, directory);
        } catch (Exception e) {
            // An installed server logs this; an embedded one leaves it to whoever embeds it.
            LOG.log(Level.SEVERE, "Error deploying " + contextPath, e);
            DeploymentException failure = new DeploymentException(contextPath + " does not start", e);
            try {
                undeploy(contextPath);
            } catch (Exception second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        return new ProtocolMetaData().addContext(new HTTPContext("localhost", configuration.httpPort()));
    }

    @Override
    public final void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            undeploy(contextPath(archive));
        } catch (Exception e) {
            throw new DeploymentException(contextPath(archive) + " does not stop", e);
        }
    }

    @Override
    public final void stop() throws LifecycleException {
        try {
            stopServer();
        } catch (Exception e) {
            throw new LifecycleException("The server does not stop", e);
        }
    }

    private Path applications() {
        return configuration.directory().resolve("webapps");
    }

    private static String contextPath(Archive<?> archive) {
        return "/" + archive.getName().replaceFirst("\\.war$", "");
    }
}
