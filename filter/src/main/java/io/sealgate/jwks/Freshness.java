package io.sealgate.jwks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long an answer may be used before it is asked for again: what its {@code Cache-Control} says (RFC 9111 section 5.2.2), within bounds of our own. */
record Freshness(Duration least, Duration most) {
    /** Where the answer says nothing. */
    static final Duration UNSAID = Duration.ofMinutes(5);

    private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?([0-9]{1,40})\"?");

    /** More seconds than any bound has, and few enough to calculate with. */
    private static final long VERY_LONG = Duration.ofDays(36_500).toSeconds();

    /**
     * @param cacheControl the fields of this name
     * @param age for how long caches on the way have kept the answer, in seconds; null if nothing says so
     */
    Duration of(List<String> cacheControl, @Nullable String age) {
        Duration said = UNSAID;
        for (String field : cacheControl) {
            for (String part : field.toLowerCase(Locale.ROOT).split(",", -1)) {
                String directive = part.strip();
                if (directive.equals("no-store") || directive.equals("no-cache")) {
                    return least;
                }
                Matcher matcher = MAX_AGE.matcher(directive);
                if (matcher.matches()) {
                    said = Duration.ofSeconds(seconds(matcher.group(1)) - (age == null ? 0 : seconds(age.strip())));
                }
            }
        }
        return said.compareTo(least) < 0 ? least : said.compareTo(most) > 0 ? most : said;
    }

    private static long seconds(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.isEmpty()) {
            return 0;
        }
        return digits.length() > 12 ? VERY_LONG : Math.min(Long.parseLong(digits), VERY_LONG);
    }
}
