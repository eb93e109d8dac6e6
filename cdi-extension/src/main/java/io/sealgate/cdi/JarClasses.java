package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.cdi.ApplicationClasses.Reader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Hands on the class files of JARs that may be of an application. Goes through the central directory of the JAR itself (PKWARE APPNOTE sections 4.3.7, 4.3.12 and 4.3.16): of
 * thousands of files few are to be read, and {@link ZipFile} makes objects of all of them, which is half of the time. What is not as most JARs are is left to ZipFile.
 *
 * <p>Not thread-safe.
 */
final class JarClasses {
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

    private static final byte[][] SKIPPED = bytes(WITHOUT_ENDPOINTS);
    private static final byte[] CLASS = ClassMarks.CLASS.getBytes(UTF_8);
    private static final byte[] OWN_PACKAGES = "io/sealgate/".getBytes(UTF_8);

    /** One of them is in each of our JARs. */
    private static final byte[][] OWN_CLASSES =
            bytes("io/sealgate/Sealgate.class", "io/sealgate/cdi/ApplicationClasses.class");

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int HEADER_LENGTH = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int LONGEST = 1 << 22;

    private final Reader reader;
    private byte[] directory = new byte[1 << 17];
    private int directoryLength;

    /** A part of the JAR. */
    private byte[] part = new byte[1 << 15];

    private long partStart;
    private int partLength;
    private byte[] content = new byte[1 << 14];

    /** That which the last file began with, as the next one does, mostly. */
    private byte[] lastSkipped = SKIPPED[0];

    /** What a central directory says that most JARs do not. */
    private static final class UnusualException extends IOException {
        private static final long serialVersionUID = 1;

        UnusualException(String what) {
            super(what);
        }
    }

    /**
     * @param reader takes the files; where a JAR is left to ZipFile halfway, some of them twice
     */
    JarClasses(Reader reader) {
        this.reader = reader;
    }

