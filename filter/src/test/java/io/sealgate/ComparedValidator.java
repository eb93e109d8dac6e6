package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.time.Clock;

/**
 * A validator that remembers what it found valid, beside one that does not: whatever a test validates shows as well that nobody can tell them apart. The first is asked twice, for a text that
 * equals the first one but is another.
 */
final class ComparedValidator {
    private final TokenValidator forgetting;
    private final TokenValidator remembering;

    private ComparedValidator(SealgateConfig config, int entries, Clock clock) {
        this.forgetting = validator(config, 0, clock);
        this.remembering = validator(config, entries, clock);
    }

    static ComparedValidator of(SealgateConfig config) {
        return of(config, Clock.systemUTC());
    }

    static ComparedValidator of(SealgateConfig config, Clock clock) {
        return of(config, Resources.DEFAULT.cacheEntries(), clock);
    }

    /** One that remembers so many. */
    static ComparedValidator of(SealgateConfig config, int entries, Clock clock) {
        return new ComparedValidator(config, entries, clock);
    }

    private static TokenValidator validator(SealgateConfig config, int entries, Clock clock) {
        Resources resources = config.resources();
        return Sealgate.create(
                        config.with(new Resources(entries, resources.maxDecryptions(), resources.provider())), clock)
                .tokenValidator();
    }

    ValidationResult validate(String token) {
        ValidationResult expected = forgetting.validate(token);
        assertSame(token, remembering.validate(token), expected);
        assertSame(token, remembering.validate(copy(token)), expected);
        return expected;
    }

    /** Only what the one that remembers says: nothing is compared. */
    ValidationResult remembered(String token) {
        return remembering.validate(token);
    }

    private static String copy(String token) {
        return new String(token.toCharArray());
    }

    /** Outcome, reason, detail and what is said of the token; of a token that is valid, all that is known of it. */
    static void assertSame(String token, ValidationResult result, ValidationResult expected) {
        if (result instanceof Validated one && expected instanceof Validated other) {
            assertThat(known(one.token())).as(token).isEqualTo(known(other.token()));
        } else {
            assertThat(result).as(token).isEqualTo(expected);
        }
    }

    private static String known(VerifiedToken token) {
        return token + " " + token.header() + " " + token.encrypted() + " "
                + token.claims().asMap();
    }
}
