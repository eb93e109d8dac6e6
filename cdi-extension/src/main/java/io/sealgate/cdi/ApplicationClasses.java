package io.sealgate.cdi;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes of an application that use a technology which the container need not have, by the names in their class files. Containers would do that for an initializer with {@link
 * jakarta.servlet.annotation.HandlesTypes}, but Tomcat starts no application with one that asks for a type which is not there. All files are read once, for whoever asks.
 */
public final class ApplicationClasses {
    private static final String ATTRIBUTE = ApplicationClasses.class.getName();
    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String LIBRARIES = "/WEB-INF/lib/";
    private static final String CLASS = ".class";

    /** What is looked for, as class files spell it: all of these begin alike. */
    public enum Mark {
        REST_PATH("Ljakarta/ws/rs/Path;"),
        REST_APPLICATION_PATH("Ljakarta/ws/rs/ApplicationPath;"),
        REST_APPLICATION("jakarta/ws/rs/core/Application"),
        WEBSOCKET_ENDPOINT("Ljakarta/websocket/server/ServerEndpoint;");

        private final String text;

        Mark(String text) {
            this.text = text;
        }
    }

    private static final String BEGINNING = "jakarta/w";

    private final ServletContext context;
    private final Map<Mark, Set<String>> found = new LinkedHashMap<>();

    private ApplicationClasses(ServletContext context) {
        this.context = context;
    }

    /**
     * The classes in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib} whose files hold one of these marks, as far as they can be loaded. Whether they have the annotation, or merely
     * speak of it, is the caller's to see.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Set<Class<?>> with(Set<Mark> marks, ServletContext context) {
        if (!(context.getAttribute(ATTRIBUTE) instanceof ApplicationClasses)) {
            ApplicationClasses all = new ApplicationClasses(context);
            all.read();
            context.setAttribute(ATTRIBUTE, all);
        }
        Set<Class<?>> classes = new HashSet<>();
        if (context.getAttribute(ATTRIBUTE) instanceof ApplicationClasses all) {
            for (Mark mark : marks) {
                all.found.getOrDefault(mark, Set.of()).forEach(name -> load(name, context, classes));
            }
        }
        return classes;
    }

    private static void load(String name, ServletContext context, Set<Class<?>> classes) {
        try {
            classes.add(Class.forName(name, false, context.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError cannotBeCalled) {
            // Then the container cannot load it either.
        }
    }

    private void read() {
        try {
            addDirectory(CLASSES, CLASSES);
            for (String path : paths(context, LIBRARIES)) {
                if (path.endsWith(".jar")) {
                    addLibrary(path);
                } else if (path.endsWith(".jar/")) {
                    // WildFly shows a JAR as a directory.
                    addDirectory(path, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Endpoints cannot be looked for in " + context.getContextPath(), e);
        }
    }

    private static Set<String> paths(ServletContext context, String directory) {
        Set<String> paths = context.getResourcePaths(directory);
        return paths == null ? Set.of() : paths;
    }

    /**
     * @param root where packages begin
     */
    private void addDirectory(String directory, String root) throws IOException {
        for (String path : paths(context, directory)) {
            if (path.endsWith("/")) {
                addDirectory(path, root);
            } else if (path.endsWith(CLASS)) {
                try (InputStream in = context.getResourceAsStream(path)) {
                    addMarked(in, path.substring(root.length()));
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
                String name = entry.getName();
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
                    addMarked(jar, name);
                }
            }
        }
    }

    private void addMarked(@Nullable InputStream in, String file) throws IOException {
        if (in == null) {
            return;
        }
        byte[] bytes = in.readAllBytes();
        for (int at = 0; at < bytes.length; at++) {
            if (!isAt(BEGINNING, bytes, at)) {
                continue;
            }
            for (Mark mark : Mark.values()) {
                if (isAt(mark.text, bytes, mark.text.startsWith("L") ? at - 1 : at)) {
                    found.computeIfAbsent(mark, each -> new HashSet<>())
                            .add(file.substring(0, file.length() - CLASS.length())
                                    .replace('/', '.'));
                }
            }
        }
    }

    private static boolean isAt(String text, byte[] bytes, int at) {
        if (at < 0 || at + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
