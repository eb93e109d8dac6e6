package io.sealgate.jose;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Provider;
import java.security.Security;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JCA provider that signatures and MACs are verified with, and private keys are used with. Where it cannot do something, the JDK does, and the log says so once. AES stays with the JDK, whose own is as
 * fast.
 *
 * <p>A provider that the JVM does not know is never installed there: it belongs to one application, and others must not notice. Thread-safe.
 */
public final class CryptoProvider {
    /** Whatever the JDK chooses. */
    public static final CryptoProvider DEFAULT = new CryptoProvider(null);

    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private final @Nullable Provider provider;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    private CryptoProvider(@Nullable Provider provider) {
        this.provider = provider;
    }

    /** Finds a provider that is installed in the JVM, or, failing that, offered as a service on the application's class path. */
    public static Optional<CryptoProvider> find(String name) {
        Provider installed = Security.getProvider(name);
        return installed != null
                ? Optional.of(new CryptoProvider(installed))
                : find(name, Thread.currentThread().getContextClassLoader())
                        .or(() -> find(name, CryptoProvider.class.getClassLoader()));
    }

    private static Optional<CryptoProvider> find(String name, @Nullable ClassLoader classPath) {
        Iterator<Provider> providers =
                ServiceLoader.load(Provider.class, classPath).iterator();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext();
                Provider provider = more ? providers.next() : null;
                if (provider != null && provider.getName().equals(name)) {
                    return Optional.of(new CryptoProvider(provider));
                }
            } catch (ServiceConfigurationError e) {
                // Another one, which is broken or not for this JDK: on to the next.
                LOGGER.log(Level.DEBUG, "A JCA provider on the class path cannot be loaded");
            }
        }
        return Optional.empty();
    }

    /** Null: the JDK chooses. */
    @Nullable Provider provider() {
        return provider;
    }

    /** Notes that the provider cannot do something. */
    void lacks(String algorithm) {
        if (provider != null && missing.add(algorithm)) {
            LOGGER.log(
                    Level.WARNING,
                    "The provider {0} (sealgate.crypto.provider) cannot be used for {1}; the JDK''s own is.",
                    provider.getName(),
                    algorithm);
        }
    }
}
