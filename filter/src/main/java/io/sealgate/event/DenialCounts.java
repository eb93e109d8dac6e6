package io.sealgate.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests have passed that a rule would have denied, by rule: what has to become zero before {@code sealgate.authorization.mode=report} is removed. Counts since the
 * application started. Thread-safe.
 */
public final class DenialCounts {
    private static final int MOST_RULES = 1_000;
    private static final String OTHERS = "others";

    private final Map<String, LongAdder> byRule = new ConcurrentHashMap<>();

    /**
     * Counts one.
     *
     * @param rule the code of the reason and what was expected; comes from the application's code and configuration, never from a request
     */
    public void add(String rule) {
        LongAdder count = byRule.get(rule);
        if (count == null) {
            count = byRule.computeIfAbsent(byRule.size() < MOST_RULES ? rule : OTHERS, another -> new LongAdder());
        }
        count.increment();
    }

    /** The counts by rule, as the log has it ({@code CLAIM_REQUIRED: expected …}); {@code others} for those beyond the first thousand. A copy. */
    public Map<String, Long> byRule() {
        Map<String, Long> counts = new TreeMap<>();
        byRule.forEach((rule, count) -> counts.put(rule, count.sum()));
        return counts;
    }

    /** All of them together. */
    public long total() {
        return byRule.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
