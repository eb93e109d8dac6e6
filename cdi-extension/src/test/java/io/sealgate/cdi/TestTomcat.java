package io.sealgate.cdi;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat without CDI, on a free port of 127.0.0.1, with one application at the root. It says nothing. */
public final class TestTomcat implements AutoCloseable {
    // Kept, or the level would be forgotten with the logger.
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Context context;
    private final Path directory;
    private final boolean temporary;

    /** With an application that has no files. */
    public TestTomcat() throws IOException {
        this(Files.createTempDirectory("sealgate-test"), true);
    }

    /**
     * With an application in a directory.
     *
     * @param directory where {@code WEB-INF} is, if there is any
     */
    public TestTomcat(Path directory) {
        this(directory, false);
    }

    private TestTomcat(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
        LOG.setLevel(Level.OFF);
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        context = tomcat.addContext("", directory.toString());
        context.setParentClassLoader(TestTomcat.class.getClassLoader());
    }

    /** The application, for what is particular to a test; to be changed before the start. */
    public Context context() {
        return context;
    }

    /** Adds a filter before all requests. */
    public void addFilter(Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(filter.getClass().getName());
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName(definition.getFilterName());
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
    }

    /** Adds a servlet, which is loaded at the start. */
    public Wrapper addServlet(String name, Servlet servlet, String mapping) {
        Wrapper added = Tomcat.addServlet(context, name, servlet);
        added.setLoadOnStartup(1);
        added.setAsyncSupported(true);
        added.addMapping(mapping);
        return added;
    }

    public void start() throws LifecycleException {
        tomcat.start();
    }

    /** Whether the application started; a failed one answers 404. */
    public boolean applicationIsAvailable() {
        return context.getState().isAvailable();
    }

    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /**
     * Where something is.
     *
     * @param path with the slash at its beginning
     */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        if (temporary) {
            ExpandWar.delete(directory.toFile());
        }
    }
}
