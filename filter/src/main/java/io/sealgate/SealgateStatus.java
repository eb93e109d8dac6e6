package io.sealgate;

import io.sealgate.token.SignatureAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How it is with the keys at one moment, for health checks, metrics and whoever rotates keys. Holds no secrets; of tokens, nothing but the {@code kid}s of those that were valid.
 *
 * @param ready whether tokens of any issuer can be verified; false until the first set of keys is there, and where the keys of all issuers have become too old
 * @param issuers those that are configured, in the order of the configuration
 * @param lookedUp how many policies of the {@link IssuerSource} are kept; 0 where none is asked
 */
public record SealgateStatus(boolean ready, List<IssuerStatus> issuers, int lookedUp) {
    public SealgateStatus {
        issuers = List.copyOf(issuers);
    }

    /**
     * How it is with the keys of one issuer.
     *
     * @param label what the configuration calls the issuer; empty: the default one
     * @param issuer the {@code iss}
     * @param available whether there are keys to verify with; if not, its tokens are answered with 503
     * @param fetchedAt when keys were last fetched successfully; empty: never, or they are not fetched
     * @param staleSince since when they should have been fetched again; empty: they are fresh, or there are none
     * @param lastFailure why the latest fetch failed, a sentence; empty: it did not
     * @param keys the keys that are trusted, and those that were and verified tokens; their counts begin when the application starts
     */
    public record IssuerStatus(
            Optional<String> label,
            String issuer,
            boolean available,
            Optional<Instant> fetchedAt,
            Optional<Instant> staleSince,
            Optional<String> lastFailure,
            List<KeyStatus> keys) {
        public IssuerStatus {
            keys = List.copyOf(keys);
        }
    }

    /**
     * What one key is used for. Counted are tokens by the {@code kid} that they name; tokens without one, and those that name more than 256 different ones (to a key that has none), are counted as
     * without.
     *
     * @param keyId empty: keys without a {@code kid}, and tokens that name none
     * @param algorithms what it verifies; empty if it is not trusted any more
     * @param trusted whether tokens of it are accepted at this moment
     * @param verified how many valid tokens it has verified, each time that one came counted
     * @param lastSeen when the latest of them came, to the second; empty: there was none
     */
    public record KeyStatus(
            Optional<String> keyId,
            Set<SignatureAlgorithm> algorithms,
            boolean trusted,
            long verified,
            Optional<Instant> lastSeen) {
        public KeyStatus {
            algorithms = Set.copyOf(algorithms);
        }
    }
}
