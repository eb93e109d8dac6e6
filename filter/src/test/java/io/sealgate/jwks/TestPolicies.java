package io.sealgate.jwks;

import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestTokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** The same, for what is expected to be answered, however busy the machine is. */
    static RemoteKeys patient(RemoteKeys policy) {
        return new RemoteKeys(
                policy.location(),
                policy.plainHttpOnLoopback(),
                Duration.ofSeconds(30),
                policy.leastAge(),
                policy.mostAge(),
                policy.maxStale(),
                policy.coolDown(),
                policy.unknownKeyWait(),
                policy.trustedCertificates(),
                policy.proxy());
    }

    /** With TLS, where keys are rotated: they are asked for again as soon as they are too old, or a token names one that is not there. */
    static RemoteKeys rotating(URI location, Duration timeout, Duration leastAge, Duration unknownKeyWait) {
        return new RemoteKeys(
                Optional.of(location),
                false,
                timeout,
                leastAge,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofMillis(1),
                unknownKeyWait,
                List.of(TestIssuer.certificate()),
                Optional.empty());
    }

    /** The issuer of {@link TestTokens} with these keys alone. */
    static Issuer issuer(RemoteKeys remote, Optional<Decryption> decryption) {
        return new Issuer(
                TestTokens.ISSUER,
                Set.of(TestTokens.AUDIENCE),
                new Verification(List.of(), List.of(), Set.of(), Optional.of(remote)),
                decryption,
                TestConfigs.CLAIMS);
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
