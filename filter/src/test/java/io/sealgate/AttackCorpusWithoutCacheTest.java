package io.sealgate;

import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.testing.TestConfigs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same without the cache of verified tokens, which must make no difference. */
class AttackCorpusWithoutCacheTest extends AttackCorpusTest {
    @BeforeAll
    static void switchOff() {
        TestConfigs.cacheEntries(0);
    }

    @AfterAll
    static void switchOn() {
        TestConfigs.cacheEntries(Resources.DEFAULT.cacheEntries());
    }
}
