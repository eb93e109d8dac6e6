package io.sealgate.jwks;

import io.sealgate.config.PropertyNames;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the operator, by one line whenever something changes, how it is with the keys of one issuer. For one thread. */
final class RefreshLog {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 64;

    private final String issuer;
    private final PropertyNames properties;
    private @Nullable VerificationKeys current;
    private @Nullable String lastCause;
    private int failures;
    private boolean unavailable = true;

    /**
     * @param properties what the properties are called that speak of this issuer
     */
    RefreshLog(String issuer, PropertyNames properties) {
        this.issuer = FetchFailedException.printable(issuer);
        this.properties = properties;
    }

    void fetched(KeySetFetcher.Fetched fetched) {
        VerificationKeys keys = fetched.keys();
        if (current == null) {
            log(
                    Level.INFO,
                    "Fetched " + names(keys.keys()) + " from " + shown(fetched.location())
                            + ". They are asked for again every " + fetched.age() + ".");
        } else if (keys != current) {
            log(Level.INFO, "The keys changed: " + changes(current, keys) + ".");
        }
        if (failures > 0 && current != null) {
            log(Level.INFO, "The keys can be fetched again, after " + failures + " failed attempts.");
        }
        for (String cause : fetched.leftOut()) {
            log(Level.WARNING, "A key is not used. " + cause);
        }
        current = keys;
        failures = 0;
        lastCause = null;
        unavailable = false;
    }

    /**
     * @param left for how long the keys still serve; null if there are none
     */
    void failed(FetchFailedException failure, Duration nextAttempt, @Nullable Duration left) {
        failures++;
        String cause = String.valueOf(failure.getMessage());
        if (cause.equals(lastCause)) {
            return;
        }
        lastCause = cause;
        log(
                Level.WARNING,
                cause
                        + (left == null
                                ? " There are no keys to go on with: tokens are answered with 503."
                                : " The keys that are there serve for another " + seconds(left)
                                        + " (sealgate.keys.max-stale).")
                        + " The next attempt is in " + seconds(nextAttempt)
                        + "; failures for the same reason are not logged again.");
    }

    private static String seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds() + " s";
    }

    /** The keys have become too old to be trusted; to be called as often as one likes. */
    void expired() {
        if (!unavailable) {
            unavailable = true;
            log(
                    Level.ERROR,
                    "The keys are too old to be trusted (sealgate.keys.max-stale), after " + failures
                            + " failed attempts. Every token is answered with 503 until they can be fetched.");
        }
    }

    private void log(Level level, String text) {
        LOGGER.log(level, () -> "Keys of " + issuer + ": " + properties.in(text));
    }

    private static String changes(VerificationKeys before, VerificationKeys now) {
        Set<String> old = ids(before);
        Set<String> young = ids(now);
        List<VerificationKey> added = now.keys().stream()
                .filter(key -> !old.contains(key.keyId() + ""))
                .toList();
        List<VerificationKey> removed = before.keys().stream()
                .filter(key -> !young.contains(key.keyId() + ""))
                .toList();
        return "added " + names(added) + ", removed " + names(removed) + ", now "
                + now.keys().size();
    }

    private static Set<String> ids(VerificationKeys keys) {
        return keys.keys().stream().map(key -> key.keyId() + "").collect(Collectors.toCollection(HashSet::new));
    }

    private static String names(List<VerificationKey> keys) {
        List<String> names = new ArrayList<>();
        for (VerificationKey key : keys.subList(0, Math.min(keys.size(), MOST_NAMES))) {
            names.add(named(key));
        }
        String count = keys.size() + (keys.size() == 1 ? " key" : " keys");
        return names.isEmpty()
                ? count
                : count + " (kid " + String.join(", ", names) + (keys.size() > MOST_NAMES ? ", ..." : "") + ")";
    }

    /** What a key is called, in printable ASCII. */
    static String named(VerificationKey key) {
        String id = key.keyId() == null ? "-" : key.keyId();
        return FetchFailedException.printable(id.length() > LONGEST_NAME ? id.substring(0, LONGEST_NAME) + "..." : id);
    }

    private static String shown(URI location) {
        return FetchFailedException.printable(location.toString());
    }
}
