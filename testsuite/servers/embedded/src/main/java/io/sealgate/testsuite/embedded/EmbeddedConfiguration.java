package io.sealgate.testsuite.embedded;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What arquillian.xml says; Arquillian calls the setters. */
public final class EmbeddedConfiguration implements ContainerConfiguration {

    private String directory = "";
    private int httpPort;
    private int httpsPort;

    @Override
    public void validate() {}

    /** Everything the server writes is here. */
    public Path directory() {
        return Path.of(directory);
    }

    /** A key store with one key for TLS, and {@link #keyStorePassword}. The build makes a new one for each run. */
    public Path keyStore() {
        return directory().resolve("tls.p12");
    }

    public String keyStorePassword() {
        return "changeit";
    }

    public int httpPort() {
        return httpPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    public void setHttpsPort(int httpsPort) {
        this.httpsPort = httpsPort;
    }
}
