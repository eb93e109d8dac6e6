package io.sealgate.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Third-party test vectors that lie beside the repository, not in it. */
public final class SharedVectors {
    private SharedVectors() {}

    /** A file below the folder {@code vectors}; where it is not there, the test is skipped and says so. */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("shared.folder", "../../shared"), "vectors", name);
        Assumptions.assumeTrue(
                Files.isReadable(file), () -> "no vectors at " + file + "; name their folder with -Dshared.folder");
        return file;
    }
}
