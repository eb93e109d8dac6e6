package io.sealgate.testing;

import io.sealgate.config.PropertiesFile;
import io.sealgate.config.Reading;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Configurations as an application writes them, in a file. */
public final class TestReadings {
    private TestReadings() {}

    /** What is read of these properties, and of those that accept the issuer and the audience of {@link TestTokens}. */
    public static Reading of(Path directory, Map<String, String> more) throws IOException {
        Properties properties = new Properties();
        properties.putAll(
                Map.of("mp.jwt.verify.issuer", TestTokens.ISSUER, "mp.jwt.verify.audiences", TestTokens.AUDIENCE));
        properties.putAll(more);
        Path file = directory.resolve("sealgate.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return PropertiesFile.read(file, Map.of(), Map.of(), TestReadings.class.getClassLoader());
    }
}
