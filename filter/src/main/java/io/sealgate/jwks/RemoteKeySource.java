package io.sealgate.jwks;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, as it publishes them. One daemon thread fetches them, from the moment this is made until it is closed; whoever asks for keys gets
 * what is in memory. While fetching fails, the keys that are there serve on for a bounded time; then, and before there were any, they are {@link
 * VerificationKeys#unavailable unavailable}.
 *
 * <p>A token that names an unknown key causes one fetch, unless another did within the cool-down, and waits for it, until a moment that is the same for all
 * who wait. No lock is held while anything is fetched. Thread-safe.
 *
 * <p>Times are counted on a clock that only goes forward, so nothing changes when somebody sets the time of day.
 */
public final class RemoteKeySource implements KeySource, AutoCloseable {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final PropertyNames properties;
    private final RemoteKeys policy;
    private final LongSupplier ticker;
    private final KeySetFetcher fetcher;
    private final RefreshLog log;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicReference<Inquiry> inquiry;
    private volatile @Nullable Trusted trusted;
    private volatile VerificationKeys unavailable = VerificationKeys.unavailable(Duration.ofSeconds(1));
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable String lastFailure;

    // For the thread alone
    private long nextAttempt;
    private int failures;

    private RemoteKeySource(
            String issuer,
            PropertyNames properties,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            CryptoProvider provider,
            Predicate<VerificationKey> decryptsHere,
            LongSupplier ticker) {
        this.properties = requireNonNull(properties, "properties");
        this.policy = requireNonNull(policy, "policy");
        this.ticker = requireNonNull(ticker, "ticker");
        this.fetcher = new KeySetFetcher(issuer, policy, algorithms, provider, decryptsHere, ticker);
        this.log = new RefreshLog(issuer, properties);
        long now = ticker.getAsLong();
        this.nextAttempt = now;
        // Those who come while the first set is on its way wait for it like those with an unknown key.
        this.inquiry = new AtomicReference<>(
                new Inquiry(now, now + policy.unknownKeyWait().toNanos()));
        this.thread = new Thread(null, this::run, "sealgate-keys", 0, false);
        thread.setDaemon(true);
    }

    /**
     * Starts to fetch the keys, and returns at once.
     *
     * @param issuer the {@code iss} whose keys they are; with discovery, an https URL
     * @param properties what the properties are called that speak of this issuer
     * @param algorithms the algorithms that the configuration allows; empty: each key's own, RS256 for RSA
     * @param provider what signatures are verified with
     * @param decryptsHere whether a key is the public half of one that this application decrypts with at this moment; such a key is not used
     */
    public static RemoteKeySource start(
            String issuer,
            PropertyNames properties,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            CryptoProvider provider,
            Predicate<VerificationKey> decryptsHere) {
        return start(issuer, properties, policy, algorithms, provider, decryptsHere, System::nanoTime);
    }

    static RemoteKeySource start(
            String issuer,
            PropertyNames properties,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            CryptoProvider provider,
            Predicate<VerificationKey> decryptsHere,
            LongSupplier ticker) {
        RemoteKeySource source =
                new RemoteKeySource(issuer, properties, policy, algorithms, provider, decryptsHere, ticker);
        source.thread.start();
        return source;
    }

    @Override
    public VerificationKeys verificationKeys() {
        Trusted current = trusted;
        return current != null && ticker.getAsLong() - current.until() < 0 ? current.keys() : unavailable;
    }

    @Override
    public VerificationKeys newerThan(VerificationKeys known) {
        VerificationKeys current = verificationKeys();
        boolean none = current.retryAfter() != null;
        if (current != known && !none) {
            return current; // they changed in between
        }
        long now = ticker.getAsLong();
        Inquiry latest = latestInquiry();
        if (!none && !closed && now - latest.nextFrom() >= 0) {
            Inquiry mine = new Inquiry(
                    now + policy.coolDown().toNanos(),
                    now + policy.unknownKeyWait().toNanos());
            if (inquiry.compareAndSet(latest, mine)) {
                wakeUp();
            }
            latest = latestInquiry();
        }
        latest.await(now);
        return verificationKeys();
    }

    /** Ends the thread. What was fetched stays until it is too old. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** How many fetches have ended, well or badly. */
    int attempts() {
        return attempts.get();
    }

    /** Makes the thread look at the time. */
    void wakeUp() {
        wakeUps.release();
    }

    private Inquiry latestInquiry() {
        return requireNonNull(inquiry.get());
    }

    private void run() {
        try {
            while (!closed) {
                Inquiry latest = latestInquiry();
                long now = ticker.getAsLong();
                if (latest.isPending() || now - nextAttempt >= 0) {
                    attempt(now);
                    attempts.incrementAndGet();
                    latest.answered();
                } else if (wakeUps.tryAcquire(untilNextChange(now), TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // close() wants the thread to end
        }
        latestInquiry().answered();
    }

    private long untilNextChange(long now) {
        Trusted current = trusted;
        if (current == null) {
            return nextAttempt - now;
        }
        if (now - current.until() >= 0) {
            log.expired();
            return nextAttempt - now;
        }
        return Math.min(nextAttempt - now, current.until() - now);
    }

    private void attempt(long startedAt) throws InterruptedException {
        try {
            succeeded(fetcher.fetch(), startedAt);
        } catch (FetchFailedException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            if (closed) {
                throw e;
            }
            // Whatever it is, the thread has to live on, for nobody else will ever fetch keys.
            failed(new FetchFailedException(
                    "Fetching them failed (" + e.getClass().getSimpleName() + ")."));
        }
    }

    private void succeeded(KeySetFetcher.Fetched fetched, long startedAt) {
        long fresh = startedAt + fetched.age().toNanos();
        trusted = new Trusted(
                fetched.keys(), startedAt, fresh, fresh + policy.maxStale().toNanos());
        nextAttempt = fresh;
        failures = 0;
        lastFailure = null;
        log.fetched(fetched);
    }

    private void failed(FetchFailedException failure) {
        long doubled = failures >= 6 ? LONGEST_PAUSE : Math.min(LONGEST_PAUSE, FIRST_PAUSE << failures);
        failures++;
        lastFailure = properties.in(String.valueOf(failure.getMessage()));
        // Not all at the same time: many instances may have lost sight of one provider at once.
        long pause = doubled - ThreadLocalRandom.current().nextLong(doubled / 5);
        long now = ticker.getAsLong();
        nextAttempt = now + pause;
        Duration next = Duration.ofNanos(pause);
        unavailable = VerificationKeys.unavailable(next);
        Trusted current = trusted;
        long left = current == null ? 0 : current.until() - now;
        log.failed(failure, next, left > 0 ? Duration.ofNanos(left) : null);
        if (left <= 0) {
            log.expired();
        }
    }

    /** How it is with the keys at this moment. */
    public Condition condition() {
        Trusted current = trusted;
        long now = ticker.getAsLong();
        return new Condition(
                current == null ? Optional.empty() : Optional.of(Duration.ofNanos(now - current.fetchedAt())),
                current == null || now - current.freshUntil() < 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(now - current.freshUntil())),
                Optional.ofNullable(lastFailure));
    }

    /**
     * @param sinceFetched how long ago the latest set was asked for that came; empty: none has come
     * @param staleFor for how long it should have been fetched again; empty: it is fresh, or none has come
     * @param lastFailure why the latest fetch failed, one sentence in printable ASCII; empty: it did not
     */
    public record Condition(
            Optional<Duration> sinceFetched, Optional<Duration> staleFor, Optional<String> lastFailure) {}

    /**
     * @param fetchedAt when they were asked for
     * @param freshUntil when they are to be fetched again
     * @param until when they have become too old
     */
    private record Trusted(VerificationKeys keys, long fetchedAt, long freshUntil, long until) {}

    /** A wish for news, which all who wait for it share. */
    private static final class Inquiry {
        private final CountDownLatch answer = new CountDownLatch(1);
        private final long nextFrom;
        private final long waitUntil;

        /**
         * @param nextFrom when there may be another
         * @param waitUntil when nobody waits any longer
         */
        Inquiry(long nextFrom, long waitUntil) {
            this.nextFrom = nextFrom;
            this.waitUntil = waitUntil;
        }

        long nextFrom() {
            return nextFrom;
        }

        boolean isPending() {
            return answer.getCount() > 0;
        }

        void answered() {
            answer.countDown();
        }

        void await(long now) {
            if (isPending() && waitUntil - now > 0) {
                try {
                    if (!answer.await(waitUntil - now, TimeUnit.NANOSECONDS)) {
                        return; // too late: as if there were no news
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
