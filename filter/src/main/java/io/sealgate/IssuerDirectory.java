package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The policies of an {@link IssuerSource}, kept within bounds. Finding one that is there takes no lock and no call.
 *
 * <ul>
 *   <li>For each {@code iss} one request asks at a time; the others wait a second for what it hears. Of all together, {@value #MOST_CALLS} ask at once.
 *   <li>A policy that has become old is asked for again by one request, while the others go on with it, up to as long again; so is one that cannot be asked for.
 *   <li>Anybody can name issuers that do not exist, a new one in each token. Calls that find nothing, or fail, come out of a budget: {@value #BURST} at once, and {@value #PER_SECOND} a second in
 *       the long run. When it is used up, a token of an issuer that was not seen before is answered with 503; those that are known do not notice.
 * </ul>
 *
 * Thread-safe.
 */
final class IssuerDirectory implements AutoCloseable {
    static final int MOST_CALLS = 8;
    static final int BURST = 100;
    static final int PER_SECOND = 10;

    /** How many issuers that do not exist are remembered. */
    static final int MOST_UNKNOWN = 1000;

    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final long LONGEST_WAIT_MILLIS = 1000;
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_UNKNOWN = TimeUnit.MINUTES.toNanos(1);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

    private final IssuerSource source;
    private final PolicyFactory factory;
    private final int maxEntries;
    private final long maxAge;
    private final LongSupplier ticker;

    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, Long> unknownUntil = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<IssuerChoice.Choice>> asking = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final AtomicLong spentUntil;
    private final ReentrantLock evicting = new ReentrantLock();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param ticker nanoseconds that only go forward
     */
    IssuerDirectory(IssuerSource source, PolicyFactory factory, IssuerLookup bounds, LongSupplier ticker) {
        this.source = requireNonNull(source, "source");
        this.factory = requireNonNull(factory, "factory");
        this.maxEntries = bounds.maxEntries();
        this.maxAge = bounds.maxAge().toNanos();
        this.ticker = requireNonNull(ticker, "ticker");
        this.spentUntil = new AtomicLong(ticker.getAsLong());
    }

    /** Finds the policy of an issuer that a token names. Never throws for what it names. */
    IssuerChoice.Choice find(String issuer) {
        long now = ticker.getAsLong();
        Entry entry = known.get(issuer);
        if (entry != null) {
            return find(issuer, entry, now);
        }
        Long until = unknownUntil.get(issuer);
        if (until != null && now - until < 0) {
            return unknown(issuer);
        }
        return spentUntil.get() - now < BURST * INTERVAL
                ? askOnce(issuer)
                : unavailable(issuer, "too many tokens name issuers that do not exist", Duration.ofSeconds(1));
    }

    /** How many policies are kept. */
    int size() {
        return known.size();
    }

    private IssuerChoice.Choice find(String issuer, Entry entry, long now) {
        entry.usedAt = now;
        if (entry.isFresh(now)) {
            return entry.policy;
        }
        if (entry.beginRefresh(now)) {
            IssuerChoice.Choice answer = ask(issuer, entry);
            if (!(answer instanceof IssuerChoice.Refusal refusal && refusal.result() instanceof Unavailable)) {
                return answer;
            }
        }
        return entry.isUsable(ticker.getAsLong())
                ? entry.policy
                : unavailable(issuer, "the IssuerSource does not answer", Duration.ofSeconds(1));
    }

    private IssuerChoice.Choice askOnce(String issuer) {
        CompletableFuture<IssuerChoice.Choice> mine = new CompletableFuture<>();
        CompletableFuture<IssuerChoice.Choice> other = asking.putIfAbsent(issuer, mine);
        if (other != null) {
            return await(other, issuer);
        }
        IssuerChoice.Choice answer = unavailable(issuer, "asking the IssuerSource failed", Duration.ofSeconds(1));
        try {
            Entry entry = known.get(issuer); // somebody may have been told in between
            answer = entry != null ? entry.policy : ask(issuer, null);
        } finally {
            asking.remove(issuer, mine);
            mine.complete(answer);
        }
        return answer;
    }

    private static IssuerChoice.Choice await(CompletableFuture<IssuerChoice.Choice> other, String issuer) {
        try {
            return other.get(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // as if there were no answer
        }
        return unavailable(issuer, "the IssuerSource has not answered within a second", Duration.ofSeconds(1));
    }

    /**
     * Asks the source, and keeps what it says.
     *
     * @param before what it said last time; null if there is nothing to renew
     */
    private IssuerChoice.Choice ask(String issuer, @Nullable Entry before) {
        if (!calls.tryAcquire()) {
            return unavailable(issuer, "too many calls of the IssuerSource at once", Duration.ofSeconds(1));
        }
        try {
            Optional<Issuer> found = source.find(issuer);
            if (failing.compareAndSet(true, false)) {
                LOGGER.log(Level.INFO, "The IssuerSource answers again.");
            }
            if (found.isEmpty()) {
                return forget(issuer, before);
            }
            return before != null && before.issuer.equals(found.get())
                    ? before.renewed(ticker.getAsLong())
                    : keep(issuer, found.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable(issuer, "asking the IssuerSource was interrupted", Duration.ofSeconds(1));
        } catch (Exception e) {
            spend();
            if (failing.compareAndSet(false, true)) {
                // Its message may hold the token's iss, or what the database is opened with.
                LOGGER.log(
                        Level.WARNING,
                        "The IssuerSource fails ({0}). Tokens of issuers that are not known are answered with 503; failures are not logged again until it answers.",
                        e.getClass().getName());
            }
            return unavailable(issuer, "the IssuerSource failed", Duration.ofSeconds(5));
        } finally {
            calls.release();
        }
    }

    private IssuerChoice.Choice forget(String issuer, @Nullable Entry before) {
        spend();
        if (before != null && known.remove(issuer, before)) {
            before.end();
        }
        if (unknownUntil.size() >= MOST_UNKNOWN) {
            unknownUntil.clear();
        }
        unknownUntil.put(issuer, ticker.getAsLong() + Math.min(maxAge, LONGEST_UNKNOWN));
        return unknown(issuer);
    }

    private IssuerChoice.Choice keep(String issuer, Issuer found) {
        KeyAssembly keys = new KeyAssembly(IssuerKeys.of(found));
        if (!found.name().equals(issuer)
                || found.decryption().isPresent()
                || !keys.problems().isEmpty()) {
            spend();
            LOGGER.log(
                    Level.ERROR,
                    "What the IssuerSource says of {0} cannot be used, so its tokens are answered with 503: {1}",
                    new TokenDescription(null, null, issuer, null),
                    found.decryption().isPresent()
                            ? "it has a decryption key, which an encrypted token cannot be matched with"
                            : keys.problems().isEmpty()
                                    ? "it is for another issuer"
                                    : String.join(
                                            " ",
                                            keys.problems().stream()
                                                    .map(ConfigProblem::toString)
                                                    .toList()));
            return unavailable(issuer, "what the IssuerSource says cannot be used", Duration.ofSeconds(5));
        }
        Entry entry = new Entry(found, ticker.getAsLong());
        entry.policy = factory.create(found, factory.localKeys(keys), entry);
        Entry replaced = known.put(issuer, entry);
        if (replaced != null) {
            replaced.end();
        }
        if (closed) {
            entry.policy.close();
        }
        evict();
        return entry.policy;
    }

    /** Leaves out what was not used for longest; a sixteenth at a time, for it looks at all. */
    private void evict() {
        if (known.size() <= maxEntries || !evicting.tryLock()) {
            return;
        }
        try {
            List<Map.Entry<String, Long>> byUse = new ArrayList<>();
            known.forEach((issuer, entry) -> byUse.add(Map.entry(issuer, entry.usedAt)));
            long now = ticker.getAsLong();
            byUse.sort(Comparator.comparingLong(use -> use.getValue() - now));
            int surplus = byUse.size() - maxEntries + maxEntries / 16;
            for (Map.Entry<String, Long> use : byUse.subList(0, Math.min(surplus, byUse.size()))) {
                Entry entry = known.remove(use.getKey());
                if (entry != null) {
                    entry.end();
                }
            }
        } finally {
            evicting.unlock();
        }
    }

    private void spend() {
        long now = ticker.getAsLong();
        spentUntil.updateAndGet(until -> (until - now < 0 ? now : until) + INTERVAL);
    }

    private static IssuerChoice.Refusal unknown(String issuer) {
        return new IssuerChoice.Refusal(new Rejected(Rejection.of(
                RejectionReason.ISSUER_NOT_ACCEPTED,
                "neither the configuration nor the IssuerSource has this iss (which nothing proves so far)",
                new TokenDescription(null, null, issuer, null))));
    }

    private static IssuerChoice.Refusal unavailable(String issuer, String detail, Duration retryAfter) {
        return new IssuerChoice.Refusal(new Unavailable(
                Rejection.of(
                        RejectionReason.ISSUER_UNAVAILABLE, detail, new TokenDescription(null, null, issuer, null)),
                retryAfter));
    }

    /** Stops fetching keys, where any are fetched. */
    @Override
    public void close() {
        closed = true;
        known.values().forEach(entry -> entry.policy.close());
    }

    /** What the source said, and what was made of it. */
    private final class Entry implements IssuerPolicy.Term {
        final Issuer issuer;

        @SuppressWarnings("NullAway.Init") // set before anybody else sees this
        IssuerPolicy policy;

        volatile long usedAt;
        private volatile long saidAt;
        private volatile boolean ended;
        private final AtomicLong refreshFrom;

        Entry(Issuer issuer, long now) {
            this.issuer = issuer;
            this.saidAt = now;
            this.usedAt = now;
            this.refreshFrom = new AtomicLong(now);
        }

        /** Whether what was judged by this policy stands. */
        @Override
        public boolean holds() {
            return isFresh(ticker.getAsLong());
        }

        boolean isFresh(long now) {
            return !ended && now - saidAt < maxAge;
        }

        boolean isUsable(long now) {
            return !ended && now - saidAt < 2 * maxAge;
        }

        /** Whether it is this request that asks again. */
        boolean beginRefresh(long now) {
            long from = refreshFrom.get();
            return now - from >= 0 && refreshFrom.compareAndSet(from, now + PAUSE_AFTER_FAILURE);
        }

        IssuerPolicy renewed(long now) {
            saidAt = now;
            return policy;
        }

        void end() {
            ended = true;
            policy.close();
        }
    }
}
