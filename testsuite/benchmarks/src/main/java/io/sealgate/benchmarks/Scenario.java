package io.sealgate.benchmarks;

import java.util.List;

/**
 * Contenders that are compared with each other, the first one being the limit.
 *
 * @param name as the command line and the tables have it
 * @param contenders makes them; called in the JVM of the scenario alone
 * @param targets what is judged
 */
record Scenario(String name, Contenders contenders, List<Target> targets) {
    Scenario {
        targets = List.copyOf(targets);
    }

    /** Makes keys, tokens and contenders. */
    @FunctionalInterface
    interface Contenders {
        List<Contender> create() throws Exception;
    }
}
