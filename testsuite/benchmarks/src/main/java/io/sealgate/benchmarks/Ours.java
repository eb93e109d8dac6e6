package io.sealgate.benchmarks;

import io.sealgate.Sealgate;
import io.sealgate.TokenValidator;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.TokenSource;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sealgate, configured as an application would configure it. */
final class Ours {
    /** The cache would hide what is measured. */
    private static final Resources NOTHING_REMEMBERED = new Resources(0, 1024, Optional.empty());

    private Ours() {}

    static TokenValidator publicKeys(String jwks) {
        return validator(
                new Verification(List.of(new KeyText("mp.jwt.verify.publickey", jwks)), List.of(), Set.of()),
                Optional.empty());
    }

    static TokenValidator secrets(String jwks) {
        return validator(
                new Verification(List.of(), List.of(new KeyText("sealgate.verify.secret", jwks)), Set.of()),
                Optional.empty());
    }

    static TokenValidator nested(Verification verification, String decryptionKeys) {
        return validator(
                verification,
                Optional.of(new Decryption(
                        List.of(new KeyText("sealgate.decrypt.key", decryptionKeys)),
                        Set.of(),
                        EnumSet.allOf(ContentEncryptionAlgorithm.class),
                        true)));
    }

    private static TokenValidator validator(Verification verification, Optional<Decryption> decryption) {
        return validator(verification, decryption, NOTHING_REMEMBERED);
    }

    static TokenValidator validator(Verification verification, Optional<Decryption> decryption, Resources resources) {
        SealgateConfig config = new SealgateConfig(
                new Issuer(
                        Workload.ISSUER,
                        Set.of(Workload.AUDIENCE),
                        verification,
                        decryption,
                        new Claims(
                                Duration.ZERO,
                                Optional.empty(),
                                Duration.ofHours(24),
                                Set.of(),
                                Set.of(),
                                List.of("groups"))),
                new Tokens(Set.of(TokenSource.AUTHORIZATION), "Bearer", Optional.empty(), 65_536),
                new Transport(PlainHttp.REFUSE, List.of()),
                "sealgate");
        return Sealgate.create(config.with(resources), Clock.systemUTC()).tokenValidator();
    }

    static VerifiedToken accepted(ValidationResult result) {
        if (result instanceof Validated validated) {
            return validated.token();
        }
        throw new IllegalStateException(result.toString());
    }
}
