package io.sealgate.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Configurations to break. */
final class Configs {
    /** Looks enough like a key: the reader does not parse it. */
    static final String PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n";

    static final String SECRET = "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"bWF0ZXJpYWwtdGhhdC1ub2JvZHktbWF5LXNlZQ\"}";

    /** The shortest configuration that can be used. */
    static final Map<String, String> VALID = Map.of(
            "mp.jwt.verify.issuer", "https://idp.example.org/realms/shop",
            "mp.jwt.verify.audiences", "orders",
            "mp.jwt.verify.publickey", PUBLIC_KEY);

    private Configs() {}

    /** The valid configuration with changes: names and values in turn; a value of {@code null} removes. */
    static Map<String, String> validBut(String... changes) {
        Map<String, String> properties = new LinkedHashMap<>(VALID);
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                properties.remove(changes[i]);
            } else {
                properties.put(changes[i], changes[i + 1]);
            }
        }
        return properties;
    }

    static Config of(Map<String, String> properties) {
        return builder(properties).build();
    }

    static Config of(Map<String, String> properties, Map<String, String> environment) {
        return builder(properties)
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }

    /** Without the sources that a test cannot control, such as system properties. */
    static SmallRyeConfigBuilder builder(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100));
    }

    static Reading read(Map<String, String> properties) {
        return read(of(properties));
    }

    static Reading read(Config config) {
        return SealgateConfigReader.read(config, Configs.class.getClassLoader());
    }
}
