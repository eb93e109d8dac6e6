package io.sealgate.cdi;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for marks in the JARs of an application, on a thread of its own as long as nobody waits for the result, then also on that which waits. The thread reads files and nothing else: no class is
 * loaded and nothing of the server called on it.
 */
final class LibrarySearch {
    private final List<File> jars;
    private final AtomicInteger next = new AtomicInteger();
    private final @Nullable Thread thread;

    /** Guarded by this. */
    private final ClassMarks found = new ClassMarks();

    /** Of each JAR, so that the first of several is told whatever thread was faster; guarded by this. */
    private final @Nullable Throwable[] failures;

    private LibrarySearch(List<File> jars) {
        this.jars = jars;
        this.failures = new Throwable[jars.size()];
        this.thread = jars.isEmpty() || Runtime.getRuntime().availableProcessors() == 1
                ? null
                : new Thread(null, this::read, "sealgate-library-search", 0, false);
    }

    static LibrarySearch start(List<File> jars) {
        LibrarySearch search = new LibrarySearch(jars);
        if (search.thread != null) {
            search.thread.setDaemon(true);
            search.thread.start();
        }
        return search;
    }

    private void read() {
        ClassMarks marks = new ClassMarks();
        JarClasses classes = new JarClasses(marks);
        for (int i = next.getAndIncrement(); i < jars.size(); i = next.getAndIncrement()) {
            try {
                classes.read(jars.get(i));
            } catch (Throwable e) {
                synchronized (this) {
                    failures[i] = e;
                }
            }
        }
        synchronized (this) {
            found.addAll(marks);
        }
    }

    /**
     * All that was found, once it is.
     *
     * @throws IOException if a file cannot be read
     */
    ClassMarks result() throws IOException {
        if (next.get() < jars.size()) {
            read();
        }
        join();
        synchronized (this) {
            for (Throwable failure : failures) {
                if (failure instanceof IOException e) {
                    throw new IOException(e.getMessage(), e);
                } else if (failure != null) {
                    throw new IllegalStateException("The libraries cannot be searched", failure);
                }
            }
            return found;
        }
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
