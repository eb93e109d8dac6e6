package io.sealgate.benchmarks;

/**
 * Something that is measured.
 *
 * @param name as it stands in the table
 * @param operation one unit of work; its result keeps the compiler from leaving it out
 */
record Contender(String name, Operation operation) {

    /** One unit of work. */
    @FunctionalInterface
    interface Operation {
        Object run() throws Exception;
    }
}
