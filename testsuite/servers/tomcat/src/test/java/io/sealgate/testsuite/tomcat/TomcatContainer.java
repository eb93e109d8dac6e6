package io.sealgate.testsuite.tomcat;

import io.sealgate.testsuite.embedded.EmbeddedConfiguration;
import io.sealgate.testsuite.embedded.EmbeddedContainer;
import io.sealgate.testsuite.embedded.ServerClassLoader;
import java.nio.file.Path;
import org.apache.catalina.Container;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** Tomcat as it comes. */
public final class TomcatContainer extends EmbeddedContainer {

    private final Tomcat tomcat = new Tomcat();

    @Override
    protected void startServer(EmbeddedConfiguration configuration) throws LifecycleException {
        tomcat.setBaseDir(configuration.directory().toString());
        tomcat.getHost().setParentClassLoader(new ServerClassLoader("org.apache."));
        tomcat.getService().addConnector(connector(configuration.httpPort()));
        tomcat.getService().addConnector(tlsConnector(configuration));
        tomcat.start();
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setThrowOnFailure(true);
        return connector;
    }

    private static Connector tlsConnector(EmbeddedConfiguration configuration) {
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(configuration.keyStore().toString());
        certificate.setCertificateKeystorePassword(configuration.keyStorePassword());
        host.addCertificate(certificate);

        Connector connector = connector(configuration.httpsPort());
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(host);
        return connector;
    }

    @Override
    protected void deploy(String contextPath, Path directory) {
        if (tomcat.addWebapp(contextPath, directory.toString()).getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("The reason is in the log before this");
        }
    }

    @Override
    protected void undeploy(String contextPath) {
        Container context = tomcat.getHost().findChild(contextPath);
        if (context != null) {
            tomcat.getHost().removeChild(context);
        }
    }

    @Override
    protected void stopServer() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
