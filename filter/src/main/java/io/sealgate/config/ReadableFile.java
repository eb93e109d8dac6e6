package io.sealgate.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Who else can read a file that nobody else should. */
final class ReadableFile {
    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private ReadableFile() {}

    /** Logs a warning if everybody on the machine can read the file; says nothing where that cannot be found out. */
    static void warnIfByEverybody(String property, Path file) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                LOGGER.log(
                        Level.WARNING,
                        () -> property + ": everybody on this machine can read " + Findings.printable(file.toString())
                                + ", which holds secrets. Write chmod 400, or, for a secret in Kubernetes, defaultMode: 0400.");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // not a POSIX file system, or gone: reading it will tell
        }
    }
}
