package io.sealgate.jwks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on this machine (RFC 9110 section 9.3.6), by which alone hosts are found: it takes each for this machine. */
final class TestProxy implements AutoCloseable {
    /** Says nothing. */
    static final int SILENCE = 0;

    private final ServerSocket server;
    private final int status;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TestProxy(ServerSocket server, int status) {
        this.server = server;
        this.status = status;
    }

    static TestProxy start() throws IOException {
        return answering(200);
    }

    /** One that lets nobody through, unless the status is 200. */
    static TestProxy answering(int status) throws IOException {
        TestProxy proxy = new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), status);
        proxy.threads.execute(proxy::listen);
        return proxy;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The first line of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try {
            String request = readHead(client.getInputStream());
            requests.add(request);
            if (status == SILENCE) {
                return; // until the end
            }
            OutputStream out = client.getOutputStream();
            if (status != 200) {
                out.write(("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nLocation: https://elsewhere.test/\r\n"
                                + "Proxy-Authenticate: Basic realm=\"proxy\"\r\n\r\n")
                        .getBytes(ISO_8859_1));
                out.flush();
                return;
            }
            String target = request.split(" ")[1];
            Socket host = new Socket(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)));
            open.add(host);
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
            threads.execute(() -> copy(host, client));
            copy(client, host);
        } catch (IOException e) {
            // whoever it was has gone
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them has gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
