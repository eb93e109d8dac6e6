package io.sealgate.servlet;

import io.sealgate.IssuerSource;
import io.sealgate.Sealgate;
import io.sealgate.config.ApplicationConfig;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one {@link Sealgate} of each application, made from its MicroProfile Config on first use. Applications are told apart by their class
 * loader, so that the JAR may also lie where several applications share it. Thread-safe.
 */
public final class ApplicationSealgate {
    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private static final ApplicationSealgate INSTANCE = new ApplicationSealgate(ApplicationSealgate::create);

    private final Function<ClassLoader, Sealgate> factory;
    private final Map<ClassLoader, Slot> slots = new WeakHashMap<>();

    ApplicationSealgate(Function<ClassLoader, Sealgate> factory) {
        this.factory = factory;
    }

    /**
     * The Sealgate of a web application.
     *
     * @throws InvalidConfigurationException if the configuration cannot be used; lists every problem, and is thrown again, the same, on each
     *     later call
     */
    public static Sealgate get(ServletContext context) {
        return get(context.getClassLoader());
    }

    /**
     * The Sealgate of the application with this class loader, which is what {@link ServletContext#getClassLoader()} returns and what the context
     * class loader is while the application runs.
     *
     * @throws InvalidConfigurationException as {@link #get(ServletContext)}
     */
    public static Sealgate get(ClassLoader application) {
        return INSTANCE.of(application);
    }

    /**
     * Reads the configuration of the application that the current thread runs, and its key files, again; from then on tokens are judged by what they say now. Requests that are under way finish with
     * what they began with, and nothing that was remembered of tokens outlives it.
     *
     * @throws InvalidConfigurationException if it cannot be used, or if anything differs that holds for the whole application; lists every problem. Nothing has changed then
     */
    public static void reload() {
        reload(Thread.currentThread().getContextClassLoader());
    }

    /** As {@link #reload()}, for the application with this class loader. */
    public static void reload(ClassLoader application) {
        Sealgate sealgate = get(application);
        Reading reading = ApplicationConfig.read(application);
        sealgate.replaceConfiguration(reading, source(reading, application));
        warn(reading);
    }

    static void clear(ClassLoader application) {
        INSTANCE.remove(application);
    }

    Sealgate of(ClassLoader application) {
        Slot slot;
        synchronized (slots) {
            slot = slots.computeIfAbsent(application, key -> new Slot());
        }
        // Outside the map's lock: reading keys takes a while, and another application need not wait for it.
        return slot.get(application);
    }

    void remove(ClassLoader application) {
        Slot slot;
        synchronized (slots) {
            slot = slots.remove(application);
        }
        if (slot != null) {
            slot.close();
        }
    }

    private static Sealgate create(ClassLoader application) {
        Reading reading = ApplicationConfig.read(application);
        Sealgate sealgate = Sealgate.create(reading, source(reading, application));
        warn(reading);
        return sealgate;
    }

    private static void warn(Reading reading) {
        for (ConfigProblem warning : reading.warnings()) {
            LOGGER.log(Level.WARNING, warning::toString);
        }
    }

    private static @Nullable IssuerSource source(Reading reading, ClassLoader application) {
        return IssuerSources.find(
                application, reading.config().flatMap(SealgateConfig::lookup).isPresent());
    }

    /** Made once, success or failure. */
    private final class Slot {
        private @Nullable Sealgate sealgate;
        private @Nullable InvalidConfigurationException failure;

        synchronized Sealgate get(ClassLoader application) {
            if (failure != null) {
                throw failure;
            }
            if (sealgate == null) {
                try {
                    sealgate = factory.apply(application);
                } catch (InvalidConfigurationException e) {
                    failure = e;
                    throw e;
                }
            }
            return sealgate;
        }

        synchronized void close() {
            if (sealgate != null) {
                sealgate.close();
            }
        }
    }
}
