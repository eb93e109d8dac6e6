package io.sealgate.cdi.rest;

import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/** Registers this package's providers with Jersey, where nothing else would beside an explicit {@code Application}. Only Jersey loads this class. */
public final class JerseyRegistration implements ForcedAutoDiscoverable {

    /** For Jersey. */
    public JerseyRegistration() {}

    @Override
    public void configure(FeatureContext context) {
        register(context, RequiresClaimFeature.class);
        register(context, AuthorizationExceptionMapper.class);
        register(context, RestCallFilter.class);
    }

    private static void register(FeatureContext context, Class<?> provider) {
        if (!context.getConfiguration().isRegistered(provider)) {
            context.register(provider);
        }
    }
}
