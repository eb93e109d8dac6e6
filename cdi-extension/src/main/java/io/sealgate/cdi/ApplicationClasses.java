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
    private final Reader reader;

    /** The libraries that are files of their own. */
    private final List<File> jars = new ArrayList<>();

    /** The others, as the server names them. */
    private final List<String> others = new ArrayList<>();

    private byte[] buffer = new byte[1 << 14];

    /** Takes class files, one after the other. */
    interface Reader {
        /**
         * Takes one.
         *
         * @param bytes begins with the file; the next one will be in it, too
         * @param file its path, from where packages begin
         */
        void read(byte[] bytes, int length, String file);
    }

    /** What was found in {@code WEB-INF/classes}, and what is or will be in libraries. */
    private record Marked(ClassMarks inClasses, LibrarySearch inLibraries) {}

    private ApplicationClasses(ServletContext context, Reader reader) {
        this.context = context;
        this.reader = reader;
        for (String path : paths(LIBRARIES)) {
            String file = path.endsWith(".jar") ? context.getRealPath(path) : null;
            if (file != null && new File(file).isFile()) {
                jars.add(new File(file));
            } else {
                others.add(path);
            }
        }
    }

    /**
     * Begins to look for classes, where nobody has yet: the files in {@code WEB-INF/classes} are read now, the JARs meanwhile.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static void search(ServletContext context) {
        marked(context);
    }

    private static Marked marked(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof Marked known) {
            return known;
        }
        ClassMarks inClasses = new ClassMarks();
        ApplicationClasses all = new ApplicationClasses(context, inClasses);
        Marked marked = new Marked(inClasses, LibrarySearch.start(all.jars));
        try {
            all.readOthers();
        } catch (IOException e) {
            throw unreadable(context, e);
        }
        context.setAttribute(ATTRIBUTE, marked);
        return marked;
    }

    /**
     * The classes in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib} whose files hold one of these marks, as far as they can be loaded. Whether they have the annotation, or merely
     * speak of it, is the caller's to see. Waits until all are found.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Set<Class<?>> with(Set<Mark> marks, ServletContext context) {
        Marked marked = marked(context);
        Set<Class<?>> classes = new HashSet<>();
        try {
            ClassMarks inLibraries = marked.inLibraries().result();
            for (Mark mark : marks) {
                load(marked.inClasses().with(mark), context, classes);
                load(inLibraries.with(mark), context, classes);
            }
        } catch (IOException e) {
            throw unreadable(context, e);
        }
        return classes;
    }

    /**
     * The classes in {@code WEB-INF} that are below these, as far as they can be loaded. Reads all files anew, for each generation.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Set<Class<?>> below(Set<Class<?>> types, ServletContext context) {
        Set<String> names = new HashSet<>();
        types.forEach(type -> names.add(ClassFile.internalName(type)));
        Set<Class<?>> classes = new HashSet<>();
        Set<String> below = new HashSet<>();
        for (String name : ClassSearch.below(names, files -> read(context, files))) {
            below.add(name.replace('/', '.'));
        }
        load(below, context, classes);
        return classes;
    }

    /**
     * Hands on all class files in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib}, without those that hold nothing of an application. One may come twice.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    static void read(ServletContext context, Reader reader) {
        ApplicationClasses all = new ApplicationClasses(context, reader);
        JarClasses libraries = new JarClasses(reader);
        try {
            for (File jar : all.jars) {
                libraries.read(jar);
            }
            all.readOthers();
        } catch (IOException e) {
            throw unreadable(context, e);
        }
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

    private void readOthers() throws IOException {
        addDirectory(CLASSES, CLASSES);
        for (String path : others) {
            if (path.endsWith(".jar")) {
                addLibrary(path);
            } else if (path.endsWith(".jar/")) {
                // WildFly shows a JAR as a directory.
                addDirectory(path, path);
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
        reader.read(buffer, length, file);
    }
}
