package io.sealgate.examples.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What programs that run beside this one have in common. */
final class ChildProcess {

    private ChildProcess() {}

    /**
     * @param work the directory that it runs in
     * @param log the file there that its output goes to
     */
    static Process start(ProcessBuilder builder, Path work, String log) throws IOException {
        return builder.directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile())
                .start();
    }

    /** Asks it to end, and its children before it (some start the server as their child); ends them by force after a while. */
    static void stop(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(20, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                one.destroyForcibly();
            }
        }
    }

    /** Below the ports from which systems take those of outgoing connections. */
    static List<Integer> freePorts(int count) throws IOException {
        Set<Integer> ports = new HashSet<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                ports.add(port);
            } catch (BindException e) {
                // Taken: the next number.
            }
        }
        return List.copyOf(ports);
    }

    static Path onlyChild(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> Files.isDirectory(child) && !child.endsWith("META-INF"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No server was unpacked into " + directory));
        }
    }
}
