package io.sealgate;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.KeyOrigin;
import io.sealgate.jose.DecryptionKey;
import io.sealgate.jose.VerificationKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files that keys came from, on a thread of its own, and reads them again when their content has changed, also behind symbolic links, as Kubernetes swaps them. Asks each {@link
 * io.sealgate.config.KeyEntrySource} likewise, on a thread for each issuer that has one: whatever it waits for, it alone does. New keys are judged like those at deployment; those that would have
 * been refused then never replace any. Thread-safe.
 */
final class KeyFileWatch implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 64;

    private final List<Watched> all;
    private final Supplier<List<VerificationKey>> fetched;
    private final Runnable changed;
    private final Clock clock;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock judging = new ReentrantLock();
    private volatile boolean closed;

    private KeyFileWatch(
            List<Watched> all,
            Duration interval,
            Supplier<List<VerificationKey>> fetched,
            Runnable changed,
            Clock clock) {
        this.all = List.copyOf(all);
        this.fetched = fetched;
        this.changed = changed;
        this.clock = clock;
        List<Watched> files = all.stream()
                .filter(issuer -> issuer.hasFiles() && !issuer.hasSources())
                .toList();
        if (!files.isEmpty()) {
            threads.add(thread("sealgate-files", files, interval));
        }
        all.stream()
                .filter(Watched::hasSources)
                .forEach(issuer -> threads.add(thread("sealgate-key-source", List.of(issuer), interval)));
    }

    private Thread thread(String name, List<Watched> issuers, Duration interval) {
        Thread thread = new Thread(null, () -> run(issuers, interval), name, 0, false);
        thread.setDaemon(true);
        // A source is code of the application, and may look for its classes there.
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return thread;
    }

    /**
     * Starts to look, if there is anything that may change.
     *
     * @param issuers the {@code iss} of each
     * @param read what was read of their keys, in the same order
     * @param keys what is to follow, in the same order
     * @param fetched the keys of all issuers that are fetched, as they are at the moment
     * @param changed called after keys were replaced
     */
    static KeyFileWatch start(
            List<String> issuers,
            List<IssuerKeys> read,
            List<LocalKeys> keys,
            Duration interval,
            Supplier<List<VerificationKey>> fetched,
            Runnable changed,
            Clock clock) {
        List<Watched> all = new ArrayList<>();
        for (int i = 0; i < issuers.size(); i++) {
            all.add(new Watched(issuers.get(i), read.get(i), keys.get(i), clock.instant()));
        }
        KeyFileWatch watch = new KeyFileWatch(all, interval, fetched, changed, clock);
        watch.threads.forEach(Thread::start);
        return watch;
    }

    List<KeyFiles> status() {
        return all.stream()
                .filter(issuer -> issuer.hasFiles() || issuer.hasSources())
                .map(Watched::status)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private void run(List<Watched> issuers, Duration interval) {
        try {
            while (!closed) {
                Thread.sleep(interval.toMillis());
                for (Watched issuer : issuers) {
                    look(issuer);
                }
            }
        } catch (InterruptedException e) {
            // close() wants the thread to end
        }
    }

    private void look(Watched issuer) {
        String now = issuer.fingerprint();
        if (now.equals(issuer.seen)) {
            return;
        }
        issuer.seen = now;
        try {
            use(issuer, issuer.read.readAgain());
            log(Level.INFO, issuer, "Their " + issuer.origin() + " changed. Now there are " + names(issuer.keys) + ".");
        } catch (InvalidConfigurationException e) {
            failed(issuer, e.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining("\n  ")));
        } catch (RuntimeException | Error e) {
            // Whatever it is, the thread has to live on, for nobody else looks.
            failed(issuer, "Reading them failed (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** Judges the keys of one issuer beside all others, and lets them replace the former ones. */
    private void use(Watched issuer, IssuerKeys read) {
        KeyAssembly keys = new KeyAssembly(read);
        judging.lock();
        try {
            List<ConfigProblem> problems = new ArrayList<>(keys.problems());
            if (problems.isEmpty()) {
                problems.addAll(KeyAssembly.problemsBetween(all.stream()
                        .map(each -> each == issuer ? keys : each.keys.assembly())
                        .toList()));
                problems.addAll(keys.problemsBeside(fetched.get()));
            }
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            issuer.keys.replaceBy(keys);
            issuer.read = read;
            issuer.inUse(clock.instant());
            changed.run();
        } finally {
            judging.unlock();
        }
    }

    private static void failed(Watched issuer, String problem) {
        issuer.problem = problem;
        log(
                Level.WARNING,
                issuer,
                "Their " + issuer.origin()
                        + " changed, and what is there cannot be used. The keys that were there stay.\n  " + problem);
    }

    private static void log(Level level, Watched issuer, String text) {
        LOGGER.log(level, () -> "Keys of " + printable(issuer.name) + ": " + text);
    }

    private static String names(LocalKeys keys) {
        Stream<@Nullable String> verifying =
                keys.verificationKeys().keys().stream().map(VerificationKey::keyId);
        Stream<@Nullable String> decrypting =
                keys.decryptionKeys().keys().stream().map(DecryptionKey::keyId);
        List<String> names = Stream.concat(verifying, decrypting)
                .map(id -> printable(Objects.requireNonNullElse(id, "-")))
                .toList();
        return names.size() + (names.size() == 1 ? " key" : " keys") + " (kid "
                + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", ..." : "") + ")";
    }

    private static String printable(String text) {
        String cut = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
        return cut.replaceAll("[^ -~]", "?");
    }

    /** For one thread alone, but for the status. */
    private static final class Watched {
        private final String name;
        private final LocalKeys keys;
        private final List<Path> files;
        private final List<String> sources;
        private IssuerKeys read;
        private String seen;
        private volatile Instant readAt;
        private volatile @Nullable String problem;

        Watched(String name, IssuerKeys read, LocalKeys keys, Instant readAt) {
            this.name = name;
            this.read = read;
            this.keys = keys;
            this.readAt = readAt;
            this.files = read.origins().stream()
                    .flatMap(origin -> origin.files().stream())
                    .toList();
            this.sources = read.origins().stream()
                    .flatMap(origin -> origin.source().stream())
                    .toList();
            this.seen = read.origins().stream().map(KeyOrigin::firstFingerprint).collect(Collectors.joining(","));
        }

        boolean hasFiles() {
            return !files.isEmpty();
        }

        boolean hasSources() {
            return !sources.isEmpty();
        }

        /** In words. */
        String origin() {
            String code = "KeyEntrySource " + String.join(" and ", sources);
            return sources.isEmpty() ? "files" : files.isEmpty() ? code : "files or " + code;
        }

        String fingerprint() {
            return read.origins().stream().map(KeyOrigin::fingerprint).collect(Collectors.joining(","));
        }

        void inUse(Instant now) {
            readAt = now;
            problem = null;
        }

        KeyFiles status() {
            return new KeyFiles(name, files, sources, readAt, Optional.ofNullable(problem));
        }
    }
}
