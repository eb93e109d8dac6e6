package io.sealgate.jwks;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.PublishedKeySet;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches the JWK Set of one issuer, and remembers what spares work the next time. For one thread. */
final class KeySetFetcher {
    private static final Pattern TAG = Pattern.compile("(W/)?\"[!#-~]{0,200}\"");

    private final String issuer;
    private final RemoteKeys policy;
    private final Set<SignatureAlgorithm> algorithms;
    private final CryptoProvider provider;
    private final LongSupplier ticker;
    private final Freshness freshness;
    private @Nullable BoundedClient client;
    private @Nullable URI discovered;
    private long discoveredAt;
    private @Nullable Known known;

    /**
     * @param ticker nanoseconds that only go forward
     */
    KeySetFetcher(
            String issuer,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            CryptoProvider provider,
            LongSupplier ticker) {
        this.issuer = requireNonNull(issuer, "issuer");
        this.policy = requireNonNull(policy, "policy");
        this.algorithms = Set.copyOf(algorithms);
        this.provider = requireNonNull(provider, "provider");
        this.ticker = requireNonNull(ticker, "ticker");
        this.freshness = new Freshness(policy.leastAge(), policy.mostAge());
    }

    /**
     * Fetches the set once.
     *
     * @throws FetchFailedException if there is no set, or none that can be trusted; what was fetched before is not affected
     * @throws InterruptedException if the thread was asked to end
     */
    Fetched fetch() throws FetchFailedException, InterruptedException {
        try {
            return fetch(location());
        } catch (FetchFailedException e) {
            discovered = null; // it may have moved
            throw e;
        }
    }

    private Fetched fetch(URI location) throws FetchFailedException, InterruptedException {
        Known before = known != null && known.location().equals(location) ? known : null;
        BoundedClient.Answer answer = client().get(location, before == null ? null : before.tag());
        Duration age = freshness.of(answer.cacheControl(), answer.age());
        byte[] body = answer.body();
        if (before != null && (body == null || Arrays.equals(body, before.body()))) {
            // The same object, so that what was verified with it stays verified.
            return new Fetched(before.keys(), List.of(), age, location);
        }
        PublishedKeySet set = PublishedKeySet.read(requireNonNull(body), algorithms);
        if (set.refused().isPresent()) {
            throw new FetchFailedException(set.refused().get() + " It came from " + location + ".");
        }
        String tag = answer.tag() != null && TAG.matcher(answer.tag()).matches() ? answer.tag() : null;
        VerificationKeys keys = VerificationKeys.of(set.keys().stream()
                .map(key -> provider == CryptoProvider.DEFAULT ? key : key.verifiedBy(provider))
                .toList());
        known = new Known(location, tag, body, keys);
        return new Fetched(keys, set.leftOut(), age, location);
    }

    private URI location() throws FetchFailedException, InterruptedException {
        if (policy.location().isPresent()) {
            return policy.location().get();
        }
        URI location = discovered;
        if (location == null
                || ticker.getAsLong() - discoveredAt >= policy.mostAge().toNanos()) {
            location = discover();
            discovered = location;
            discoveredAt = ticker.getAsLong();
        }
        return location;
    }

    private URI discover() throws FetchFailedException, InterruptedException {
        FetchFailedException first = null;
        for (URI location : IssuerMetadata.locations(URI.create(issuer))) {
            try {
                byte[] text = requireNonNull(client().get(location, null).body());
                return IssuerMetadata.keysOf(issuer, text, location, policy.plainHttpOnLoopback());
            } catch (FetchFailedException e) {
                if (first == null) {
                    first = e;
                }
                if (e.status() < 400 || e.status() >= 500) {
                    throw e; // not a word that nothing is there, so the other place would be a guess
                }
            }
        }
        throw requireNonNull(first);
    }

    private BoundedClient client() {
        // Made by the thread that fetches: reading the JDK's trusted certificates takes a while.
        if (client == null) {
            client = new BoundedClient(policy);
        }
        return client;
    }

    /**
     * A set that can be trusted.
     *
     * @param keys the same object as before if nothing has changed
     * @param leftOut a sentence for each key that cannot serve; empty if nothing has changed
     * @param age how long it may be used before it is asked for again
     */
    record Fetched(VerificationKeys keys, List<String> leftOut, Duration age, URI location) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(URI location, @Nullable String tag, byte[] body, VerificationKeys keys) {}
}
