package io.sealgate.doctor;

/** How a command ended, for scripts. */
enum ExitCode {
    /** All is well: no findings; the key was made. */
    GOOD(0),
    /** The configuration has findings. */
    FINDINGS(1),
    /** The command line is wrong, or a file cannot be read or written. */
    USAGE(2),
    /** The configuration can be used, and there are no keys: they could not be fetched. */
    NO_KEYS(4);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
