package io.sealgate.jwks;

import io.sealgate.config.SealgateConfig.RemoteKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How keys are fetched in tests. */
final class TestPolicies {
    static final Duration TIMEOUT = Duration.ofMillis(400);
    static final Duration MAX_STALE = Duration.ofHours(1);
    static final Duration COOL_DOWN = Duration.ofSeconds(30);
    static final Duration WAIT = Duration.ofMillis(500);

    private TestPolicies() {}

    /** With TLS; without a location, by discovery. */
    static RemoteKeys secure(Optional<URI> location) {
        return policy(location, false);
    }

    static RemoteKeys plain(URI location) {
        return policy(Optional.of(location), true);
    }

    private static RemoteKeys policy(Optional<URI> location, boolean plainHttp) {
        return new RemoteKeys(
                location,
                plainHttp,
                TIMEOUT,
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                MAX_STALE,
                COOL_DOWN,
                WAIT,
                plainHttp ? List.of() : List.of(TestIssuer.certificate()),
                Optional.empty());
    }
}
