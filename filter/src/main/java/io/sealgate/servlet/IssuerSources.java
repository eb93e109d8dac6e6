package io.sealgate.servlet;

import io.sealgate.IssuerSource;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link IssuerSource} of an application among its services. */
final class IssuerSources {
    /** Asks the application's beans; steps back where the application has a service of its own. */
    private static final String OF_CDI = "io.sealgate.cdi.CdiIssuerSource";

    private IssuerSources() {}

    /**
     * Finds the one source.
     *
     * @param asked whether the configuration wants one
     * @return null if there is none; that of CDI only if one is asked for, for whether there is a bean is not known yet
     * @throws InvalidConfigurationException if there are several
     */
    static @Nullable IssuerSource find(ClassLoader application, boolean asked) {
        List<ServiceLoader.Provider<IssuerSource>> own = new ArrayList<>();
        ServiceLoader.Provider<IssuerSource> ofCdi = null;
        for (ServiceLoader.Provider<IssuerSource> provider :
                ServiceLoader.load(IssuerSource.class, application).stream().toList()) {
            if (provider.type().getName().equals(OF_CDI)) {
                ofCdi = provider;
            } else {
                own.add(provider);
            }
        }
        if (own.size() > 1) {
            throw new InvalidConfigurationException(List.of(new ConfigProblem(
                    "SG-223",
                    "META-INF/services/" + IssuerSource.class.getName(),
                    "The application has more than one IssuerSource.",
                    "Keep one, which may ask others.")));
        }
        if (!own.isEmpty()) {
            return own.get(0).get();
        }
        return asked && ofCdi != null ? ofCdi.get() : null;
    }
}
