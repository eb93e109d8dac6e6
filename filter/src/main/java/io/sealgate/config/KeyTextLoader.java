package io.sealgate.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gets keys from where they are. A location without a scheme is looked for as a file and then on the class path, with or without a leading slash
 * (MicroProfile JWT 2.1 section 9.2.2).
 */
final class KeyTextLoader {
    /** Bounds what a mistaken location can make us read; ten thousand elliptic curve keys fit. */
    static final int LARGEST = 1024 * 1024;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);
    private static final Pattern BASE64_ALONE = Pattern.compile("[A-Za-z0-9+/_=\\s-]{40,}");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)\\S{1,300}\\.(pem|json|jwk|jwks|key|crt|cer|cert|der|pub|txt|p12|pfx|jks)");
    private static final Pattern LOOKS_LIKE_PATH = Pattern.compile("(classpath:|file:|/)?[\\w./\\\\:-]{1,300}");

    private final ClassLoader classPath;
    private final Findings findings;

    KeyTextLoader(ClassLoader classPath, Findings findings) {
        this.classPath = classPath;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    /** The file that a location means; empty if it means something else, such as a part of the application. */
    Optional<Path> fileAt(String location) {
        try {
            return switch (schemeOf(location)) {
                case "" -> existing(location);
                case "file" -> existing(pathOfUrl(location));
                default -> Optional.empty();
            };
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> existing(String path) {
        Path file = Path.of(path);
        return path.isEmpty() || !Files.exists(file) ? Optional.empty() : Optional.of(file);
    }

    /** Takes the text of a key property as it is, unless it is a location. */
    Optional<KeyText> inline(SealgateProperty property, String text, SealgateProperty locationProperty) {
        if (isLocation(text)) {
            findings.add(
                    ProblemCode.LOCATION_AS_KEY,
                    property,
                    "It holds a location where the key itself belongs.",
                    "Move the value to " + locationProperty + ".");
            return Optional.empty();
        }
        return Optional.of(new KeyText(findings.names().of(property), text));
    }

    // Base64 of a key or of JSON begins with neither a slash nor a scheme, and has no dot
    private static boolean isLocation(String text) {
        if (text.startsWith("{") || text.startsWith("-----")) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("classpath:")
                || lower.startsWith("file:")
                || lower.startsWith("http:")
                || lower.startsWith("https:")
                || text.startsWith("/")
                || FILE_NAME.matcher(text).matches();
    }

    /**
     * Reads what is at the location.
     *
     * @param keyProperty the property that takes the key itself
     * @return empty if a problem was reported
     */
    Optional<KeyText> load(SealgateProperty property, String location, SealgateProperty keyProperty) {
        return loadBytes(property, location, keyProperty).flatMap(bytes -> decode(property, location, bytes));
    }

    /**
     * Reads the bytes that are at the location.
     *
     * @param keyProperty the property that takes the content itself
     * @return empty if a problem was reported
     */
    Optional<byte[]> loadBytes(SealgateProperty property, String location, SealgateProperty keyProperty) {
        if (location.startsWith("{") || location.contains("-----BEGIN")) {
            return keyAsLocation(property, keyProperty);
        }
        String scheme = schemeOf(location);
        Optional<Opened> opened;
        try {
            switch (scheme) {
                case "" -> opened = file(location).or(() -> resource(location));
                case "classpath" -> opened = resource(location.substring("classpath:".length()));
                case "file" -> opened = file(pathOfUrl(location));
                case "http", "https" -> {
                    findings.add(
                            ProblemCode.LOCATION_REMOTE,
                            property,
                            "It is a URL, and nothing but public keys is fetched from another host.",
                            "Put the file beside the application or on the server's disk, and write its path.");
                    return Optional.empty();
                }
                default -> {
                    findings.add(
                            ProblemCode.LOCATION_SCHEME,
                            property,
                            "Its scheme (what stands before the first colon) is not supported.",
                            "Write a path, or begin with file: or classpath:.");
                    return Optional.empty();
                }
            }
        } catch (InvalidPathException e) {
            opened = Optional.empty();
        }
        if (opened.isEmpty()) {
            if (!location.startsWith("/") && BASE64_ALONE.matcher(location).matches()) {
                return keyAsLocation(property, keyProperty);
            }
            findings.add(
                    ProblemCode.LOCATION_NOT_FOUND,
                    property,
                    "There is no " + soughtIn(scheme) + " " + shown(location) + ".",
                    "Write where the keys are: the absolute path of a file, such as /etc/keys/jwks.json, or a class path resource of the application, such as classpath:META-INF/jwks.json.");
            return Optional.empty();
        }
        return read(property, location, opened.get());
    }

    private Optional<byte[]> keyAsLocation(SealgateProperty property, SealgateProperty keyProperty) {
        findings.add(
                ProblemCode.KEY_AS_LOCATION,
                property,
                "It holds a key where the location of one belongs.",
                "Move the value to " + keyProperty + ", or write the path of a file that holds it.");
        return Optional.empty();
    }

    private Optional<byte[]> read(SealgateProperty property, String location, Opened opened) {
        byte[] bytes;
        try {
            if (!opened.isFile()) {
                findings.add(
                        ProblemCode.LOCATION_NOT_A_FILE,
                        property,
                        shown(location) + " is a directory or not an ordinary file.",
                        "Write the path of one file; a file may hold several keys.");
                return Optional.empty();
            }
            try (InputStream stream = opened.stream()) {
                bytes = stream.readNBytes(LARGEST + 1);
            }
        } catch (IOException e) {
            findings.add(
                    ProblemCode.LOCATION_UNREADABLE,
                    property,
                    shown(location) + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Give the account that runs the server the permission to read it.");
            return Optional.empty();
        }
        if (bytes.length > LARGEST) {
            findings.add(
                    ProblemCode.LOCATION_TOO_LARGE,
                    property,
                    shown(location) + " is larger than " + LARGEST + " bytes.",
                    "Write the path of a file that holds keys and nothing else.");
            return Optional.empty();
        }
        return Optional.of(bytes);
    }

    private Optional<KeyText> decode(SealgateProperty property, String location, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            findings.add(
                    ProblemCode.LOCATION_NOT_TEXT,
                    property,
                    shown(location) + " is not UTF-8 text; perhaps it is DER or a keystore.",
                    "Convert DER to PEM, for example with openssl; for a keystore set "
                            + SealgateProperty.VERIFY_KEYSTORE_LOCATION + " or "
                            + SealgateProperty.DECRYPT_KEYSTORE_LOCATION + ".");
            return Optional.empty();
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1); // a byte order mark, as some editors leave it
        }
        if (text.isBlank()) {
            findings.add(
                    ProblemCode.LOCATION_EMPTY,
                    property,
                    shown(location) + " is empty.",
                    "Put the keys into it, as PEM, JWK or JWK Set.");
            return Optional.empty();
        }
        return Optional.of(new KeyText(findings.names().of(property), text));
    }

    private static String schemeOf(String location) {
        var matcher = SCHEME.matcher(location); // of two letters at least: C:\keys is a path
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String pathOfUrl(String location) {
        String rest = location.substring("file:".length());
        try {
            URI uri = new URI(location);
            if (!uri.isOpaque() && uri.getRawAuthority() == null && uri.getPath() != null) {
                return Path.of(uri).toString();
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return rest; // such as with a blank in it, which people write and which is clear enough
        }
        return rest;
    }

    private static String soughtIn(String scheme) {
        return switch (scheme) {
            case "classpath" -> "class path resource";
            case "file" -> "file";
            default -> "file or class path resource";
        };
    }

    /** A secret may have been written here by mistake, so only what has the characters of a path is shown. */
    private static String shown(String location) {
        boolean path = LOOKS_LIKE_PATH.matcher(location).matches()
                && !BASE64_ALONE.matcher(location).matches()
                && (location.contains("/") || location.contains(".") || location.contains("\\"));
        return path ? Findings.quote(location) : "(a value that does not look like a path, so it is not shown here)";
    }

    private static Optional<Opened> file(String path) {
        return existing(path).map(file -> new Opened() {
            @Override
            public boolean isFile() {
                return Files.isRegularFile(file); // not a pipe or device, which might never end
            }

            @Override
            public InputStream stream() throws IOException {
                return Files.newInputStream(file);
            }
        });
    }

    private Optional<Opened> resource(String name) {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        URL url = relative.isEmpty() ? null : classPath.getResource(relative);
        if (url == null) {
            return Optional.empty();
        }
        if (url.getProtocol().equals("file")) {
            return file(pathOfUrl(url.toString())); // a URL would read a directory as the list of its files
        }
        return Optional.of(new Opened() {
            @Override
            public boolean isFile() throws IOException {
                URLConnection connection = connect();
                if (connection instanceof JarURLConnection jar) {
                    try (var file = jar.getJarFile()) {
                        String entry = jar.getEntryName();
                        return entry != null && file.getEntry(entry + "/") == null && !entry.endsWith("/");
                    }
                }
                return true;
            }

            @Override
            public InputStream stream() throws IOException {
                return connect().getInputStream();
            }

            private URLConnection connect() throws IOException {
                URLConnection connection = url.openConnection();
                connection.setUseCaches(false); // a cached JAR stays open, and would be read again after a redeployment
                return connection;
            }
        });
    }

    /** Something that is there. */
    private interface Opened {
        boolean isFile() throws IOException;

        InputStream stream() throws IOException;
    }
}
