package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
    @Test
    void of_sameName_isTheSameAndCounts() {
        KeyUses uses = new KeyUses();
        assertThat(uses.of("k").lastSeen()).isEmpty();
        uses.of("k").seen(7);
        uses.of("k").seen(8);
        uses.of(null).seen(9);

        assertThat(uses.all().keySet()).containsExactly("", "k");
        assertThat(uses.of("k").tokens()).isEqualTo(2);
        assertThat(uses.of("k").lastSeen()).contains(Instant.ofEpochSecond(8));
        assertThat(uses.of(null).tokens()).isEqualTo(1);
    }

    @Test
    void of_moreNamesThanAreKept_countsThemAsWithout() {
        KeyUses uses = new KeyUses();
        for (int i = 0; i < 10_000; i++) {
            uses.of("k" + i).seen(i);
        }
        assertThat(uses.all()).hasSize(KeyUses.MOST + 1);
        assertThat(uses.of(null).tokens()).isEqualTo(10_000 - KeyUses.MOST);
    }
}
