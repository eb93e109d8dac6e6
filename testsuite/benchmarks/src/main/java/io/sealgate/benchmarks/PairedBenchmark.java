package io.sealgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares contenders with the limit, the raw cryptography, one JVM for each scenario, and prints tables in Markdown. Runs JMH instead where {@code benchmark.jmh} asks for
 * it.
 */
public final class PairedBenchmark {
    private PairedBenchmark() {}

    /** Takes parts of the names of scenarios; none stands for all. See {@code RESULTS.md} for the properties. */
    public static void main(String[] arguments) throws Exception {
        if (wantsJmh()) {
            org.openjdk.jmh.Main.main(jmhArguments(jmh()));
            return;
        }
        Settings settings = Settings.read();
        if (scenarios(settings).stream().noneMatch(scenario -> isWanted(scenario.name(), arguments))) {
            return;
        }
        Report report = new Report(settings);
        report.start();
        boolean complete = true;
        for (Scenario scenario : scenarios(settings)) {
            if (isWanted(scenario.name(), arguments)) {
                try {
                    report.add(scenario, ScenarioRun.fork(scenario, settings));
                } catch (IOException e) {
                    report.failed(scenario, e);
                    complete = false;
                }
            }
        }
        report.end();
        if (!complete) {
            System.exit(1);
        }
    }

    static List<Scenario> scenarios(Settings settings) {
        List<Scenario> scenarios = new ArrayList<>(AcceptanceScenarios.of(settings));
        if (!settings.accp()) {
            scenarios.addAll(RefusalScenarios.all());
            scenarios.addAll(TenantScenarios.all());
        }
        scenarios.addAll(StepScenarios.of(settings));
        return scenarios;
    }

    /** Whether the table of this name is among those that the command line asks for. */
    static boolean isWanted(String name, String[] parts) {
        for (String part : parts) {
            if (name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return parts.length == 0;
    }

    static boolean wantsJmh() {
        return !jmh().equals("false");
    }

    private static String jmh() {
        return System.getProperty("benchmark.jmh", "false");
    }

    /** {@code true} or nothing runs every JMH class; anything else is what JMH's own command line takes. */
    private static String[] jmhArguments(String jmh) {
        List<String> arguments = new ArrayList<>(List.of("-prof", "gc"));
        if (!jmh.isEmpty() && !jmh.equals("true")) {
            arguments.addAll(List.of(jmh.split(" ")));
        }
        return arguments.toArray(String[]::new);
    }
}
