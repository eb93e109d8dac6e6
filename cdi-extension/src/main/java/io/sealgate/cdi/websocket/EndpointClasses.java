package io.sealgate.cdi.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotated endpoints of an application in its class files. Containers would do that for an initializer that asks for {@code ServerEndpoint}, but those without Jakarta
 * WebSocket do not start an application with such an initializer.
 */
final class EndpointClasses {
    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String LIBRARIES = "/WEB-INF/lib/";
    private static final String CLASS = ".class";

    /** How a class file names its annotation. */
    private static final byte[] MARK = "Ljakarta/websocket/server/ServerEndpoint;".getBytes(ISO_8859_1);

    private final ServletContext context;
    private final Set<Class<?>> found = new HashSet<>();

    private EndpointClasses(ServletContext context) {
        this.context = context;
    }

    /**
     * The classes with the annotation in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib}.
     *
     * @throws UncheckedIOException if one of these cannot be read
     */
    static Set<Class<?>> in(ServletContext context) {
        EndpointClasses classes = new EndpointClasses(context);
        try {
            classes.addDirectory(CLASSES, CLASSES);
            for (String path : paths(context, LIBRARIES)) {
                if (path.endsWith(".jar")) {
                    classes.addLibrary(path);
                } else if (path.endsWith(".jar/")) {
                    // WildFly shows a JAR as a directory.
                    classes.addDirectory(path, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "WebSocket endpoints cannot be looked for in " + context.getContextPath(), e);
        }
        return Set.copyOf(classes.found);
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
        if (in != null && holdsMark(in.readAllBytes())) {
            String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
            try {
                Class<?> type = Class.forName(name, false, context.getClassLoader());
                if (type.isAnnotationPresent(ServerEndpoint.class)) {
                    found.add(type);
                }
            } catch (ClassNotFoundException | LinkageError cannotBeCalled) {
                // Then the container cannot load it either.
            }
        }
    }

    private static boolean holdsMark(byte[] bytes) {
        for (int i = 0; i <= bytes.length - MARK.length; i++) {
            if (bytes[i] == MARK[0] && startsWithMark(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithMark(byte[] bytes, int start) {
        for (int i = 1; i < MARK.length; i++) {
            if (bytes[start + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
