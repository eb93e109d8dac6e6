package io.sealgate;

import static io.sealgate.TestIssuers.only;
import static io.sealgate.testing.Refusals.assertRejected;
import static io.sealgate.testing.TestKeys.publicJwk;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** A source of keys that has others once it is asked, and what is remembered of tokens that made it look. */
class NewerKeysTest {
    private static final PublicJsonWebKey KEY = TestKeys.p256("newer");
    private static final VerificationKeys KEYS = VerificationKeys.of(
            KeyReader.readPublicKeys(publicJwk(KEY, ""), Set.of()).keys());

    private final String token = TestTokens.valid().signedWith(KEY, "ES256");

    /** Has these keys, and the other ones for whoever asks for newer. */
    private static final class Changing implements KeySource {
        private VerificationKeys now;
        private VerificationKeys newer;

        Changing(VerificationKeys now, VerificationKeys newer) {
            this.now = now;
            this.newer = newer;
        }

        @Override
        public VerificationKeys verificationKeys() {
            return now;
        }

        @Override
        public VerificationKeys newerThan(VerificationKeys known) {
            return newer;
        }
    }

    private static TokenValidator validator(KeySource source) {
        return new TokenValidator(
                only(TestIssuers.policy(JoseTokenVerifier.forSigned(source, 16_384), source)),
                Clock.systemUTC(),
                new VerifiedTokenCache(64));
    }

    @Test
    void validate_foundAmongNewerKeys_isNotRememberedForTheOldOnes() {
        VerificationKeys none = VerificationKeys.unavailable(Duration.ofSeconds(7));
        Changing source = new Changing(none, KEYS);
        TokenValidator validator = validator(source);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);

        source.newer = none;
        assertThat(validator.validate(token))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAfter()).hasSeconds(7));
    }

    @Test
    void validate_rememberedToken_isRefusedOnceItsKeyIsGone() {
        Changing source = new Changing(KEYS, KEYS);
        TokenValidator validator = validator(source);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);

        VerificationKeys other =
                VerificationKeys.of(KeyReader.readPublicKeys(publicJwk(TestKeys.p256("other"), ""), Set.of())
                        .keys());
        source.now = other;
        source.newer = other;
        assertRejected(validator.validate(token), RejectionReason.UNKNOWN_KEY);
    }

    @Test
    void validate_newKeyOfAnotherAlgorithm_asksForIt() {
        VerificationKeys old =
                VerificationKeys.of(KeyReader.readPublicKeys(publicJwk(TestKeys.rsa2048("old"), ""), Set.of())
                        .keys());
        assertThat(validator(new Changing(old, KEYS)).validate(token)).isInstanceOf(Validated.class);
    }
}
