package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table in the README and the list in the code the same. */
class ConfigTableTest {
    private static final String BEGIN = "<!-- properties -->\n";
    private static final String END = "<!-- /properties -->";

    @Test
    void readme_table_isThatOfTheCode() throws IOException {
        String readme = Files.readString(readme()).replace("\r\n", "\n");
        assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String found = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

        assertThat(found)
                .as("Replace what stands between the two markers in README.md by this:%n%n%s", table())
                .isEqualTo(table());
    }

    @Test
    void readme_listOfTheApplication_isThatOfTheCode() throws IOException {
        String readme = Files.readString(readme()).replace("\r\n", "\n");
        String list = readme.substring(
                readme.indexOf("<!-- application -->") + "<!-- application -->".length(),
                readme.indexOf("<!-- /application -->"));

        assertThat(list.strip())
                .isEqualTo(Arrays.stream(SealgateProperty.values())
                        .filter(property -> !property.perIssuer())
                        .map(property -> "`" + property + "`")
                        .collect(Collectors.joining(",\n")));
    }

    @Test
    void properties_ofAllKinds_canBeWrittenIntoATable() {
        assertThat(SealgateProperty.values()).allSatisfy(property -> {
            assertThat(property.propertyName()).matches("(mp\\.jwt|sealgate)(\\.[a-z-]+)+");
            assertThat(property.description()).endsWith(".").doesNotContain("|", "\n");
            assertThat(SealgateProperty.of(property.propertyName())).contains(property);
        });
        assertThat(Arrays.stream(SealgateProperty.values()).map(SealgateProperty::propertyName))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(SealgateProperty.values()).filter(SealgateProperty::secret))
                .containsExactly(
                        SealgateProperty.SECRET,
                        SealgateProperty.VERIFY_KEYSTORE_PASSWORD,
                        SealgateProperty.DECRYPT_KEY,
                        SealgateProperty.DECRYPT_KEYSTORE_PASSWORD);
    }

    private static String table() {
        return Arrays.stream(SealgateProperty.values())
                .map(property -> "| `" + property.propertyName() + "` | "
                        + property.type().label() + " | "
                        + property.defaultValue()
                                .map(value -> "`" + value.replace(",", "`, `") + "`")
                                .orElse("") + " | "
                        + property.description() + " |\n")
                .collect(Collectors.joining(
                        "", "| Property | Type | Default | What it does |\n| --- | --- | --- | --- |\n", ""));
    }

    /** That of the repository's root, wherever the build was started. */
    private static Path readme() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md")) || !Files.exists(directory.resolve("filter"))) {
            directory = directory.getParent();
            assertThat(directory)
                    .as("a parent directory with README.md and filter")
                    .isNotNull();
        }
        return directory.resolve("README.md");
    }
}
