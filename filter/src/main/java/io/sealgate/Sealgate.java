package io.sealgate;

import io.sealgate.claims.AudienceRule;
import io.sealgate.claims.ClaimRule;
import io.sealgate.claims.ConfirmationRule;
import io.sealgate.claims.IdentityClaimsRule;
import io.sealgate.claims.IssuerRule;
import io.sealgate.claims.RequiredClaimsRule;
import io.sealgate.claims.TimeRule;
import io.sealgate.claims.TypeRule;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.TokenVerifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Everything that one application needs, assembled from one configuration. Immutable and thread-safe. */
public final class Sealgate {
    private final SealgateConfig config;
    private final TokenValidator tokenValidator;
    private final TokenAuthenticator tokenAuthenticator;

    private Sealgate(SealgateConfig config, TokenValidator tokenValidator, TokenAuthenticator tokenAuthenticator) {
        this.config = config;
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
    }

    /**
     * Parses and checks the keys and assembles the rest.
     *
     * @throws InvalidConfigurationException if a key cannot be used; lists every problem
     */
    public static Sealgate create(SealgateConfig config) {
        return create(config, Clock.systemUTC());
    }

    /** As {@link #create(SealgateConfig)}, with the clock that tokens are judged by. */
    public static Sealgate create(SealgateConfig config, Clock clock) {
        KeyAssembly keys = new KeyAssembly(config.issuer());
        if (!keys.problems().isEmpty()) {
            throw new InvalidConfigurationException(keys.problems());
        }
        TokenValidator validator = new TokenValidator(verifier(config, keys), rules(config.issuer()), clock);
        return new Sealgate(config, validator, new TokenAuthenticator());
    }

    private static TokenVerifier verifier(SealgateConfig config, KeyAssembly keys) {
        VerificationKeys verificationKeys = keys.verificationKeys();
        int maxLength = config.tokens().maxLength();
        return config.issuer()
                .decryption()
                .map(decryption -> JoseTokenVerifier.forNested(
                        () -> verificationKeys,
                        keys.decryptionKeys(),
                        decryption.contentEncryption(),
                        decryption.required(),
                        maxLength))
                .orElseGet(() -> JoseTokenVerifier.forSigned(() -> verificationKeys, maxLength));
    }

    /** The rules in the order in which a refusal tells most: whose token it is, for whom, and whether it is still in force. */
    private static List<ClaimRule> rules(SealgateConfig.Issuer issuer) {
        SealgateConfig.Claims claims = issuer.claims();
        List<ClaimRule> rules = new ArrayList<>();
        rules.add(new TypeRule(claims.types()));
        rules.add(new IssuerRule(issuer.name()));
        if (!issuer.audiences().isEmpty()) {
            rules.add(new AudienceRule(issuer.audiences()));
        }
        rules.add(new TimeRule(claims.clockSkew(), claims.maxAge(), claims.maxLifetime()));
        rules.add(new IdentityClaimsRule());
        rules.add(new ConfirmationRule());
        rules.add(RequiredClaimsRule.of(claims.required()));
        return rules;
    }

    public SealgateConfig config() {
        return config;
    }

    public TokenValidator tokenValidator() {
        return tokenValidator;
    }

    public TokenAuthenticator tokenAuthenticator() {
        return tokenAuthenticator;
    }
}
