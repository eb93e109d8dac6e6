package io.sealgate.jwks;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.PublishedKeySet;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches the JWK Set of one issuer, and remembers what spares work the next time. For one thread. */
final class KeySetFetcher {
    private static final Pattern TAG = Pattern.compile("(W/)?\"[!#-~]{0,200}\"");

    private final String issuer;
    private final RemoteKeys policy;
    private final Set<SignatureAlgorithm> algorithms;
    private final CryptoProvider provider;
    private final Predicate<VerificationKey> decryptsHere;
    private final LongSupplier ticker;
    private final Freshness freshness;
    private @Nullable BoundedClient client;
    private @Nullable URI discovered;
    private long discoveredAt;
    private @Nullable Known known;

    /**
     * @param decryptsHere whether a key is the public half of one that this application decrypts with at this moment
     * @param ticker nanoseconds that only go forward
     */
    KeySetFetcher(
            String issuer,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            CryptoProvider provider,
            Predicate<VerificationKey> decryptsHere,
            LongSupplier ticker) {
        this.issuer = requireNonNull(issuer, "issuer");
        this.policy = requireNonNull(policy, "policy");
        this.algorithms = Set.copyOf(algorithms);
        this.provider = requireNonNull(provider, "provider");
        this.decryptsHere = requireNonNull(decryptsHere, "decryptsHere");
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
        Known same = before != null && (body == null || Arrays.equals(body, before.body())) ? before : null;
        Known now = same != null ? same : read(location, answer.tag(), requireNonNull(body));
        // Our own keys may have changed, though the set has not.
        List<VerificationKey> usable =
                now.set().keys().stream().filter(decryptsHere.negate()).toList();
        if (same != null && usable.equals(same.keys().keys())) {
            // The same object, so that what was verified with it stays verified.
            return new Fetched(same.keys(), List.of(), age, location);
        }
        List<String> leftOut = new ArrayList<>(now.set().leftOut());
        now.set().keys().stream()
                .filter(decryptsHere)
                .map(KeySetFetcher::forBothPurposes)
                .forEach(leftOut::add);
        if (usable.isEmpty()) {
            throw new FetchFailedException(leftOut.get(leftOut.size() - 1) + " It came from " + location + ".");
        }
        VerificationKeys keys = VerificationKeys.of(usable);
        known = new Known(location, now.tag(), now.body(), now.set(), keys);
        return new Fetched(keys, leftOut, age, location);
    }

    private Known read(URI location, @Nullable String tag, byte[] body) throws FetchFailedException {
        PublishedKeySet set = PublishedKeySet.read(body, algorithms);
        if (set.refused().isPresent()) {
            throw new FetchFailedException(set.refused().get() + " It came from " + location + ".");
        }
        List<VerificationKey> keys = set.keys().stream()
                .map(key -> provider == CryptoProvider.DEFAULT ? key : key.verifiedBy(provider))
                .toList();
        return new Known(
                location,
                tag != null && TAG.matcher(tag).matches() ? tag : null,
                body,
                new PublishedKeySet(keys, set.leftOut(), Optional.empty()),
                VerificationKeys.of(keys));
    }

    private static String forBothPurposes(VerificationKey key) {
        return "The key " + RefreshLog.named(key)
                + " is the public half of a decryption key of this application (SG-217), and a key is for one of these purposes (RFC 8725 section 3.12).";
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

    /**
     * @param set what was published
     * @param keys those of them that are used
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(URI location, @Nullable String tag, byte[] body, PublishedKeySet set, VerificationKeys keys) {}
}
