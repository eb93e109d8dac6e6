package io.sealgate.cdi;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for marks in the JARs of an application, on a thread of its own, and on that which waits for the result. The thread of its own reads files and nothing else: it loads no class of the
 * application, and calls nothing of the server. Thread-safe.
 */
final class LibrarySearch {
    private final List<File> jars;
    private final AtomicInteger next = new AtomicInteger();

    /** Of each JAR, so that the first of several is told, whatever thread was faster. */
    private final @Nullable Throwable[] failures;

    private final Part meanwhile = new Part();
    private final @Nullable Thread thread;

    /** Null until it is complete. */
    private @Nullable ClassMarks found;

    /** What one thread does, and finds: JAR after JAR, as long as there are any that nobody has taken. */
    private final class Part implements Runnable {
        final ClassMarks marks = new ClassMarks();

        @Override
        public void run() {
            JarClasses classes = new JarClasses(marks);
            for (int i = next.getAndIncrement(); i < jars.size(); i = next.getAndIncrement()) {
                try {
                    classes.read(jars.get(i));
                } catch (IOException | RuntimeException | Error e) {
                    failures[i] = e;
                }
            }
        }
    }

    private LibrarySearch(List<File> jars) {
        this.jars = jars;
        this.failures = new Throwable[jars.size()];
        this.thread = jars.isEmpty() || Runtime.getRuntime().availableProcessors() == 1
                ? null
                : new Thread(null, meanwhile, "sealgate-library-search", 0, false);
    }

    /** Begins, and returns at once. */
    static LibrarySearch start(List<File> jars) {
        LibrarySearch search = new LibrarySearch(jars);
        if (search.thread != null) {
            search.thread.setDaemon(true);
            search.thread.start();
        }
        return search;
    }

    /**
     * All that was found, once it is.
     *
     * @throws IOException if a file cannot be read
     */
    synchronized ClassMarks result() throws IOException {
        ClassMarks all = found;
        if (all == null) {
            Part here = new Part();
            here.run();
            join();
            all = here.marks;
            all.addAll(meanwhile.marks);
            found = all;
        }
        for (Throwable failure : failures) {
            if (failure instanceof IOException e) {
                throw new IOException(e.getMessage(), e);
            } else if (failure != null) {
                throw new IllegalStateException("The libraries cannot be searched", failure);
            }
        }
        return all;
    }

    private void join() {
        if (thread == null) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
