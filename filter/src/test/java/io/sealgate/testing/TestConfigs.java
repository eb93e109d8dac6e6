package io.sealgate.testing;

import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.TokenSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Configurations that accept what {@link TestTokens} makes. */
public final class TestConfigs {
    /** What is asked of claims where a test does not say otherwise: the defaults. */
    public static final Claims CLAIMS =
            new Claims(Duration.ZERO, Optional.empty(), Duration.ofHours(24), Set.of(), Set.of(), List.of("groups"));

    private TestConfigs() {}

    /** Accepts signed tokens. */
    public static SealgateConfig signed(String publicKeys) {
        return config(verifying(publicKeys), Optional.empty(), CLAIMS);
    }

    /** Accepts signed tokens, of whose claims this is asked. */
    public static SealgateConfig signed(String publicKeys, Claims claims) {
        return config(verifying(publicKeys), Optional.empty(), claims);
    }

    /** Accepts signed tokens of up to this many characters. */
    public static SealgateConfig capped(String publicKeys, int maxLength) {
        return config(verifying(publicKeys), Optional.empty(), CLAIMS, maxLength);
    }

    /** Accepts tokens with a MAC. */
    public static SealgateConfig secret(String secrets) {
        return config(
                new Verification(List.of(), List.of(new KeyText("sealgate.verify.secret", secrets)), Set.of()),
                Optional.empty(),
                CLAIMS);
    }

    /** Accepts nested tokens alone. */
    public static SealgateConfig nested(String publicKeys, String decryptionKeys) {
        return config(verifying(publicKeys), Optional.of(decryption(decryptionKeys, true)), CLAIMS);
    }

    public static Decryption decryption(String keys, boolean required) {
        return new Decryption(
                List.of(new KeyText("sealgate.decrypt.key", keys)),
                Set.of(),
                EnumSet.allOf(ContentEncryptionAlgorithm.class),
                required);
    }

    public static Verification verifying(String publicKeys) {
        return new Verification(List.of(new KeyText("mp.jwt.verify.publickey", publicKeys)), List.of(), Set.of());
    }

    public static SealgateConfig config(Verification verification, Optional<Decryption> decryption, Claims claims) {
        return config(verification, decryption, claims, 16_384);
    }

    private static SealgateConfig config(
            Verification verification, Optional<Decryption> decryption, Claims claims, int maxLength) {
        return new SealgateConfig(
                new Issuer(TestTokens.ISSUER, Set.of(TestTokens.AUDIENCE), verification, decryption, claims),
                new Tokens(Set.of(TokenSource.AUTHORIZATION), "Bearer", Optional.empty(), maxLength),
                new Transport(PlainHttp.REFUSE, List.of()),
                "sealgate");
    }
}
