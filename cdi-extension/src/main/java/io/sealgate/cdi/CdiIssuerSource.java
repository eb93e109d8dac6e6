package io.sealgate.cdi;

import io.sealgate.IssuerSource;
import io.sealgate.config.SealgateConfig.Issuer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the application's bean of this type, which is looked up when it is first needed: Sealgate is there before the beans are. Thread-safe. */
public final class CdiIssuerSource implements IssuerSource {
    private volatile @Nullable IssuerSource bean;

    /** For {@link java.util.ServiceLoader}. */
    public CdiIssuerSource() {}

    @Override
    public Optional<Issuer> find(String issuer) throws Exception {
        IssuerSource found = bean;
        if (found == null) {
            found = CDI.current().select(IssuerSource.class).get();
            bean = found;
        }
        return found.find(issuer);
    }
}
