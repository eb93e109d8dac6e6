package io.sealgate.jose;

/**
 * Where the keys of one issuer come from. Asked at each token, so it answers from memory: an implementation that fetches keys does so on a thread of its
 * own, and answers {@link VerificationKeys#unavailable} while it has none to trust. As long as nothing changes it hands out the very same object, for
 * what was verified with one set of keys may be remembered until there is another. Thread-safe.
 *
 * <p>Fixed keys are a lambda: {@code () -> keys}.
 */
@FunctionalInterface
public interface KeySource {
    /** The keys that are trusted at this moment; never null. Never waits. */
    VerificationKeys verificationKeys();

    /**
     * The keys to look into once more, after those known did not have what a token names. A source that can find out whether there are new ones may
     * wait for that, a bounded time, and must bound how often it does: anybody can name a key that does not exist.
     *
     * @param known what {@link #verificationKeys()} answered
     * @return other keys; {@code known} itself if there is no news, which is what a source of fixed keys says
     */
    default VerificationKeys newerThan(VerificationKeys known) {
        return known;
    }
}
