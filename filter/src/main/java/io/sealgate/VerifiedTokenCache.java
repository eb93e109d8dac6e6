package io.sealgate;

import io.sealgate.jose.VerificationKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found valid lately, so that they need not be decrypted, verified and judged anew at each request. It can only ever repeat an acceptance, and only where judging the
 * token anew would accept it again:
 *
 * <ul>
 *   <li>A token is found by comparing all of its characters, in constant time.
 *   <li>An entry speaks for the span in which its claims hold, from the second in which they were judged; before (a clock was put back) and after it, the token is judged anew.
 *   <li>An entry belongs to the policy by which the token was judged, and to the set of keys, the very object, that it was verified with. It is found as long as that policy trusts that set; the
 *       entries of other issuers stay when one issuer's keys change.
 *   <li>Nothing but valid tokens gets in, so it cannot be filled without a key. Searching writes nothing that others could notice.
 * </ul>
 *
 * <p>Bounded in entries, and in characters to {@value #CHARACTERS_PER_ENTRY} for each entry on average. What was not used for longest gives way. Reading is free of locks and makes nothing;
 * writing is skipped where somebody else writes at the moment. Thread-safe, without thread-locals and threads.
 */
final class VerifiedTokenCache {
    /** How many entries share a place: enough that used tokens seldom push one another out. */
    private static final int WAYS = 4;

    private static final int CHARACTERS_PER_ENTRY = 4096;

    /** How many characters at the end of a token choose its place: those of the signature or tag, which are as good as random. */
    private static final int SAMPLE = Long.BYTES;

    private static final Comparator<Entry> MOST_RECENTLY_USED =
            Comparator.comparingLong(Entry::usedAt).reversed();

    private final int ways;
    private final int sets;

    /** Keeps secret which tokens share a place. */
    private final long seed = new SecureRandom().nextLong();

    private final SecretComparison comparison = new SecretComparison();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicReferenceArray<@Nullable Entry> slots;

    /**
     * @param entries the most tokens that are kept; at least 1
     */
    VerifiedTokenCache(int entries) {
        this.ways = Math.min(WAYS, entries);
        this.sets = entries / ways;
        this.slots = new AtomicReferenceArray<>(sets * ways);
    }

    /**
     * Finds the outcome of an earlier validation that still stands.
     *
     * @param second this moment, in seconds since 1970
     * @return null if the token has to be judged
     */
    @Nullable Judgement find(String token, long second) {
        if (token.length() < SAMPLE) {
            return null;
        }
        long sample = sample(token);
        int first = place(sample);
        for (int i = first; i < first + ways; i++) {
            Entry entry = slots.getAcquire(i);
            if (entry != null && entry.sample == sample && comparison.isEqual(token, entry.token)) {
                if (second >= entry.since && second < entry.until && entry.isTrusted()) {
                    entry.used(second);
                    return entry.judgement;
                }
                slots.compareAndSet(i, entry, null);
                return null;
            }
        }
        return null;
    }

    /**
     * Keeps an outcome, if there is room for a token of this length.
     *
     * @param judgement an acceptance
     * @param trusted the keys that the token was verified with
     * @param since the moment at which its claims were validated, in seconds since 1970
     * @param until the first second at which they may no longer hold
     */
    void add(String token, Judgement judgement, VerificationKeys trusted, long since, long until) {
        if (until <= since || token.length() < SAMPLE || token.length() > roomOfPlace() || !writing.tryLock()) {
            return;
        }
        try {
            add(new Entry(token, sample(token), judgement, trusted, since, until));
        } finally {
            writing.unlock();
        }
    }

    /** Puts an entry before those that share its place, and leaves out the last ones if they have become too many or too long. */
    private void add(Entry added) {
        int first = place(added.sample);
        List<Entry> others = new ArrayList<>(ways);
        for (int i = first; i < first + ways; i++) {
            Entry entry = slots.getAcquire(i);
            if (entry != null && entry.until > added.since && entry.isTrusted() && !entry.token.equals(added.token)) {
                others.add(entry);
            }
        }
        others.sort(MOST_RECENTLY_USED);
        slots.setRelease(first, added);
        int room = roomOfPlace() - added.token.length();
        for (int i = 1; i < ways; i++) {
            Entry entry = i <= others.size() ? others.get(i - 1) : null;
            room -= entry == null ? 0 : entry.token.length();
            slots.setRelease(first + i, room >= 0 ? entry : null);
        }
    }

    private int roomOfPlace() {
        return ways * CHARACTERS_PER_ENTRY;
    }

    private static long sample(String token) {
        long sample = 0;
        for (int i = token.length() - SAMPLE; i < token.length(); i++) {
            sample = (sample << Byte.SIZE) | (token.charAt(i) & 0xff);
        }
        return sample;
    }

    /** The first of the slots that tokens with this sample share. */
    private int place(long sample) {
        long hash = (sample ^ seed) * 0x9E37_79B9_7F4A_7C15L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (((hash >>> 32) * sets) >>> 32) * ways;
    }

    private static final class Entry {
        final String token;
        final long sample;
        final Judgement judgement;
        final VerificationKeys trusted;
        final long since;
        final long until;
        private volatile long usedAt;

        Entry(String token, long sample, Judgement judgement, VerificationKeys trusted, long since, long until) {
            this.token = token;
            this.sample = sample;
            this.judgement = judgement;
            this.trusted = trusted;
            this.since = since;
            this.until = until;
            this.usedAt = since;
        }

        /** Whether the policy still trusts what the token was verified with. */
        boolean isTrusted() {
            IssuerPolicy policy = judgement.policy();
            return policy != null && policy.stillTrusts(trusted);
        }

        long usedAt() {
            return usedAt;
        }

        /** Once a second is enough, and spares threads on other processors. */
        void used(long second) {
            if (usedAt != second) {
                usedAt = second;
            }
        }
    }
}
