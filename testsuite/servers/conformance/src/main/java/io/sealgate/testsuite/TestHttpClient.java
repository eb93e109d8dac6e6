package io.sealgate.testsuite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Real requests to the server under test, over TLS unless the URI says {@code http}. It follows no redirects, keeps no
 * cookies, and speaks HTTP/1.1, which all servers have in common. Made once per test class; safe for use by several
 * threads.
 */
final class TestHttpClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SSLContext tls = trustingTheServer();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .sslContext(tls)
            .build();

    /** A GET request; headers as name, value, name, value. */
    Answer get(URI uri, String... headers) {
        return send("GET", uri, "", headers);
    }

    /** Any request; the body is text/plain unless a header says otherwise, and there is none where it is empty. Headers as name, value, name, value. */
    Answer send(String method, URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "text/plain");
        }
        return recorded(Answer.of(send(request.build())));
    }

    /**
     * Opens a WebSocket connection.
     *
     * @throws HandshakeRefused if the server does not let that happen
     */
    TestSocket open(URI uri, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        TestSocket socket = new TestSocket();
        try {
            URI target = URI.create(uri.toString().replaceFirst("^http", "ws"));
            socket.opened(builder.buildAsync(target, socket).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
                HttpResponse<?> response = refused.getResponse();
                Map<String, List<String>> values = new TreeMap<>();
                response.headers().map().forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
                throw new HandshakeRefused(recorded(new Answer(response.statusCode(), values, "")));
            }
            throw new AssertionError("No WebSocket at " + uri, e);
        } catch (TimeoutException e) {
            throw new AssertionError("No answer to a handshake", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a handshake", e);
        }
        DecisionRecorder.note("opened");
        return socket;
    }

    /** What a handshake was answered with instead of a connection; the body is not shown. */
    static final class HandshakeRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Answer answer;

        HandshakeRefused(Answer answer) {
            super(answer.toString());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /** The protocol and cipher of a connection to the server. */
    SSLSession tlsSession() {
        return send(HttpRequest.newBuilder(ServerUnderTest.https("/"))
                        .timeout(PATIENCE)
                        .build())
                .sslSession()
                .orElseThrow();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an answer", e);
        }
    }

    /**
     * Sends text as it is over TLS, one byte for each character, for requests that no HTTP client would make. The request has to say {@code Connection: close}.
     */
    Answer sendRaw(String request) {
        return recorded(Answer.ofText(exchange(request, "\0")));
    }

    /** As {@link #sendRaw}, but reads no further than the end of the answer's header, for requests whose body never comes. */
    Answer sendRawHead(String request) {
        return recorded(Answer.ofText(exchange(request, "\r\n\r\n")));
    }

    private static Answer recorded(Answer answer) {
        DecisionRecorder.record(answer);
        return answer;
    }

    /** Returns what the server sends before it closes the connection, or up to some text. */
    private String exchange(String request, String end) {
        StringBuilder answer = new StringBuilder();
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket("localhost", ServerUnderTest.httpsPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            int next;
            do {
                next = in.read();
                if (next >= 0) {
                    answer.append((char) next);
                }
            } while (next >= 0 && !answer.toString().endsWith(end));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No answer, or no end of it: " + answer, e);
        } catch (IOException reset) {
            // A server that refuses a request which is too long need not read it to its end.
            return answer.toString();
        }
        return answer.toString();
    }

    private static SSLContext trustingTheServer() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new FirstSeenCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
