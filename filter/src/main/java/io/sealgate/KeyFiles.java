package io.sealgate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it is with the files, and the code of the application, that an issuer's keys came from.
 *
 * @param issuer the {@code iss} whose keys they are
 * @param files in the order of the configuration
 * @param sources what each {@link io.sealgate.config.KeyEntrySource} is called
 * @param readAt when the keys in use were read
 * @param problem why what is there now is not in use, in lines that may be shown; empty if it is in use
 */
public record KeyFiles(
        String issuer, List<Path> files, List<String> sources, Instant readAt, Optional<String> problem) {
    public KeyFiles {
        requireNonNull(issuer, "issuer");
        files = List.copyOf(files);
        sources = List.copyOf(sources);
        requireNonNull(readAt, "readAt");
        requireNonNull(problem, "problem");
    }
}
