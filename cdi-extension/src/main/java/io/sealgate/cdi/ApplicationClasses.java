package io.sealgate.cdi;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
    }

    /** In libraries, these hold no endpoints of an application, but many classes. */
    private static final String[] WITHOUT_ENDPOINTS = {
        "META-INF/",
        "ch/qos/logback/",
        "com/fasterxml/jackson/",
        "com/google/common/",
        "com/nimbusds/",
        "io/smallrye/",
        "jakarta/",
        "javax/",
        "org/apache/commons/",
        "org/apache/logging/",
        "org/bouncycastle/",
        "org/glassfish/jersey/",
        "org/hibernate/",
        "org/jboss/logging/",
        "org/jboss/resteasy/",
        "org/jboss/weld/",
        "org/jose4j/",
        "org/slf4j/",
        "org/springframework/"
    };

    private static final String OWN_PACKAGES = "io/sealgate/";

    /** One of them is in each of our JARs. */
    private static final String[] OWN_CLASSES = {
        "io/sealgate/Sealgate.class", "io/sealgate/cdi/ApplicationClasses.class"
    };

    private static final Mark[] MARKS = Mark.values();
    private static final byte[][] TEXTS = new byte[MARKS.length][];

    static {
        for (int mark = 0; mark < TEXTS.length; mark++) {
            TEXTS[mark] = MARKS[mark].text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final int UTF8 = 1;
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

    private final ServletContext context;
    private final Reader reader;
    private byte[] buffer = new byte[16_384];

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

    private ApplicationClasses(ServletContext context, Reader reader) {
        this.context = context;
        this.reader = reader;
    }

    /**
     * The classes in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib} whose files hold one of these marks, as far as they can be loaded. Whether they have the annotation, or merely
     * speak of it, is the caller's to see.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Set<Class<?>> with(Set<Mark> marks, ServletContext context) {
        if (!(context.getAttribute(ATTRIBUTE) instanceof Marked)) {
            Marked all = new Marked(new EnumMap<>(Mark.class));
            read(context, all);
            context.setAttribute(ATTRIBUTE, all);
        }
        Set<Class<?>> classes = new HashSet<>();
        if (context.getAttribute(ATTRIBUTE) instanceof Marked all) {
            for (Mark mark : marks) {
                all.found().getOrDefault(mark, Set.of()).forEach(name -> load(name, context, classes));
            }
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
        for (String name : ClassSearch.below(names, files -> read(context, files))) {
            load(name.replace('/', '.'), context, classes);
        }
        return classes;
    }

    /**
     * Hands on all class files in {@code WEB-INF/classes} and in the JARs of {@code WEB-INF/lib}, without those that hold nothing of an application.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    static void read(ServletContext context, Reader reader) {
        new ApplicationClasses(context, reader).read();
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
                    read(in, path.substring(root.length()));
                }
            }
        }
    }

    private void addLibrary(String path) throws IOException {
        String file = context.getRealPath(path);
        if (file != null && new File(file).isFile()) {
            // What is skipped need not be inflated.
            try (ZipFile jar = new ZipFile(file)) {
                boolean own = jar.getEntry(OWN_CLASSES[0]) != null || jar.getEntry(OWN_CLASSES[1]) != null;
                Enumeration<? extends ZipEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    if (mayHoldEndpoint(entry.getName())
                            && !(own && entry.getName().startsWith(OWN_PACKAGES))) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            read(in, entry.getName());
                        }
                    }
                }
            }
            return;
        }
        try (InputStream in = context.getResourceAsStream(path)) {
            if (in == null) {
                return;
            }
            ZipInputStream jar = new ZipInputStream(in);
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (mayHoldEndpoint(entry.getName())) {
                    read(jar, entry.getName());
                }
            }
        }
    }

    private static boolean mayHoldEndpoint(String file) {
        if (!file.endsWith(CLASS)) {
            return false;
        }
        for (String others : WITHOUT_ENDPOINTS) {
            if (file.startsWith(others)) {
                return false;
            }
        }
        return true;
    }

    private void read(@Nullable InputStream in, String file) throws IOException {
        if (in == null) {
            return;
        }
        int length = 0;
        for (int read = in.readNBytes(buffer, 0, buffer.length); read > 0; ) {
            length += read;
            if (length < buffer.length) {
                break;
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            read = in.readNBytes(buffer, length, buffer.length - length);
        }
        reader.read(buffer, length, file);
    }

    /** The names of the classes whose files hold a mark. */
    private record Marked(Map<Mark, Set<String>> found) implements Reader {
        @Override
        public void read(byte[] bytes, int length, String file) {
            ByteBuffer content = ByteBuffer.wrap(bytes, 0, length);
            if (length < 10 || content.getInt(0) != CLASS_FILE_MAGIC) {
                return;
            }
            try {
                addMarked(content, bytes, file);
            } catch (IndexOutOfBoundsException | IllegalArgumentException unknown) {
                // A kind of constant that a later Java has: whoever asks looks at the class itself.
                for (Mark mark : MARKS) {
                    add(mark, file);
                }
            }
        }

        /** Goes from constant to constant: all that is looked for is one by itself (JVMS section 4.4). */
        private void addMarked(ByteBuffer bytes, byte[] array, String file) {
            int count = bytes.getShort(8) & 0xFFFF;
            int at = 10;
            for (int i = 1; i < count; i++) {
                int tag = bytes.get(at);
                if (tag == UTF8) {
                    int length = bytes.getShort(at + 1) & 0xFFFF;
                    for (int mark = 0; mark < TEXTS.length; mark++) {
                        if (TEXTS[mark].length == length
                                && Arrays.equals(TEXTS[mark], 0, length, array, at + 3, at + 3 + length)) {
                            add(MARKS[mark], file);
                        }
                    }
                    at += 3 + length;
                } else {
                    at += 1 + ClassFile.sizeOfOther(tag);
                    if (ClassFile.takesTwo(tag)) {
                        i++;
                    }
                }
            }
        }

        private void add(Mark mark, String file) {
            found.computeIfAbsent(mark, each -> new HashSet<>())
                    .add(file.substring(0, file.length() - CLASS.length()).replace('/', '.'));
        }
    }
}
