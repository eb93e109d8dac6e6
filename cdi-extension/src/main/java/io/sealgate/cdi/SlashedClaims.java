package io.sealgate.cdi;

import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ReportOnlyRequirement;
import io.sealgate.claims.Requirement;
import io.sealgate.config.SlashedClaim;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns of names of claims in annotations that are likely to be meant for JSON Pointers, once for each place. Thread-safe. */
final class SlashedClaims {
    /** By class, so that what a class said is gone with it. */
    private static final ClassValue<Set<String>> WARNED = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return ConcurrentHashMap.newKeySet();
        }
    };

    private SlashedClaims() {}

    /**
     * Warns if a requirement, or one within it, asks for such a claim.
     *
     * @param from the annotation and its place, such as {@code @RequiresClaim on org.acme.OrderResource#cancel}
     * @param type the class that has it, or whose method does
     */
    static void warn(Requirement requirement, String from, Class<?> type) {
        if (requirement instanceof AnyOfRequirement group) {
            for (Requirement alternative : group.alternatives()) {
                warn(alternative, from, type);
            }
        } else if (requirement instanceof ReportOnlyRequirement reported) {
            warn(reported.rule(), from, type);
        } else if (requirement instanceof ClaimRequirement claim) {
            Optional<SlashedClaim> slashed = SlashedClaim.of(claim.claim());
            if (slashed.isPresent()) {
                String warning = SlashedClaim.CODE + " " + from + ": "
                        + slashed.get().cause() + " " + slashed.get().mend();
                if (WARNED.get(type).add(warning)) {
                    System.getLogger("io.sealgate").log(Level.WARNING, warning);
                }
            }
        }
    }
}
