package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.lang.JoseException;

/** An application, what it needs beside its server, and a walk through it. */
interface Example extends AutoCloseable {

    /** Its name, for people. */
    String name();

    /** The application; the name of the file is its context path. */
    Path war();

    /** System properties of the server. */
    Map<String, String> properties();

    /** A path of the application that is open to all. */
    String openPath();

    /**
     * Sends the requests, in order, and compares the answers.
     *
     * @param server has started, with the application
     */
    void walk(Server server, Report report) throws IOException, InterruptedException, JoseException;

    /** Prints what to paste into another terminal. */
    void invite(Server server, Report report);

    /** Ends what it has started beside the server. */
    @Override
    void close();
}
