package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.config.BrokenConfigurationsTest.Mistake;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is read without MicroProfile Config is judged as it is with it. */
class PropertiesFileTest {
    private static final String VALID = """
            mp.jwt.verify.issuer=https://idp.example.org/realms/shop
            mp.jwt.verify.audiences=orders
            mp.jwt.verify.publickey=%s
            """.formatted(Configs.PUBLIC_KEY.replace("\n", "\\n"));

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void read_eachMistake_findsWhatIsFoundAtDeployment(Mistake mistake) throws IOException {
        Properties properties = new Properties();
        properties.putAll(mistake.properties());
        Path file = directory.resolve("mistake.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }

        assertThat(read(file, Map.of(), Map.of()).problems())
                .isEqualTo(Configs.read(mistake.properties()).problems())
                .isNotEmpty();
    }

    static Stream<Mistake> mistakes() {
        BrokenConfigurationsTest.directory = shared;
        return BrokenConfigurationsTest.mistakes();
    }

    @Test
    void read_validFile_isThatConfiguration() throws IOException {
        SealgateConfig config = read(VALID).orThrow();

        assertThat(config).isEqualTo(Configs.read(Configs.VALID).orThrow());
    }

    @Test
    void read_systemPropertyEnvironmentAndFile_comeInThisOrder() throws IOException {
        Path file = write(VALID + "sealgate.realm=file\n");

        assertThat(read(file, Map.of(), Map.of()).orThrow().realm()).isEqualTo("file");
        assertThat(read(file, Map.of(), Map.of("SEALGATE_REALM", "environment"))
                        .orThrow()
                        .realm())
                .isEqualTo("environment");
        assertThat(read(file, Map.of("sealgate.realm", "system"), Map.of("SEALGATE_REALM", "environment"))
                        .orThrow()
                        .realm())
                .isEqualTo("system");
    }

    @Test
    void read_emptyEnvironmentVariable_isReported() throws IOException {
        assertThat(read(write(VALID), Map.of(), Map.of("MP_JWT_VERIFY_ISSUER", ""))
                        .problems())
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("SG-102", "mp.jwt.verify.issuer"));
    }

    @Test
    void read_environmentVariableOfSomethingElse_isNotJudged() throws IOException {
        Map<String, String> environment = Map.of("SEALGATE_SERVICE_HOST", "10.0.0.1", "sealgate.service", "x");

        assertThat(read(write(VALID), Map.of(), environment).problems()).isEmpty();
    }

    @Test
    void read_misspeltSystemProperty_isReported() throws IOException {
        assertThat(read(write(VALID), Map.of("sealgate.relm", "shop"), Map.of()).problems())
                .extracting(ConfigProblem::property)
                .containsExactly("sealgate.relm");
    }

    @Test
    void read_references_areResolved() throws IOException {
        assertThat(read(VALID + "shop=Shop\nsealgate.realm=${shop} in ${city:${town:Ghent}}, \\\\${shop}\n")
                        .orThrow()
                        .realm())
                .isEqualTo("Shop in Ghent, ${shop}");
    }

    @Test
    void read_referencesInACircle_areReported() throws IOException {
        assertThat(read(VALID + "a=${b}\nb=${a}\nsealgate.realm=${a}\n").problems())
                .extracting(ConfigProblem::code)
                .containsExactly("SG-105");
    }

    @Test
    void read_profile_countsOnceItIsActive() throws IOException {
        Path file = write(VALID + "sealgate.realm=all\n%dev.sealgate.realm=dev\n%dev.sealgate.relm=dev\n");

        assertThat(read(file, Map.of(), Map.of()).orThrow().realm()).isEqualTo("all");
        assertThat(read(file, Map.of("mp.config.profile", "dev"), Map.of()).problems())
                .extracting(ConfigProblem::property)
                .containsExactly("sealgate.relm");
        Path mended = write(VALID + "sealgate.realm=all\n%dev.sealgate.realm=dev\nmp.config.profile=dev\n");
        assertThat(read(mended, Map.of(), Map.of()).orThrow().realm()).isEqualTo("dev");
    }

    @Test
    void read_propertySetTwice_isReported() throws IOException {
        assertThat(read(VALID + "sealgate.realm=a\nsealgate.realm=a\nother=1\nother=2\n")
                        .problems())
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("SG-100", "sealgate.realm"));
    }

    @Test
    void read_brokenFile_failsWithoutItsText() throws IOException {
        Path escape = write("mp.jwt.verify.issuer=\\uabcx\n");
        Path latin = Files.write(directory.resolve("latin"), "a=\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(escape, Map.of(), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("abcx");
        assertThatThrownBy(() -> read(latin, Map.of(), Map.of())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(directory.resolve("none"), Map.of(), Map.of()))
                .isInstanceOf(IOException.class);
    }

    private Reading read(String text) throws IOException {
        return read(write(text), Map.of(), Map.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("sealgate.properties"), text);
    }

    private static Reading read(Path file, Map<String, String> system, Map<String, String> environment)
            throws IOException {
        return PropertiesFile.read(file, system, environment, PropertiesFileTest.class.getClassLoader());
    }
}
