package io.sealgate;

import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import java.time.Clock;

/** Everything that one application needs, assembled from one configuration. Immutable and thread-safe. */
public final class Sealgate {
    private final SealgateConfig config;
    private final TokenValidator tokenValidator;
    private final TokenAuthenticator tokenAuthenticator;

    private Sealgate(SealgateConfig config, TokenValidator tokenValidator, TokenAuthenticator tokenAuthenticator) {
        this.config = config;
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
    }

    /**
     * Parses and checks the keys and assembles the rest.
     *
     * @throws InvalidConfigurationException if a key cannot be used; lists every problem
     */
    public static Sealgate create(SealgateConfig config) {
        return create(config, Clock.systemUTC());
    }

    /** As {@link #create(SealgateConfig)}, with the clock that tokens are judged by. */
    public static Sealgate create(SealgateConfig config, Clock clock) {
        throw new IllegalStateException();
    }

    public SealgateConfig config() {
        return config;
    }

    public TokenValidator tokenValidator() {
        return tokenValidator;
    }

    public TokenAuthenticator tokenAuthenticator() {
        return tokenAuthenticator;
    }
}
