package io.sealgate.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message lists all problems, a line each. Thrown at deployment, never during a request. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an immutable list of records of strings; not meant to be serialized
    private final List<ConfigProblem> problems;

    /**
     * @param problems in any order
     * @throws IllegalArgumentException if there is no problem
     */
    public InvalidConfigurationException(List<ConfigProblem> problems) {
        super(message(Findings.inTableOrder(problems)));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("No problem");
        }
        this.problems = Findings.inTableOrder(problems);
    }

    /** All problems, in the order of the properties' table; not empty. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String message(List<ConfigProblem> problems) {
        String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
        return problems.stream()
                .map(ConfigProblem::toString)
                .collect(Collectors.joining(
                        "\n  ", "Sealgate cannot start: its configuration has " + count + ".\n  ", ""));
    }
}
