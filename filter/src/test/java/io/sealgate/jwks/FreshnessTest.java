package io.sealgate.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement(72)
class FreshnessTest {
    private static final Freshness FRESHNESS = new Freshness(Duration.ofSeconds(60), Duration.ofHours(24));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=600|600",
                "public, Max-Age=600 , must-revalidate|600",
                "max-age=\"600\"|600",
                "max-age=60|60",
                "max-age=59|60",
                "max-age=0|60",
                "no-cache|60",
                "no-store, max-age=600|60",
                "max-age=600, no-cache|60",
                "max-age=86400|86400",
                "max-age=86401|86400",
                "max-age=10000000000000|86400",
                "max-age=9000000000000000000|86400",
                "max-age=9999999999999999999999999999999999999999|86400",
                "max-age=-1|300",
                "max-age=1e3|300",
                "max-age=|300",
                "s-maxage=600|300",
                "'',|300"
            })
    void of_cacheControl_isKeptWithinBounds(String field, long seconds) {
        assertThat(FRESHNESS.of(List.of(field), null)).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource({"100,500", "600,60", "99999999999999999999,60", "-100,600", "x,600", "'',600"})
    void of_age_countsWhatCachesOnTheWayUsedUp(String age, long seconds) {
        assertThat(FRESHNESS.of(List.of("max-age=600"), age)).hasSeconds(seconds);
    }

    @Test
    void of_nothingSaid_isFiveMinutesWithinBounds() {
        assertThat(FRESHNESS.of(List.of(), null)).isEqualTo(Freshness.UNSAID);
        assertThat(new Freshness(Duration.ofHours(1), Duration.ofHours(2)).of(List.of(), null))
                .isEqualTo(Duration.ofHours(1));
        assertThat(new Freshness(Duration.ofSeconds(10), Duration.ofSeconds(20)).of(List.of(), null))
                .isEqualTo(Duration.ofSeconds(20));
    }
}
