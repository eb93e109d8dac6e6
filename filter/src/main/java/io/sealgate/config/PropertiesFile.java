package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration of one properties file, such as {@code META-INF/microprofile-config.properties}, read without MicroProfile Config and judged by the same code as at
 * deployment.
 */
public final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * Reads the file. System properties come before environment variables, and both before the file, as in MicroProfile Config; references and the
     * active profile are honoured.
     *
     * @param system may be {@link System#getProperties()}, as a map
     * @param environment may be {@link System#getenv()}
     * @param classPath where key locations are looked for that are no files
     * @throws IOException if the file cannot be read, or is not a properties file in UTF-8
     */
    public static Reading read(
            Path file, Map<String, String> system, Map<String, String> environment, ClassLoader classPath)
            throws IOException {
        requireNonNull(classPath, "classPath");
        Written written = new Written();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            written.load(text);
        } catch (IllegalArgumentException e) { // its message may hold a value
            throw new IOException("It has a malformed \\u escape.", e);
        }
        Map<String, String> properties = new HashMap<>();
        written.stringPropertyNames().forEach(name -> properties.put(name, written.getProperty(name)));
        Findings findings = new Findings();
        for (String name : written.repeated) {
            findings.add(
                    ProblemCode.SET_TWICE,
                    name,
                    "The file sets it more than once, and all but the last are ignored.",
                    "Keep one of them.");
        }
        return PropertyReader.read(new FileValues(system, environment, properties), classPath, findings);
    }

    /** Notices what it is given twice, of which the last wins. */
    private static final class Written extends Properties {
        private static final long serialVersionUID = 1;

        private final transient Set<String> repeated = new TreeSet<>();

        @Override
        public synchronized Object put(Object name, Object value) {
            Object before = super.put(name, value);
            if (before != null && SealgateProperty.BEGINNINGS.stream().anyMatch(((String) name)::startsWith)) {
                repeated.add((String) name);
            }
            return before;
        }
    }
}
