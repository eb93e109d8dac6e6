package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people copy into {@code WEB-INF/lib}: it brings all that it needs, and nothing that could meet another copy. */
class DropInJarIT {

    private static final String SERVICES = "META-INF/services/";

    private static Path path;
    private static JarFile jar;

    @BeforeAll
    static void openJar() throws IOException {
        path = Path.of(System.getProperty("dropin.jar"));
        jar = new JarFile(path.toFile());
    }

    @AfterAll
    static void closeJar() throws IOException {
        jar.close();
    }

    @Test
    void classes_all_areOurs() {
        assertThat(names(".class"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("io/sealgate/").doesNotEndWith("module-info.class"));
    }

    @Test
    void classes_librariesInside_areRelocated() {
        assertThat(names(".class"))
                .contains(
                        "io/sealgate/internal/jose4j/jws/JsonWebSignature.class",
                        "io/sealgate/internal/slf4j/LoggerFactory.class");
    }

    @Test
    void classes_constantPools_nameNoOriginalPackage() {
        assertThat(names(".class")).allSatisfy(name -> {
            // Constant pools hold ASCII names as they are, so a search of the bytes finds every reference.
            // Names with dots remain in the text of a few messages.
            assertThat(new String(read(name), ISO_8859_1)).doesNotContain("org/jose4j", "org/slf4j");
        });
    }

    @Test
    void entries_all_areExpected() {
        assertThat(names("").stream().filter(name -> !name.endsWith("/")))
                .allSatisfy(name -> assertThat(name).matches("(io/sealgate|META-INF)/.+"))
                .noneSatisfy(name -> assertThat(name).startsWith("META-INF/versions/"))
                .doesNotHaveDuplicates();
    }

    @Test
    void manifest_always_isOfOneRelease() throws IOException {
        Attributes main = jar.getManifest().getMainAttributes();

        assertThat(main.getValue("Implementation-Title")).isEqualTo("Sealgate");
        assertThat(main.getValue("Implementation-Version")).isNotBlank();
        assertThat(main.getValue(Attributes.Name.MULTI_RELEASE)).isNull();
    }

    @Test
    void licences_ofAllParts_areThere() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(text("META-INF/NOTICE")).contains("jose4j", "SLF4J");
        // The copy in src/dropin follows an upgrade of slf4j-api.
        assertThat(text("META-INF/licenses/slf4j-api.txt")).isEqualToIgnoringWhitespace(slf4jLicence());
    }

    @Test
    void sbom_always_listsExactlyWhatIsInside() throws IOException {
        JsonObject sbom;
        try (InputStream in = jar.getInputStream(entry("META-INF/sbom/sealgate.cdx.json"))) {
            sbom = Json.createReader(in).readObject();
        }
        Set<String> inside = new TreeSet<>();
        for (String name : names("/pom.properties")) {
            Properties artifact = new Properties();
            artifact.load(new StringReader(text(name)));
            inside.add("pkg:maven/%s/%s@%s"
                    .formatted(
                            artifact.getProperty("groupId"),
                            artifact.getProperty("artifactId"),
                            artifact.getProperty("version")));
        }

        assertThat(sbom.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(sbom.getJsonArray("components").getValuesAs(JsonObject.class))
                .extracting(component -> component.getString("purl"))
                .containsExactlyInAnyOrderElementsOf(inside)
                .anySatisfy(purl -> assertThat(purl).contains("/jose4j@"));
    }

    @Test
    void services_ofBothModules_areMerged() throws IOException {
        for (Path module : List.of(Path.of("target/classes"), Path.of("../filter/target/classes"))) {
            Path services = module.resolve(SERVICES);
            if (Files.isDirectory(services)) {
                try (Stream<Path> files = Files.list(services)) {
                    for (Path file : files.toList()) {
                        assertThat(providers(text(SERVICES + file.getFileName())))
                                .containsAll(providers(Files.readString(file)));
                    }
                }
            }
        }
    }

    @Test
    void services_allProviders_areInside() throws IOException {
        for (String service : names("")) {
            if (service.startsWith(SERVICES) && !service.endsWith("/")) {
                assertThat(providers(text(service)))
                        .as(service)
                        .isNotEmpty()
                        .allSatisfy(provider ->
                                assertThat(names(".class")).contains(provider.replace('.', '/') + ".class"));
            }
        }
    }

    @Test
    void logging_withoutProvider_isSilent() throws Exception {
        PrintStream console = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {path.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            System.setErr(new PrintStream(written, true, UTF_8));
            alone.loadClass("io.sealgate.internal.slf4j.LoggerFactory")
                    .getMethod("getLogger", String.class)
                    .invoke(null, "any");
        } finally {
            System.setErr(console);
        }
        assertThat(written.toString(UTF_8)).isEmpty();
    }

    private static Set<String> names(String suffix) {
        return jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(suffix))
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> providers(String service) {
        return service.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = jar.getEntry(name);
        assertThat(entry).as(name).isNotNull();
        return entry;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = jar.getInputStream(entry(name))) {
            return in.readAllBytes();
        }
    }

    private static String text(String name) throws IOException {
        return new String(read(name), UTF_8);
    }

    private static String slf4jLicence() throws IOException {
        String slf4jApi = org.slf4j.Logger.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        try (InputStream in =
                URI.create("jar:" + slf4jApi + "!/META-INF/LICENSE.txt").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
