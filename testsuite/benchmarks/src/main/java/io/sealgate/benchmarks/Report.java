package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.benchmarks.PairedRunner.Figure;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the tables as they come, then the summary; writes both into {@code RESULTS.md} where {@code benchmark.write} asks for it. */
final class Report {
    private final PrintStream out = new PrintStream(System.out, true, UTF_8);
    private final Settings settings;
    private final String loadAtStart = Machine.load();
    private final StringBuilder tables = new StringBuilder();
    private final List<String> summary = new ArrayList<>();

    Report(Settings settings) {
        this.settings = settings;
    }

    /** The title of this kind of run: it replaces the section of the same title. */
    private String title() {
        return "## JDK " + Runtime.version().feature()
                + (settings.accp() ? " with Amazon Corretto Crypto Provider" : "")
                + (settings.quick() ? ", quick" : "");
    }

    void start() {
        out.println(title() + "\n\n" + Machine.describe() + "; load " + loadAtStart);
    }

    void add(Scenario scenario, List<Figure> figures) {
        StringBuilder table =
                new StringBuilder("\n| " + scenario.name() + " | ns | bytes | ratio |\n| --- | ---: | ---: | ---: |\n");
        for (Figure figure : figures) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.3f |%n",
                    figure.name(),
                    figure.nanos(),
                    figure.bytes(),
                    figure.ratio()));
        }
        out.print(table);
        tables.append(table);
        for (Target target : scenario.targets()) {
            figures.stream()
                    .filter(figure -> figure.name().equals(target.contender()))
                    .forEach(figure -> summary.add(row(scenario, target, figure, figures)));
        }
    }

    void failed(Scenario scenario, IOException reason) {
        out.println("\n" + reason.getMessage());
        summary.add("| " + scenario.name() + " | | did not run | | |");
    }

    void end() throws IOException {
        String text = "\n| | best peer | Sealgate | target | |\n| --- | ---: | ---: | ---: | --- |\n"
                + String.join("\n", summary) + "\n";
        out.println(text);
        String description = Machine.describe() + "; load " + loadAtStart + " at the start, " + Machine.load()
                + " at the end, of which this run is 1.";
        out.println(description);
        if (Settings.isOn("benchmark.write")) {
            ResultsFile.write(title(), description + "\n" + text + tables);
        }
    }

    private static String row(Scenario scenario, Target target, Figure figure, List<Figure> figures) {
        return String.format(
                Locale.ROOT,
                "| %s%s | %s | %.3f, %.0f ns, %.0f B | %s | %s |",
                scenario.name(),
                target.contender().replace(Contender.SEALGATE, "")
                        + (target.other().isEmpty() ? "" : " against " + target.other()),
                bestPeer(figures)
                        .map(best -> String.format(Locale.ROOT, "%.3f (%s)", best.ratio(), best.name()))
                        .orElse("–"),
                target.ratioOf(figure, figures),
                figure.nanos(),
                figure.bytes(),
                target,
                target.isMetBy(figure, figures) ? "met" : "**missed**");
    }

    /** The best of the others that do the same; where contenders do different things, there is none. */
    private static Optional<Figure> bestPeer(List<Figure> figures) {
        return figures.stream()
                .skip(1)
                .filter(figure -> !figure.name().startsWith(Contender.SEALGATE)
                        && !figure.name().startsWith("raw ")
                        && !figure.name().contains(": "))
                .max(Comparator.comparingDouble(Figure::ratio));
    }
}
