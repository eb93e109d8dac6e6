package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the other tests take for granted of the server. */
@ArquillianTest
@RunAsClient
class ServerIT {

    @Test
    void transport_isModernTls() {
        assertThat(new TestHttpClient().tlsSession().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
    }

    @Test
    void nothing_listensBeyondLoopback() throws IOException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertRefused(address, ServerUnderTest.httpPort());
                    assertRefused(address, ServerUnderTest.httpsPort());
                }
            }
        }
    }

    private static void assertRefused(InetAddress address, int port) {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), 2_000);
                    }
                })
                .as("%s answers on port %d", address, port)
                .isInstanceOf(IOException.class);
    }
}
