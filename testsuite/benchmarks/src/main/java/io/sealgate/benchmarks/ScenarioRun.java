package io.sealgate.benchmarks;

import io.sealgate.benchmarks.PairedRunner.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One scenario in a JVM of its own, so that what the compiler learned from one does not slow down another: call sites that have seen every algorithm are not those of an
 * application, which has one.
 */
final class ScenarioRun {
    private static final String FIGURE = "figure";

    private ScenarioRun() {}

    /** Takes the name of the scenario and prints a line for each contender, fields separated by tabs. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.read();
        Scenario scenario = PairedBenchmark.scenarios(settings).stream()
                .filter(candidate -> candidate.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        PairedRunner runner = settings.runner();
        for (Figure figure : runner.run(scenario.contenders().create())) {
            System.out.println(String.join(
                    "\t",
                    FIGURE,
                    figure.name(),
                    Double.toString(figure.nanos()),
                    Double.toString(figure.bytes()),
                    Double.toString(figure.ratio())));
        }
        if (runner.sink().hashCode() == 42) {
            System.out.println(); // keeps the results alive
        }
    }

    /**
     * Runs a scenario in a JVM like this one.
     *
     * @throws IOException if it did not run to its end
     */
    static List<Figure> fork(Scenario scenario, Settings settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Memory that the system has given already: else the first gigabyte is measured with a page fault at each
        // second token, a microsecond that no server pays once its heap has been gone through.
        command.addAll(List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"));
        // Compiled after a tenth of the usual number of calls: an operation of a millisecond would take a minute to
        // warm up.
        command.add("-XX:CompileThresholdScaling=0.1");
        command.addAll(settings.asOptions());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ScenarioRun.class.getName(), scenario.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Figure> figures = new ArrayList<>();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            output.lines()
                    .map(line -> line.split("\t", -1))
                    .filter(fields -> fields[0].equals(FIGURE))
                    .forEach(fields -> figures.add(new Figure(
                            fields[1],
                            Double.parseDouble(fields[2]),
                            Double.parseDouble(fields[3]),
                            Double.parseDouble(fields[4]))));
            if (process.waitFor() != 0) {
                throw new IOException(scenario.name() + " ended with " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
        return figures;
    }
}
