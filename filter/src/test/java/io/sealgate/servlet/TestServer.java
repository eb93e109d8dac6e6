package io.sealgate.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** A Tomcat on a free loopback port, and a client that sends bytes as they are. */
final class TestServer implements AutoCloseable {
    // Tomcat reports each malformed request and each exception of the application. Kept, or the level would be
    // forgotten with the logger.
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    private final Logger contextLog;
    private final Path directory = Files.createTempDirectory("sealgate-test");
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    /**
     * @param secure whether requests count as TLS
     */
    private TestServer(boolean secure, ClassLoader parent, Consumer<Connector> settings) throws IOException {
        TOMCAT_LOG.setLevel(Level.OFF);
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxHttpHeaderSize", Integer.toString(4 << 20));
        // As some containers do
        connector.setParseBodyMethods("POST,PUT");
        connector.setSecure(secure);
        connector.setScheme(secure ? "https" : "http");
        settings.accept(connector);
        tomcat.setConnector(connector);
        context = tomcat.addContext("", directory.toString());
        contextLog = Logger.getLogger(context.getLogName());
        contextLog.setLevel(Level.OFF);
        context.setParentClassLoader(parent);
        ErrorPage page = new ErrorPage();
        page.setLocation("/error-page");
        context.addErrorPage(page);
    }

    static TestServer start(boolean secure, ServletContainerInitializer application) throws Exception {
        return start(secure, TestServer.class.getClassLoader(), application);
    }

    /**
     * @param parent the parent of the application's class loader
     * @throws LifecycleException if an initializer throws
     */
    static TestServer start(boolean secure, ClassLoader parent, ServletContainerInitializer application)
            throws Exception {
        return start(secure, parent, connector -> {}, application);
    }

    /**
     * @param settings changes how the container receives requests
     */
    static TestServer start(
            boolean secure, ClassLoader parent, Consumer<Connector> settings, ServletContainerInitializer application)
            throws Exception {
        TestServer server = new TestServer(secure, parent, settings);
        server.context.addServletContainerInitializer(application, Set.of());
        try {
            server.tomcat.start();
        } catch (LifecycleException deploymentFailed) {
            server.close();
            throw deploymentFailed;
        }
        return server;
    }

    /** Whether the application started; a failed one answers 404. */
    boolean applicationIsAvailable() {
        return context.getState().isAvailable();
    }

    /** Stops the application alone. */
    void stopApplication() throws LifecycleException {
        context.stop();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        ExpandWar.delete(directory.toFile());
    }

    Response get(String path, String... headers) throws IOException {
        return request("GET", path, "", headers);
    }

    Response request(String method, String path, String body, String... headers) throws IOException {
        String lines = Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return send(method + " " + path + " HTTP/1.1\r\nHost: shop.example\r\n" + lines + length
                + "Connection: close\r\n\r\n" + body);
    }

    /** Sends bytes (the text's characters up to U+00FF) and reads until the server hangs up. */
    Response send(String raw) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return new Response(answer.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** An answer, as it came over the wire. */
    record Response(String raw) {
        int status() {
            return Integer.parseInt(raw.substring(9, 12));
        }

        List<String> headers(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return raw.substring(0, raw.indexOf("\r\n\r\n"))
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .toList();
        }

        String body() {
            String body = raw.substring(raw.indexOf("\r\n\r\n") + 4);
            if (!headers("Transfer-Encoding").contains("chunked")) {
                return body;
            }
            StringBuilder out = new StringBuilder();
            for (int at = 0; ; ) {
                int lineEnd = body.indexOf("\r\n", at);
                int length = Integer.parseInt(body.substring(at, lineEnd), 16);
                if (length == 0) {
                    return out.toString();
                }
                out.append(body, lineEnd + 2, lineEnd + 2 + length);
                at = lineEnd + 2 + length + 2;
            }
        }
    }
}
