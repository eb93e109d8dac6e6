package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.IpNetwork;
import io.sealgate.extract.RequestView;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request comes from 127.0.0.1, over plain HTTP. The header {@code Test-Trusted} names the proxies that are trusted. */
class ServletRequestViewTest {
    private static TestServer plain;
    private static TestServer secure;

    @BeforeAll
    static void startServers() throws Exception {
        plain = TestServer.start(
                false,
                (classes, context) -> context.addServlet("view", new View()).addMapping("/"));
        secure = TestServer.start(
                true,
                (classes, context) -> context.addServlet("view", new View()).addMapping("/"));
    }

    @AfterAll
    static void stopServers() throws Exception {
        plain.close();
        secure.close();
    }

    private static final class View extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            List<IpNetwork> trusted = Collections.list(request.getHeaders("Test-Trusted")).stream()
                    .map(IpNetwork::parse)
                    .toList();
            RequestView view = new ServletRequestView(request, trusted);
            response.getWriter()
                    .print("secure=" + view.secure() + " loopback=" + view.loopback() + " origin=" + view.origin());
        }
    }

    @Test
    void secure_tls_isTrueWhateverTheHeadersSay() throws Exception {
        assertThat(secure.get("/", "X-Forwarded-Proto: http", "Test-Trusted: 127.0.0.1")
                        .body())
                .startsWith("secure=true ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https",
                "Forwarded: proto=https",
                "Forwarded: for=a;proto=\"https\"",
                "forwarded: proto=http,proto=https"
            })
    void secure_trustedProxySaysHttps_isTrue(String header) throws Exception {
        for (String trusted : List.of("127.0.0.1", "127.0.0.0/8", "::ffff:127.0.0.1")) {
            assertThat(plain.get("/", header, "Test-Trusted: 10.0.0.0/8", "Test-Trusted: " + trusted)
                            .body())
                    .startsWith("secure=true ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https",
                "Forwarded: proto=https",
                "Front-End-Https: on",
                "X-Forwarded-Ssl: on"
            })
    void secure_headerOfNobodyTrusted_isFalse(String header) throws Exception {
        assertThat(plain.get("/", header).body()).startsWith("secure=false ");
        assertThat(plain.get("/", header, "Test-Trusted: 10.0.0.0/8", "Test-Trusted: ::1")
                        .body())
                .startsWith("secure=false ");
    }

    @Test
    void secure_forwardedForATrustedAddress_isNotThatAddress() throws Exception {
        assertThat(plain.get("/", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Proto: https", "Test-Trusted: 10.0.0.1")
                        .body())
                .startsWith("secure=false ");
    }

    @ParameterizedTest
    @CsvSource({
        "X: y, X: y",
        "X-Forwarded-Proto: http, X: y",
        "Forwarded: proto=http, X: y",
        "Forwarded: for=a, X: y",
        "Forwarded: proto=https, X-Forwarded-Proto: http",
        "Forwarded: proto=http, X-Forwarded-Proto: https",
        "Forwarded: proto=https, Forwarded: proto=http",
        "X-Forwarded-Proto: https, X-Forwarded-Proto: http",
        "Forwarded: proto=https; for=a, X: y",
        "Front-End-Https: on, X-Forwarded-Ssl: on"
    })
    void secure_trustedProxySaysOtherwise_isFalse(String first, String second) throws Exception {
        assertThat(plain.get("/", first, second, "Test-Trusted: 127.0.0.1").body())
                .startsWith("secure=false ");
    }

    @Test
    void loopback_directlyFromThisMachine_isTrue() throws Exception {
        assertThat(plain.get("/").body()).contains(" loopback=true ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost",
                        "Forwarded: for=127.0.0.1",
                "X-Real-IP: 127.0.0.1", "Via: 1.1 proxy", "X-Forwarded-Port: 80", "X-Forwarded-For:"
            })
    void loopback_throughAProxyOnThisMachine_isFalse(String header) throws Exception {
        assertThat(plain.get("/", header).body()).contains(" loopback=false ");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, http://shop.example",
        "shop.example:80, http://shop.example",
        "shop.example:443, http://shop.example:443",
        "SHOP.example:8080, http://shop.example:8080",
        "[::1]:8080, http://[::1]:8080"
    })
    void origin_plainHttp_isTheHostAsBrowsersWriteIt(String host, String origin) throws Exception {
        assertThat(origin(plain, host)).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, https://shop.example",
        "shop.example:443, https://shop.example",
        "shop.example:80, https://shop.example:80",
        "shop.example:8443, https://shop.example:8443"
    })
    void origin_tls_isTheHostAsBrowsersWriteIt(String host, String origin) throws Exception {
        assertThat(origin(secure, host)).isEqualTo(origin);
    }

    @Test
    void origin_tlsEndsAtATrustedProxy_isHttps() throws Exception {
        assertThat(plain.get("/", "X-Forwarded-Proto: https", "Test-Trusted: 127.0.0.1")
                        .body())
                .endsWith(" origin=https://shop.example");
    }

    private static String origin(TestServer server, String host) throws IOException {
        String body = server.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .body();
        return body.substring(body.indexOf("origin=") + "origin=".length());
    }
}
