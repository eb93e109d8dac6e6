package io.sealgate.doctor;

/** The command line is wrong, or names a file that cannot be used. The message is a sentence for whoever typed it. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
