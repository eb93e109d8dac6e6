package io.sealgate.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authorization server on this machine that publishes keys, over TLS with a certificate of this run, and misbehaves on demand. */
public final class TestIssuer implements AutoCloseable {
    public static final String KEYS = "/jwks";

    private final int port;
    private final String origin;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    private HttpServer server;

    private TestIssuer(HttpServer server, String origin) {
        this.port = server.getAddress().getPort();
        this.origin = origin + ":" + port;
        this.server = server;
        listen();
    }

    private void listen() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static TestIssuer start() throws IOException {
        return new TestIssuer(secured(0, Identity.TRUSTED), "https://localhost");
    }

    /**
     * One with a certificate of somebody's.
     *
     * @param host what its URL names
     */
    static TestIssuer start(String host, SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create(at(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new TestIssuer(server, "https://" + host);
    }

    static TestIssuer startWithoutTls() throws IOException {
        return new TestIssuer(HttpServer.create(at(0), 0), "http://localhost");
    }

    private static HttpsServer secured(int port, Identity identity) throws IOException {
        HttpsServer server = HttpsServer.create(at(port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        return server;
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The certificate that the server shows, valid for {@code localhost} alone. */
    public static X509Certificate certificate() {
        return Identity.TRUSTED.certificate();
    }

    /** Hangs up, and takes no connection any more. */
    public void goDown() {
        server.stop(0);
    }

    /** Listens again after {@link #goDown}, at the same port. */
    public void comeBack() throws IOException {
        server = secured(port, Identity.TRUSTED);
        listen();
    }

    /** Listens again after {@link #goDown}, with a certificate that is not {@link #certificate}. */
    public void comeBackAsAStranger() throws IOException {
        server = secured(port, Stranger.IDENTITY);
        listen();
    }

    public String origin() {
        return origin;
    }

    public URI keys() {
        return URI.create(origin + KEYS);
    }

    public void publishes(String jwks) {
        at(KEYS, sending(200, jwks));
    }

    public void at(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    /** How many requests for the keys have arrived. */
    public int fetches() {
        return requests(KEYS);
    }

    public int requests(String path) {
        return requests.computeIfAbsent(path, key -> new AtomicInteger()).get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
        handlers.getOrDefault(path, sending(404, "")).handle(exchange);
    }

    /** Answers with this status, body and header fields (names and values in turn). */
    public static HttpHandler sending(int status, String body, String... fields) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            for (int i = 0; i < fields.length; i += 2) {
                exchange.getResponseHeaders().add(fields[i], fields[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        };
    }

    /** Takes the request and says nothing. */
    public HttpHandler hanging() {
        return exchange -> closed(Long.MAX_VALUE);
    }

    /** Sends the head and then a byte now and then, for ever. */
    public HttpHandler dripping() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            do {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            } while (!closed(20));
        };
    }

    /** Hangs up in the middle of the body. */
    public static HttpHandler cutting(String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    /** Waits until a condition of the test's holds, then does as the other. */
    static HttpHandler after(CountDownLatch condition, HttpHandler then) {
        return exchange -> {
            try {
                condition.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            then.handle(exchange);
        };
    }

    private boolean closed(long milliseconds) throws IOException {
        try {
            return closing.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Made once per run, for keytool takes a second: few tests need it. */
    private static final class Stranger {
        static final Identity IDENTITY = Identity.make();
    }

    /** A certificate for {@code localhost}, and what shows it. */
    private record Identity(SSLContext context, X509Certificate certificate) {
        private static final String PASSWORD = "only-for-this-run";

        static final Identity TRUSTED = make();

        static Identity make() {
            try {
                Path directory = Files.createTempDirectory("issuer");
                Path file = directory.resolve("tls.p12");
                run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()));
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD.toCharArray());
                }
                Files.delete(file);
                Files.delete(directory);
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, PASSWORD.toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return new Identity(context, (X509Certificate) store.getCertificate("tls"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void run(List<String> command) throws IOException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            try {
                if (process.waitFor() != 0) {
                    throw new IOException(output);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