    private static byte[][] bytes(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(UTF_8);
        }
        return bytes;
    }

    /** Whether a file of a library may be an endpoint of the application, by its path in the JAR. */
    static boolean mayHoldEndpoint(String file) {
        if (!file.endsWith(ClassMarks.CLASS)) {
            return false;
        }
        for (String others : WITHOUT_ENDPOINTS) {
            if (file.startsWith(others)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a JAR. */
    void read(File jar) throws IOException {
        try {
            readDirectly(jar);
        } catch (UnusualException | IndexOutOfBoundsException | DataFormatException unusual) {
            readAsZipFile(jar);
        }
    }

    private void readAsZipFile(File file) throws IOException {
        try (ZipFile jar = new ZipFile(file)) {
            boolean own = false;
            for (byte[] each : OWN_CLASSES) {
                own |= jar.getEntry(new String(each, UTF_8)) != null;
            }
            String ownPackages = new String(OWN_PACKAGES, UTF_8);
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (mayHoldEndpoint(entry.getName()) && !(own && entry.getName().startsWith(ownPackages))) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        byte[] bytes = in.readAllBytes();
                        reader.read(bytes, bytes.length, entry.getName());
                    }
                }
            }
        }
    }

    private void readDirectly(File file) throws IOException, DataFormatException {
        Inflater inflater = new Inflater(true);
        try (RandomAccessFile jar = new RandomAccessFile(file, "r")) {
            partStart = 0;
            partLength = 0;
            int files = readDirectory(jar);
            boolean own = false;
            boolean ownKnown = false;
            int at = 0;
            for (int i = 0; i < files; i++) {
                require(u4(directory, at) == HEADER_SIGNATURE, "a header of another kind");
                int name = at + HEADER_LENGTH;
                int nameEnd = name + u2(directory, at + 28);
                if (mayHoldEndpoint(name, nameEnd)) {
                    boolean ours = startsWith(OWN_PACKAGES, name, nameEnd);
                    if (ours && !ownKnown) {
                        own = holdsOwn(files);
                        ownKnown = true;
                    }
                    if (!(ours && own)) {
                        readContent(jar, at, inflater);
                    }
                }
                at = nameEnd + u2(directory, at + 30) + u2(directory, at + 32);
            }
            require(at == directoryLength, "a directory of another length");
        } finally {
            inflater.end();
        }
    }

    private static void require(boolean condition, String otherwise) throws UnusualException {
        if (!condition) {
            throw new UnusualException(otherwise);
        }
    }

    /**
     * Reads the whole directory.
     *
     * @return how many files there are
     */
    private int readDirectory(RandomAccessFile jar) throws IOException {
        long end = jar.length() - END_LENGTH;
        require(end >= 0, "no directory");
        int at = readPart(jar, end, END_LENGTH);
        require(u4(part, at) == END_SIGNATURE && u2(part, at + 20) == 0, "a comment behind the directory");
        int count = u2(part, at + 10);
        directoryLength = u4(part, at + 12);
        long start = u4(part, at + 16);
        // Not so in ZIP64, with files on several disks, and where something is before the first file.
        require(
                directoryLength >= 0 && start >= 0 && start + directoryLength == end && u2(part, at + 8) == count,
                "a directory elsewhere");
        if (directory.length < directoryLength) {
            directory = new byte[directoryLength];
        }
        jar.seek(start);
        jar.readFully(directory, 0, directoryLength);
        return count;
    }

    private boolean mayHoldEndpoint(int name, int end) {
        if (startsWith(lastSkipped, name, end)) {
            return false;
        }
        for (byte[] others : SKIPPED) {
            if (others[0] == directory[name] && startsWith(others, name, end)) {
                lastSkipped = others;
                return false;
            }
        }
        return end - name >= CLASS.length && startsWith(CLASS, end - CLASS.length, end);
    }

    private boolean startsWith(byte[] beginning, int name, int end) {
        int same = 0;
        while (same < beginning.length && name + same < end && beginning[same] == directory[name + same]) {
            same++;
        }
        return same == beginning.length;
    }

    private boolean holdsOwn(int files) {
        int at = 0;
        for (int i = 0; i < files; i++) {
            int name = at + HEADER_LENGTH;
            int end = name + u2(directory, at + 28);
            for (byte[] each : OWN_CLASSES) {
                if (Arrays.equals(each, 0, each.length, directory, name, end)) {
                    return true;
                }
            }
            at = end + u2(directory, at + 30) + u2(directory, at + 32);
        }
        return false;
    }

    /**
     * @param header where that of the file begins in the directory
     */
    private void readContent(RandomAccessFile jar, int header, Inflater inflater)
            throws IOException, DataFormatException {
        int method = u2(directory, header + 10);
        int packed = u4(directory, header + 20);
        int length = u4(directory, header + 24);
        long start = u4(directory, header + 42);
        require(
                (u2(directory, header + 8) & ENCRYPTED) == 0
                        && (method == DEFLATED || (method == STORED && packed == length))
                        && packed >= 0
                        && packed <= LONGEST
                        && length >= 0
                        && length <= LONGEST
                        && start >= 0,
                "a file of another kind");
        int nameLength = u2(directory, header + 28);
        // The local header has its own, as a rule the same, extra fields.
        int at = readPart(jar, start, LOCAL_LENGTH + nameLength + u2(directory, header + 30) + packed);
        require(u4(part, at) == LOCAL_SIGNATURE, "a file without a header");
        int before = LOCAL_LENGTH + u2(part, at + 26) + u2(part, at + 28);
        at = readPart(jar, start, before + packed) + before;
        if (content.length < length) {
            content = new byte[Math.max(length, 2 * content.length)];
        }
        if (method == STORED) {
            System.arraycopy(part, at, content, 0, length);
        } else {
            inflater.reset();
            inflater.setInput(part, at, packed);
            require(inflater.inflate(content, 0, length) == length, "a file of another length");
        }
        int name = header + HEADER_LENGTH;
        reader.read(content, length, new String(directory, name, nameLength, UTF_8));
    }

    /**
     * Has a part of the JAR at hand.
     *
     * @return where in {@link #part} it begins
     */
    private int readPart(RandomAccessFile jar, long start, int length) throws IOException {
        if (start < partStart || start + length > partStart + partLength) {
            if (part.length < length) {
                part = new byte[Math.max(length, 2 * part.length)];
            }
            jar.seek(start);
            partStart = start;
            partLength = 0;
            // What comes behind it is asked for next, mostly.
            for (int read = 0; read >= 0 && partLength < part.length; ) {
                partLength += read;
                read = jar.read(part, partLength, part.length - partLength);
            }
            require(partLength >= length, "a file that ends early");
        }
        return (int) (start - partStart);
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private static int u4(byte[] bytes, int at) {
        return u2(bytes, at) | u2(bytes, at + 2) << 16;
    }
}
