package io.sealgate.cdi.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.jspecify.annotations.Nullable;

/**
 * Names the {@link EndpointSecurityFilter} to MicroProfile OpenAPI, by its own property and with the least weight, unless the application has a filter of its own
 * in {@code META-INF/microprofile-config.properties}, a system property or the environment.
 *
 * <p>Has SmallRye OpenAPI (WildFly, Open Liberty) name the classes and methods of operations, too: it makes the document before the application starts, when nothing else tells which
 * they are. The filter removes these names again.
 */
public final class OpenApiDefaults implements ConfigSourceProvider {
    static final String FILTER = "mp.openapi.filter";
    static final String OPERATION_IDS = "mp.openapi.extensions.smallrye.operationIdStrategy";
    /** A class name, an underscore, and the name of a method. */
    static final String CLASS_AND_METHOD = "PACKAGE_CLASS_METHOD";

    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String NAME = "Sealgate's defaults for MicroProfile OpenAPI";
    private static final String APPLICATION_PROPERTIES = "META-INF/microprofile-config.properties";
    /** Not the class itself: a server without MicroProfile OpenAPI could not load it. */
    private static final String FILTER_CLASS = "io.sealgate.cdi.openapi.EndpointSecurityFilter";

    /** For MicroProfile Config. */
    public OpenApiDefaults() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(@Nullable ClassLoader application) {
        ClassLoader loader = application == null ? OpenApiDefaults.class.getClassLoader() : application;
        return hasFilter(loader) ? List.of() : List.of(new Defaults());
    }

    /** Whether operations of this application are named as we have asked for, and not as somebody else has. */
    static boolean areInForce(ClassLoader application) {
        return NAME.equals(ConfigProvider.getConfig(application)
                .getConfigValue(OPERATION_IDS)
                .getSourceName());
    }

    private static boolean hasFilter(ClassLoader application) {
        String variable = FILTER.replace('.', '_');
        return System.getProperty(FILTER) != null
                || System.getenv(FILTER) != null
                || System.getenv(variable) != null
                || System.getenv(variable.toUpperCase(Locale.ROOT)) != null
                || isInProperties(application);
    }

    private static boolean isInProperties(ClassLoader application) {
        try {
            for (URL url : Collections.list(application.getResources(APPLICATION_PROPERTIES))) {
                URLConnection connection = url.openConnection();
                // A cached JAR would stay open when the application is gone.
                connection.setUseCaches(false);
                try (InputStream in = connection.getInputStream()) {
                    Properties properties = new Properties();
                    properties.load(in);
                    if (properties.containsKey(FILTER)) {
                        return true;
                    }
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            // MicroProfile Config reads the same, and says what is wrong with it.
            LOGGER.log(Level.DEBUG, "Cannot tell whether the application has an OpenAPI filter", unreadable);
        }
        return false;
    }

    /** Below everything else. */
    private static final class Defaults implements ConfigSource {
        private static final Map<String, String> VALUES = Map.of(FILTER, FILTER_CLASS, OPERATION_IDS, CLASS_AND_METHOD);

        @Override
        public int getOrdinal() {
            return Integer.MIN_VALUE / 2;
        }

        @Override
        public Map<String, String> getProperties() {
            return VALUES;
        }

        @Override
        public Set<String> getPropertyNames() {
            return VALUES.keySet();
        }

        @Override
        public @Nullable String getValue(String name) {
            return VALUES.get(name);
        }

        @Override
        public String getName() {
            return NAME;
        }
    }
}
