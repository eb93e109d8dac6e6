package io.sealgate.cdi;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds classes of an application that use a technology which the container need not have, by the names in their class files. Containers would do that for an initializer with {@link
 * jakarta.servlet.annotation.HandlesTypes}, but Tomcat starts no application with one that asks for a type which is not there. All files are read once, for whoever asks.
 */
public final class ApplicationClasses {
    private static final String ATTRIBUTE = ApplicationClasses.class.getName();
    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String LIBRARIES = "/WEB-INF/lib/";
    /** What is looked for, as class files spell it. */
    public enum Mark {
        REST_PATH("Ljakarta/ws/rs/Path;"),
        REST_APPLICATION_PATH("Ljakarta/ws/rs/ApplicationPath;"),
        REST_APPLICATION("jakarta/ws/rs/core/Application"),
        WEBSOCKET_ENDPOINT("Ljakarta/websocket/server/ServerEndpoint;");

        private final String text;

        Mark(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final ServletContext context;
    private final ClassMarks marks = new ClassMarks();
    private final LibrarySearch libraries;
    private byte[] buffer = new byte[1 << 14];

    private ApplicationClasses(ServletContext context) {
        this.context = context;
        List<File> files = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String path : paths(LIBRARIES)) {
            String file = path.endsWith(".jar") ? context.getRealPath(path) : null;
            if (file != null && new File(file).isFile()) {
                files.add(new File(file));
            } else {
                others.add(path);
            }
        }
        libraries = LibrarySearch.start(files);
        try {
            addDirectory(CLASSES, CLASSES);
            for (String path : others) {
                if (path.endsWith(".jar")) {
                    addLibrary(path);
                } else if (path.endsWith(".jar/")) {
                    // WildFly shows a JAR as a directory.
                    addDirectory(path, path);
                }
            }
        } catch (IOException e) {
            throw unreadable(context, e);
        }
        buffer = new byte[0];
    }

    /**
     * Begins to look for classes, where nobody has yet: the files in {@code WEB-INF/classes} are read now, the JARs meanwhile.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static void search(ServletContext context) {
        of(context);
    }

    private static ApplicationClasses of(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof ApplicationClasses known) {
            return known;
        }
        ApplicationClasses all = new ApplicationClasses(context);
        context.setAttribute(ATTRIBUTE, all);
        return all;
    }

    /**
     * The classes in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib} whose files hold one of these marks, as far as they can be loaded. Whether they have the annotation, or merely
     * speak of it, is the caller's to see. Waits until all are found.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Set<Class<?>> with(Set<Mark> marks, ServletContext context) {
        ApplicationClasses all = of(context);
        Set<Class<?>> classes = new HashSet<>();
        try {
            ClassMarks inLibraries = all.libraries.result();
            for (Mark mark : marks) {
                load(all.marks.with(mark), context, classes);
                load(inLibraries.with(mark), context, classes);
            }
        } catch (IOException e) {
            throw unreadable(context, e);
        }
        return classes;
    }

    private static UncheckedIOException unreadable(ServletContext context, IOException cause) {
        return new UncheckedIOException("Endpoints cannot be looked for in " + context.getContextPath(), cause);
    }

    private static void load(Set<String> names, ServletContext context, Set<Class<?>> classes) {
        for (String name : names) {
            try {
                classes.add(Class.forName(name, false, context.getClassLoader()));
            } catch (ClassNotFoundException | LinkageError cannotBeCalled) {
                // Then the container cannot load it either.
            }
        }
    }

    private Set<String> paths(String directory) {
        Set<String> paths = context.getResourcePaths(directory);
        return paths == null ? Set.of() : paths;
    }

    /**
     * @param root where packages begin
     */
    private void addDirectory(String directory, String root) throws IOException {
        for (String path : paths(directory)) {
            if (path.endsWith("/")) {
                addDirectory(path, root);
            } else if (path.endsWith(ClassMarks.CLASS)) {
                try (InputStream in = context.getResourceAsStream(path)) {
                    if (in != null) {
                        add(in, path.substring(root.length()));
                    }
                }
            }
        }
    }

    private void addLibrary(String path) throws IOException {
        try (InputStream in = context.getResourceAsStream(path)) {
            if (in == null) {
                return;
            }
            ZipInputStream jar = new ZipInputStream(in);
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (JarClasses.mayHoldEndpoint(entry.getName())) {
                    add(jar, entry.getName());
                }
            }
        }
    }

    private void add(InputStream in, String file) throws IOException {
        int length = in.readNBytes(buffer, 0, buffer.length);
        while (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            length += in.readNBytes(buffer, length, buffer.length - length);
        }
        marks.add(buffer, length, file);
    }
}
