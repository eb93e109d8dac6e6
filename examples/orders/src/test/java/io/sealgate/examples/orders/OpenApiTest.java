package io.sealgate.examples.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    private static final String KEYS = "shop.keys";

    /** What a server publishes at /openapi: nothing in the shop's code speaks of it. Run with -Dopenapi.update=true to write the file. */
    @Test
    void document_showsWhatEndpointsAsk(@TempDir Path directory) throws IOException {
        System.setProperty(KEYS, directory.resolve("keys").toString());
        try {
            String document = SmallRyeOpenAPI.builder()
                    .withConfig(ConfigProvider.getConfig())
                    .withIndex(Index.of(
                            ShopApplication.class,
                            LoginResource.class,
                            LoginResource.Login.class,
                            OrderResource.class,
                            OrderResource.Order.class))
                    .build()
                    .toYAML();
            Path file = Path.of("src/test/resources/openapi.yaml");
            if (Boolean.getBoolean("openapi.update")) {
                Files.writeString(file, document);
            }
            assertEquals(Files.readString(file), document);
        } finally {
            System.clearProperty(KEYS);
        }
    }
}
