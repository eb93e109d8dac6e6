package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A server with the application, on 127.0.0.1 alone. */
interface Server extends AutoCloseable {

    /** Its name and version, for people. */
    String name();

    int httpsPort();

    int httpPort();

    /** The URL of an application. */
    default String base(String context) {
        return "https://127.0.0.1:" + httpsPort() + "/" + context;
    }

    /** The self-signed certificate that it shows, as PEM. */
    Path certificate();

    /** What it logs, Sealgate's reasons among it. */
    Path log();

    /** False once it has ended by itself. */
    boolean isRunning();

    /** Stops it and waits until it has stopped. */
    @Override
    void close();

    /**
     * What a server is started with.
     *
     * @param war the application; the name of the file is its context path
     * @param distributions the directory that the zips of WildFly and Payara are unpacked into
     * @param work a directory of its own, empty
     * @param properties system properties for the application
     */
    record Setup(Path war, Path distributions, Path work, Map<String, String> properties) {}

    /** The kinds of server there are. */
    enum Kind {
        EMBEDDED {
            @Override
            Server start(Setup setup) throws IOException {
                return EmbeddedTomcat.start(setup);
            }
        },
        WILDFLY {
            @Override
            Server start(Setup setup) throws IOException {
                return ServerProcess.wildfly(setup);
            }
        },
        PAYARA6 {
            @Override
            Server start(Setup setup) throws IOException {
                return ServerProcess.payara(setup);
            }
        };

        /** Starts a server, which may take a while yet to answer. */
        abstract Server start(Setup setup) throws IOException;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
