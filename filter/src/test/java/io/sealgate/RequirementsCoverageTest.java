package io.sealgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sealgate.testing.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/**
 * Which test proves which row of the requirements: found in the compiled tests, and kept in {@code testsuite/REQUIREMENTS-COVERAGE.md}, which is written by
 *
 * <pre>./mvnw -pl filter test -Dtest=RequirementsCoverageTest -Dcoverage.write=true</pre>
 */
class RequirementsCoverageTest {
    private static final Path TABLE = Path.of("..", "testsuite", "REQUIREMENTS-COVERAGE.md");

    private static final String HEAD = """
            # Requirements and their tests

            Written by `RequirementsCoverageTest`; do not edit. Rows without wording are proven in part; the rest needs a container.

            | row | what it asks for | tests |
            | --- | --- | --- |
            """;

    private static final JavaClasses TESTS = new ClassFileImporter().importPackages("io.sealgate");

    @Test
    void rows_each_haveATest() throws IOException {
        assertThat(tests().keySet()).containsAll(rows().keySet());
    }

    @Test
    void requirement_anywhere_isOnATestThatRuns() {
        assertThat(TESTS.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Requirement.class))
                        .filter(method -> !runs(method))
                        .map(JavaMethod::getFullName))
                .isEmpty();
    }

    @Test
    void table_inTheTestsuite_isUpToDate() throws IOException {
        if (Boolean.getBoolean("coverage.write")) {
            Files.writeString(TABLE, table(), UTF_8);
        }
        assumeTrue(Files.isDirectory(TABLE.getParent()), "the testsuite is not beside this module");
        assertThat(TABLE)
                .as("write it anew with -Dcoverage.write=true")
                .content(UTF_8)
                .isEqualTo(table());
    }

    private static String table() throws IOException {
        SortedMap<Integer, SortedSet<String>> tests = tests();
        StringBuilder table = new StringBuilder(HEAD);
        Map<Integer, String> rows = rows();
        Set<Integer> all = new TreeSet<>(rows.keySet());
        all.addAll(tests.keySet());
        for (Integer row : all) {
            table.append("| ")
                    .append(row)
                    .append(" | ")
                    .append(rows.getOrDefault(row, ""))
                    .append(" | ")
                    .append(String.join("<br>", tests.getOrDefault(row, new TreeSet<>())))
                    .append(" |\n");
        }
        return table.toString();
    }

    /** The tests of each row, as {@code TokenValidatorTest.Keys#validate_unknownKid_rejects}. */
    private static SortedMap<Integer, SortedSet<String>> tests() {
        SortedMap<Integer, SortedSet<String>> tests = new TreeMap<>();
        for (JavaClass type : TESTS) {
            for (JavaMethod method : type.getMethods()) {
                if (runs(method)) {
                    Set<Integer> rows = rowsOf(method);
                    String name = type.getName()
                                    .substring(type.getPackageName().length() + 1)
                                    .replace('$', '.') + "#" + method.getName();
                    rows.forEach(row ->
                            tests.computeIfAbsent(row, key -> new TreeSet<>()).add(name));
                }
            }
        }
        return tests;
    }

    private static Set<Integer> rowsOf(JavaMethod method) {
        Set<Integer> rows = new TreeSet<>();
        method.tryGetAnnotationOfType(Requirement.class)
                .ifPresent(requirement -> Arrays.stream(requirement.value()).forEach(rows::add));
        method.getOwner()
                .tryGetAnnotationOfType(Requirement.class)
                .ifPresent(requirement -> Arrays.stream(requirement.value()).forEach(rows::add));
        return rows;
    }

    private static boolean runs(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class)
                && !method.isAnnotatedWith(Disabled.class)
                && !method.getOwner().isAnnotatedWith(Disabled.class);
    }

    private static Map<Integer, String> rows() throws IOException {
        try (InputStream in = RequirementsCoverageTest.class.getResourceAsStream("requirements.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .collect(Collectors.toMap(
                            fields -> Integer.valueOf(fields[0]),
                            fields -> fields[1],
                            (one, other) -> {
                                throw new IllegalStateException("A row is listed twice");
                            },
                            TreeMap::new));
        }
    }
}
