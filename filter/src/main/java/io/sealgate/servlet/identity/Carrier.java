package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;

/**
 * Takes one caller to where containers forget him. Both executors run a task on the thread that hands it over, before they return, and leave the thread as
 * it was.
 *
 * @param caller runs a task as the caller, on whatever thread
 * @param nobody runs a task as nobody, so that threads which it starts do not inherit the caller
 */
record Carrier(Executor caller, Executor nobody) {
    /** Runs every task as it comes. */
    static final Carrier NONE = new Carrier(Runnable::run, Runnable::run);

    Carrier {
        requireNonNull(caller, "caller");
        requireNonNull(nobody, "nobody");
    }
}
