package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is said to hold for a while holds at each second of it, and no second longer. */
class TimeRulePropertiesTest {
    private static final long NOW = 1_000_000;

    @Property(tries = 2000)
    void holdsUntil_tokenThatIsAccepted_isTheFirstSecondAtWhichItIsNot(
            @ForAll @IntRange(min = -40, max = 60) int expiration,
            @ForAll @IntRange(min = -60, max = 30) int issuedAt,
            @ForAll @IntRange(min = -60, max = 30) int notBefore,
            @ForAll @IntRange(min = 0, max = 15) int dates,
            @ForAll @IntRange(max = 40) int skew,
            @ForAll @IntRange(min = -20, max = 60) int age) {
        TimeRule rule = new TimeRule(
                Duration.ofSeconds(skew),
                age < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age)),
                Duration.ofSeconds(80));
        VerifiedToken token = TestVerifiedTokens.claims("\"exp\":" + (NOW + expiration)
                + ((dates & 1) == 0 ? ",\"iat\":" + (NOW + issuedAt) + (dates < 8 ? "" : ".5") : "")
                + ((dates & 2) == 0 ? ",\"nbf\":" + (NOW + notBefore) : ""));
        if (rule.validate(token, Instant.ofEpochSecond(NOW)).isPresent()) {
            return;
        }
        long until = rule.holdsUntil(token, Instant.ofEpochSecond(NOW));
        assertThat(until).isGreaterThan(NOW);
        for (long second = NOW; second < until; second++) {
            assertThat(rule.validate(token, Instant.ofEpochSecond(second))).isEmpty();
        }
        assertThat(rule.validate(token, Instant.ofEpochSecond(until))).isPresent();
    }
}
