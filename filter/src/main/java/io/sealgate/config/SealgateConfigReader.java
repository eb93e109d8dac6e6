package io.sealgate.config;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Reads {@link SealgateConfig} from MicroProfile Config. Where that may be absent, go through {@link ApplicationConfig}. */
public final class SealgateConfigReader {
    private SealgateConfigReader() {}

    /**
     * Reads the configuration. Locations of keys are resolved with the context class loader of the thread.
     *
     * @throws InvalidConfigurationException if there is any problem; lists all of them, but for those that only parsing the keys shows
     */
    public static SealgateConfig read(Config config) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return read(config, requireNonNullElse(context, ClassLoader.getSystemClassLoader()))
                .orThrow();
    }

    /**
     * Reads the configuration, or finds out what is wrong with it.
     *
     * @param classPath where key locations are looked for: the application's class loader
     */
    public static Reading read(Config config, ClassLoader classPath) {
        requireNonNull(classPath, "classPath");
        return PropertyReader.read(new MicroProfileValues(config), classPath);
    }

    /**
     * Does nothing where MicroProfile Config can be used.
     *
     * @throws IllegalStateException if there is no implementation
     * @throws java.util.ServiceConfigurationError if the implementation does not load
     */
    static void requireImplementation() {
        requireNonNull(ConfigProviderResolver.instance(), "ConfigProviderResolver");
    }

    /** As {@link #read(Config, ClassLoader)}, with the configuration that MicroProfile Config has for the class loader. */
    static Reading read(ClassLoader application) {
        return read(ConfigProvider.getConfig(application), application);
    }
}
