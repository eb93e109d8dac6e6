package io.sealgate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it is with the files that an issuer's keys came from.
 *
 * @param issuer the {@code iss} whose keys they are
 * @param files in the order of the configuration
 * @param readAt when the keys in use were read
 * @param problem why what is in the files now is not in use, in lines that may be shown; empty if it is in use
 */
public record KeyFiles(String issuer, List<Path> files, Instant readAt, Optional<String> problem) {
    public KeyFiles {
        requireNonNull(issuer, "issuer");
        files = List.copyOf(files);
        requireNonNull(readAt, "readAt");
        requireNonNull(problem, "problem");
    }
}
