package io.sealgate.jose;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.RSAKey;
import java.security.interfaces.XECKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.jose4j.jca.ProviderContext;
import org.jspecify.annotations.Nullable;

/**
 * The JCA provider that signatures and MACs are verified with, and private keys are used with. Where it cannot do something, the JDK does, and the log says so once. Content encryption stays with the
 * JDK, whose AES is as fast.
 *
 * <p>A provider that the JVM does not know is never installed there: it belongs to one application, and others must not notice. jose4j asks for providers by name, so decryption uses one that is installed alone.
 * Thread-safe.
 */
public final class CryptoProvider {
    /** Whatever the JDK chooses. */
    public static final CryptoProvider DEFAULT = new CryptoProvider(null, false);

    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private final @Nullable Provider provider;
    private final boolean installed;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    private CryptoProvider(@Nullable Provider provider, boolean installed) {
        this.provider = provider;
        this.installed = installed;
    }

    /** Finds a provider that is installed in the JVM, or, failing that, offered as a service on the application's class path. */
    public static Optional<CryptoProvider> find(String name) {
        Provider installed = Security.getProvider(name);
        return installed != null
                ? Optional.of(new CryptoProvider(installed, true))
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
                    return Optional.of(new CryptoProvider(provider, false));
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

    /** What jose4j is to use with this private or secret key. */
    ProviderContext decryptingWith(Key key) {
        ProviderContext context = new ProviderContext();
        if (provider == null || !(key instanceof PrivateKey)) {
            return context;
        }
        boolean rsa = key instanceof RSAKey;
        if (!installed) {
            lacks("decryption, as it is not installed in the JVM");
        } else if (!worksWith(key, provider, rsa)) {
            lacks("decryption with " + key.getAlgorithm() + " keys");
        } else if (rsa) {
            context.getSuppliedKeyProviderContext().setCipherProvider(provider.getName());
        } else {
            context.getSuppliedKeyProviderContext().setKeyAgreementProvider(provider.getName());
        }
        return context;
    }

    /** Whether the provider has all that jose4j will ask it for. */
    private static boolean worksWith(Key key, Provider provider, boolean rsa) {
        try {
            if (rsa) {
                Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding", provider)
                        .init(Cipher.UNWRAP_MODE, key);
                Cipher.getInstance(JoseAlgorithms.RSA_OAEP, provider)
                        .init(Cipher.UNWRAP_MODE, key, JoseAlgorithms.RSA_OAEP_256_PARAMETERS);
            } else {
                KeyAgreement.getInstance(key instanceof XECKey ? "XDH" : "ECDH", provider)
                        .init(key);
            }
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
