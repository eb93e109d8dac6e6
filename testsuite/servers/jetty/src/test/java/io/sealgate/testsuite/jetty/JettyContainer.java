package io.sealgate.testsuite.jetty;

import io.sealgate.testsuite.embedded.EmbeddedConfiguration;
import io.sealgate.testsuite.embedded.EmbeddedContainer;
import io.sealgate.testsuite.embedded.ServerClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee.webapp.WebAppClassLoader;
import org.eclipse.jetty.ee11.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee11.cdi.CdiServletContainerInitializer;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty as it comes, but for what its page tells to set. */
public final class JettyContainer extends EmbeddedContainer {

    /** As in an installed Jetty: its own come first, then those of the application in the order of its fragments. */
    private static final String INITIALIZERS = String.join(
            ", ",
            CdiServletContainerInitializer.class.getName(),
            JakartaWebSocketServletContainerInitializer.class.getName(),
            "io.sealgate.servlet.SealgateInitializer",
            "io.sealgate.servlet.identity.CallerIdentityInitializer",
            "io.sealgate.servlet.identity.DeclaredRoles",
            "*");

    private final Server server = new Server();
    private final ContextHandlerCollection applications = new ContextHandlerCollection();
    private final Map<String, WebAppContext> deployed = new HashMap<>();

    @Override
    protected void startServer(EmbeddedConfiguration configuration) throws Exception {
        server.addConnector(connector(configuration.httpPort(), new HttpConnectionFactory()));
        server.addConnector(tlsConnector(configuration));
        server.setHandler(applications);
        server.start();
    }

    private ServerConnector tlsConnector(EmbeddedConfiguration configuration) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(configuration.keyStore().toString());
        tls.setKeyStorePassword(configuration.keyStorePassword());
        // As in the module "https" of an installed Jetty.
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer());
        // As jetty.httpConfig.headerCacheSize=0: see filter/src/docs/servers/jetty.md.
        http.setHeaderCacheSize(0);
        return connector(
                configuration.httpsPort(), new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    }

    private ServerConnector connector(int port, ConnectionFactory... protocols) {
        ServerConnector connector = new ServerConnector(server, protocols);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        return connector;
    }

    @Override
    protected void deploy(String contextPath, Path directory) throws Exception {
        WebAppContext context = new WebAppContext(directory.toString(), contextPath);
        context.setClassLoader(new WebAppClassLoader(new ServerClassLoader("org.eclipse.jetty."), context));
        context.setThrowUnavailableOnStartupException(true);
        // Jetty tells its own initializers by their class loader, which is not the application's parent here, and would
        // leave them out.
        context.setAttribute(AnnotationConfiguration.SERVLET_CONTAINER_INITIALIZER_ORDER, INITIALIZERS);
        deployed.put(contextPath, context);
        applications.addHandler(context);
        context.start();
    }

    @Override
    protected void undeploy(String contextPath) throws Exception {
        WebAppContext context = deployed.remove(contextPath);
        if (context != null) {
            context.stop();
            applications.removeHandler(context);
        }
    }

    @Override
    protected void stopServer() throws Exception {
        server.stop();
    }
}
