package io.sealgate.benchmarks;

import java.util.List;

/**
 * Something that is measured.
 *
 * @param name as it stands in the table
 * @param operation one unit of work; its result keeps the compiler from leaving it out
 */
record Contender(String name, Operation operation) {
    /** What we are called in the tables. */
    static final String SEALGATE = "Sealgate";

    static final String LIMIT = "raw JCA (the limit)";
    static final String SEALGATE_AS_MAP = "Sealgate, all claims as a map";

    /** With tokens whose claims are laid out in ways that are not known yet. */
    static final String SEALGATE_LAID_OUT_ANEW = "Sealgate, claims laid out anew";

    /**
     * A contender for which tokens take turns.
     *
     * @param tokens one, or so many that they are a power of two
     */
    static Contender of(String name, List<String> tokens, TokenOperation operation) {
        String[] turns = tokens.toArray(String[]::new);
        Turns turn = new Turns(turns.length);
        return new Contender(name, () -> operation.run(turns[turn.next()]));
    }

    /** What is done with a token. As {@link Operation}. */
    @FunctionalInterface
    interface TokenOperation {
        Object run(String token) throws Exception;
    }

    /** One unit of work. It throws, and ends the run, if its outcome is not the expected one. */
    @FunctionalInterface
    interface Operation {
        Object run() throws Exception;
    }
}
