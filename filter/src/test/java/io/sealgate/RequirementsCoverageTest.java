package io.sealgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealgate.NamedRows.NamedTest;
import io.sealgate.config.ProblemCode;
import io.sealgate.token.RejectionReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which test proves which row of the requirements, and which code the operator sees where the row is broken. The tests are found in the sources of all modules; the table is kept in
 * {@code testsuite/REQUIREMENTS-COVERAGE.md}, which is written by
 *
 * <pre>./mvnw -pl filter test -Dtest=RequirementsCoverageTest -Dcoverage.write=true</pre>
 */
class RequirementsCoverageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path TABLE = ROOT.resolve("testsuite/REQUIREMENTS-COVERAGE.md");

    private static final String HEAD = """
            # Requirements and their tests

            Written by `RequirementsCoverageTest`; do not edit. A code is what the operator sees of a refusal (`RejectionReason`), or of what stops a deployment (SG-). Rows without
            wording are proven in part.

            | row | what it asks for | codes | tests |
            | --- | --- | --- | --- |
            """;

    private static List<NamedTest> tests = List.of();
    private static SortedMap<Integer, Row> rows = new TreeMap<>();

    /** What the list says of a row. */
    private record Row(Set<String> codes, String words) {}

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.isDirectory(TABLE.getParent()), "the other modules are not beside this one");
        tests = NamedRows.in(ROOT);
        rows = readRows();
    }

    @Test
    void rows_each_haveATestThatRuns() {
        assertThat(byRow().keySet()).containsAll(rows.keySet());
    }

    @Test
    void requirement_anywhere_isOnATestThatRuns() {
        assertThat(tests.stream().filter(test -> !test.runs()).map(NamedTest::name))
                .isEmpty();
    }

    @Test
    void codes_each_areOursAndStandInATestOfTheRow() {
        Set<String> known = new TreeSet<>();
        Arrays.stream(RejectionReason.values()).map(RejectionReason::name).forEach(known::add);
        List<String> wrong = new ArrayList<>();
        rows.forEach((row, said) -> said.codes().forEach(code -> {
            boolean ours = known.contains(code) || code.matches("SG-[12]\\d\\d");
            if (!ours || tests.stream().noneMatch(test -> test.rows().contains(row) && mentions(test.source(), code))) {
                wrong.add(row + ": " + code);
            }
        }));
        assertThat(wrong).isEmpty();
    }

    /** No way of refusing a token itself is without a row that asks for it. */
    @Test
    void reasons_ofTokens_eachBelongToARow() {
        Set<String> said = new TreeSet<>();
        rows.values().forEach(row -> said.addAll(row.codes()));
        assertThat(Stream.of(RejectionReason.values())
                        .filter(reason -> reason.ordinal() >= RejectionReason.TOKEN_TOO_LONG.ordinal()
                                && reason.ordinal() <= RejectionReason.PROOF_REQUIRED.ordinal())
                        .map(RejectionReason::name))
                .isSubsetOf(said);
    }

    private static boolean mentions(String source, String code) {
        List<String> spellings = new ArrayList<>(List.of(code));
        Arrays.stream(ProblemCode.values())
                .filter(problem -> problem.code().equals(code))
                .map(problem -> "ProblemCode." + problem.name())
                .forEach(spellings::add);
        return spellings.stream()
                .anyMatch(spelling -> Pattern.compile("\\b" + Pattern.quote(spelling) + "\\b")
                        .matcher(source)
                        .find());
    }

    @Test
    void table_inTheTestsuite_isUpToDate() throws IOException {
        if (Boolean.getBoolean("coverage.write")) {
            Files.writeString(TABLE, table(), UTF_8);
        }
        assertThat(TABLE)
                .as("write it anew with -Dcoverage.write=true")
                .content(UTF_8)
                .isEqualTo(table());
    }

    private static String table() {
        SortedMap<Integer, SortedSet<String>> byRow = byRow();
        StringBuilder table = new StringBuilder(HEAD);
        Set<Integer> all = new TreeSet<>(rows.keySet());
        all.addAll(byRow.keySet());
        for (Integer row : all) {
            Row said = rows.getOrDefault(row, new Row(Set.of(), ""));
            table.append("| ")
                    .append(row)
                    .append(" | ")
                    .append(said.words())
                    .append(" | ")
                    .append(String.join(", ", said.codes()))
                    .append(" | ")
                    .append(String.join("<br>", byRow.getOrDefault(row, new TreeSet<>())))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static SortedMap<Integer, SortedSet<String>> byRow() {
        SortedMap<Integer, SortedSet<String>> byRow = new TreeMap<>();
        for (NamedTest test : tests) {
            if (test.runs()) {
                test.rows()
                        .forEach(row -> byRow.computeIfAbsent(row, key -> new TreeSet<>())
                                .add(test.name()));
            }
        }
        return byRow;
    }

    private static SortedMap<Integer, Row> readRows() throws IOException {
        SortedMap<Integer, Row> read = new TreeMap<>();
        try (InputStream in = RequirementsCoverageTest.class.getResourceAsStream("requirements.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] fields = line.split(" \\| ", -1);
                        if (fields.length != 3) {
                            throw new IllegalStateException("Expected row | codes | words: " + line);
                        }
                        Set<String> codes =
                                fields[1].equals("-") ? Set.of() : new TreeSet<>(List.of(fields[1].split(", ")));
                        if (read.put(Integer.valueOf(fields[0]), new Row(codes, fields[2])) != null) {
                            throw new IllegalStateException("A row is listed twice: " + line);
                        }
                    });
        }
        return read;
    }
}
