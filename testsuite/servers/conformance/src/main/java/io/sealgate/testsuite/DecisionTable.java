package io.sealgate.testsuite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds what one server decided against what every server has to decide, prints the table test × server of the servers that ran so far in this build, and fails where a
 * decision differs for which no reason is given.
 *
 * <p>Files have one line for each case, with tabs between the columns:
 *
 * <ul>
 *   <li>decisions, recorded or expected: test, case, decision;
 *   <li>differences: server, test, case ({@code *} for all), the beginning of what is decided there, why. Each must occur, so that the list holds nothing that is over.
 * </ul>
 */
final class DecisionTable {
    private final Map<String, String> expected;
    private final List<Difference> differences;
    private final List<String> problems = new ArrayList<>();

    private DecisionTable(Map<String, String> expected, List<Difference> differences) {
        this.expected = expected;
        this.differences = differences;
    }

    /**
     * Arguments: the file with the expected decisions, the one with the differences, the name of the server, what was recorded there, and the directory that holds the
     * recordings of this build. With the system property {@code decisions.write}, what was recorded becomes what is expected.
     */
    public static void main(String[] arguments) throws IOException {
        Path expectations = Path.of(arguments[0]);
        Path differences = Path.of(arguments[1]);
        String server = arguments[2];
        Path recorded = Path.of(arguments[3]);
        Path recordings = Files.createDirectories(Path.of(arguments[4]));
        if (!Files.exists(recorded)) {
            System.out.println("No decisions were recorded on " + server + ".");
            return;
        }
        Files.write(recordings.resolve(server + ".tsv"), Files.readAllLines(recorded));
        if (Boolean.getBoolean("decisions.write")) {
            Map<String, String> all = decisions(expectations);
            all.putAll(decisions(recorded));
            Files.write(
                    expectations,
                    all.entrySet().stream()
                            .map(each -> each.getKey() + "\t" + each.getValue())
                            .toList());
        }
        DecisionTable table = new DecisionTable(decisions(expectations), differences(differences));
        table.print(recordings, System.out);
        table.compare(server, decisions(recorded));
        if (!table.problems.isEmpty()) {
            table.problems.forEach(System.err::println);
            System.err.println("What is to be decided is in " + expectations.getFileName()
                    + "; a server that cannot decide so needs a line with the reason in " + differences.getFileName()
                    + ".");
            System.exit(1);
        }
    }

    private static Map<String, String> decisions(Path file) throws IOException {
        Map<String, String> decisions = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int end = line.lastIndexOf('\t');
                decisions.put(line.substring(0, end), line.substring(end + 1));
            }
        }
        return decisions;
    }

    private static List<Difference> differences(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(column -> new Difference(column[0], column[1], column[2], column[3]))
                .toList();
    }

    private void compare(String server, Map<String, String> recorded) {
        recorded.forEach((testCase, decision) -> {
            String wanted = expected.get(testCase);
            if (wanted == null) {
                problems.add(server + ": nothing is expected of " + testCase.replace('\t', ' ')
                        + ": run with -Ddecisions.write, and read what changed");
            } else if (!wanted.equals(decision) && !isKnown(server, testCase, decision)) {
                problems.add(server + " decided differently: " + testCase.replace('\t', ' ') + "\n    expected "
                        + wanted + "\n    decided  " + decision);
            }
        });
        for (Difference each : differences) {
            boolean ran =
                    each.server.equals(server) && recorded.keySet().stream().anyMatch(each::isAbout);
            boolean differs = recorded.entrySet().stream()
                    .anyMatch(entry -> each.isAbout(entry.getKey())
                            && entry.getValue().startsWith(each.decision)
                            && !entry.getValue().equals(expected.get(entry.getKey())));
            if (ran && !differs) {
                problems.add(server + " no longer differs in " + each.test + " " + each.testCase + ": remove the line");
            }
        }
    }

    private boolean isKnown(String server, String testCase, String decision) {
        return differences.stream()
                .anyMatch(each ->
                        each.server.equals(server) && each.isAbout(testCase) && decision.startsWith(each.decision));
    }

    /** A row for each test: how many cases were decided as expected, and how many not. */
    private void print(Path recordings, PrintStream out) throws IOException {
        Map<String, Map<String, String>> byServer = new TreeMap<>();
        try (Stream<Path> files = Files.list(recordings)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                byServer.put(file.getFileName().toString().replace(".tsv", ""), decisions(file));
            }
        }
        TreeSet<String> tests = new TreeSet<>();
        byServer.values().forEach(each -> each.keySet().forEach(testCase -> tests.add(testOf(testCase))));
        StringBuilder table = new StringBuilder(
                "Cases decided as everywhere, + those decided otherwise for a known reason, ! without\n\n| test |");
        byServer.keySet().forEach(server -> table.append(' ').append(server).append(" |"));
        table.append("\n| --- |").append(" ---: |".repeat(byServer.size())).append('\n');
        for (String test : tests) {
            table.append("| ").append(test).append(" |");
            byServer.forEach((server, decisions) ->
                    table.append(' ').append(cell(server, test, decisions)).append(" |"));
            table.append('\n');
        }
        Files.writeString(recordings.resolve("table.md"), table, StandardCharsets.UTF_8);
        out.print(table);
    }

    private String cell(String server, String test, Map<String, String> decisions) {
        int same = 0;
        int known = 0;
        int unknown = 0;
        for (Map.Entry<String, String> each : decisions.entrySet()) {
            if (!testOf(each.getKey()).equals(test)) {
                continue;
            }
            if (each.getValue().equals(expected.get(each.getKey()))) {
                same++;
            } else if (isKnown(server, each.getKey(), each.getValue())) {
                known++;
            } else {
                unknown++;
            }
        }
        if (same + known + unknown == 0) {
            return "–";
        }
        return same + (known == 0 ? "" : " +" + known) + (unknown == 0 ? "" : " !" + unknown);
    }

    private static String testOf(String testCase) {
        return testCase.substring(0, testCase.indexOf('\t'));
    }

    private record Difference(String server, String test, String testCase, String decision) {
        boolean isAbout(String recorded) {
            return testCase.equals("*") ? testOf(recorded).equals(test) : recorded.equals(test + "\t" + testCase);
        }
    }
}
