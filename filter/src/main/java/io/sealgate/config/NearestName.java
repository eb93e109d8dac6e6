package io.sealgate.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class NearestName {
    private NearestName() {}

    /** The value closest to what was written, if any is close; upper and lower case make no difference. */
    static Optional<String> among(Collection<String> known, String written) {
        String nearest = null;
        int least = bearable(written) + 1;
        for (String candidate : known) {
            int distance = distance(lower(candidate), lower(written));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * The property closest to a name that is none. People take the wrong beginning ({@code sealgate.verify.issuer}) or leave out the
     * middle ({@code sealgate.audiences}) as often as they mistype, so the beginnings are left out of the comparison and the last
     * part alone is compared too.
     */
    static Optional<SealgateProperty> property(String written) {
        String unknown = withoutBeginning(lower(written));
        SealgateProperty nearest = null;
        int least = 2 * bearable(unknown) + 2;
        for (SealgateProperty property : SealgateProperty.values()) {
            String candidate = withoutBeginning(property.propertyName());
            String lastPart = candidate.substring(candidate.lastIndexOf('.') + 1);
            // Doubled, so that among equals the same beginning wins, and the whole name wins over its last part
            int distance = Math.min(2 * distance(candidate, unknown), 2 * distance(lastPart, unknown) + 1);
            if (!beginning(property.propertyName()).equals(beginning(lower(written)))) {
                distance++;
            }
            if (distance < least) {
                least = distance;
                nearest = property;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** As {@link #property}, for what was written after {@code sealgate.issuer.acme.}. */
    static Optional<SealgateProperty> propertyOfIssuer(String suffix) {
        return property(beginning(lower(suffix)).isEmpty() ? "sealgate." + suffix : suffix);
    }

    private static int bearable(String written) {
        return Math.max(2, written.length() / 4);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String withoutBeginning(String name) {
        return name.substring(beginning(name).length());
    }

    private static String beginning(String name) {
        return SealgateProperty.BEGINNINGS.stream()
                .filter(name::startsWith)
                .findFirst()
                .orElse("");
    }

    /** How many characters have to be added, removed or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
