package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the class in applications with and without MicroProfile Config, each in class loaders of its own. */
class ApplicationConfigTest {
    private static final Predicate<String> OURS = path -> path.endsWith("classes");
    private static final Predicate<String> API = path -> path.contains("microprofile-config-api");

    @TempDir
    Path directory;

    /** The reading of an application with what the predicate admits of our class path, as text. */
    private String read(Predicate<String> admitted) throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(admitted)
                .map(ApplicationConfigTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Properties system = (Properties) System.getProperties().clone();
        system.stringPropertyNames().stream()
                .filter(name -> name.startsWith("sealgate."))
                .forEach(System::clearProperty);
        try (var library = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
                var application = new URLClassLoader(new URL[] {url(directory.toString())}, library)) {
            thread.setContextClassLoader(application);
            return library.loadClass(ApplicationConfig.class.getName())
                    .getMethod("read", ClassLoader.class)
                    .invoke(null, application)
                    .toString();
        } finally {
            System.setProperties(system); // the build's own would be unknown properties of the application's
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private void write(Properties properties) throws IOException {
        Path file = Files.createDirectories(directory.resolve("META-INF")).resolve("microprofile-config.properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    @Test
    void read_noMicroProfileConfig_saysWhatToAdd() throws Exception {
        assertThat(read(OURS))
                .contains("problems=[SG-107 MicroProfile Config: There is no MicroProfile Config on the class path")
                .contains("add io.smallrye.config:smallrye-config to the application");
    }

    @Test
    void read_apiWithoutImplementation_saysWhatToAdd() throws Exception {
        assertThat(read(OURS.or(API)))
                .contains(
                        "problems=[SG-107 MicroProfile Config: MicroProfile Config is on the class path, and no implementation")
                .contains("add io.smallrye.config:smallrye-config to the application");
    }

    @Test
    void read_implementationThatDoesNotLoad_saysWhatToAdd() throws Exception {
        Path service =
                directory.resolve("META-INF/services/org.eclipse.microprofile.config.spi.ConfigProviderResolver");
        Files.createDirectories(service.getParent());
        Files.writeString(service, "org.example.Absent");

        assertThat(read(OURS.or(API))).contains("problems=[SG-107 MicroProfile Config: ");
    }

    @Test
    void read_sourceThatFails_saysSoWithoutItsMessage() throws Exception {
        Files.createDirectories(directory.resolve("META-INF"));
        Files.writeString(directory.resolve("META-INF/microprofile-config.properties"), "sealgate.realm=\\u00zz");

        assertThat(read(path -> true))
                .contains(
                        "problems=[SG-108 MicroProfile Config: MicroProfile Config cannot read its sources (java.lang.Illegal")
                .doesNotContain("uxxxx");
    }

    @Test
    void read_application_takesItsPropertiesAndItsResources() throws Exception {
        Files.writeString(directory.resolve("application.pem"), Configs.PUBLIC_KEY);
        Properties properties = new Properties();
        properties.putAll(Configs.validBut(
                "mp.jwt.verify.publickey", null,
                "mp.jwt.verify.publickey.location", "application.pem",
                "sealgate.realm", "the application's own"));
        write(properties);

        assertThat(read(path -> true)).contains("realm=the application's own").contains("problems=[]");
    }
}
