package io.sealgate;

import io.sealgate.claims.AudienceRule;
import io.sealgate.claims.ClaimRule;
import io.sealgate.claims.ConfirmationRule;
import io.sealgate.claims.IdentityClaimsRule;
import io.sealgate.claims.IssuerRule;
import io.sealgate.claims.RequiredClaimsRule;
import io.sealgate.claims.TimeRule;
import io.sealgate.claims.TypeRule;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateProperty;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.extract.TransportCheck;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.jwks.RemoteKeySource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one application needs, assembled from one configuration. Immutable and thread-safe.
 *
 * <p>Where keys are fetched, it has a thread, which ends when it is closed. It starts also while they cannot be fetched: tokens are then answered with 503.
 */
public final class Sealgate implements AutoCloseable {
    private static final ConfigProblem NO_PROVIDER = new ConfigProblem(
            "SG-220",
            SealgateProperty.CRYPTO_PROVIDER.propertyName(),
            "There is no JCA provider of this name in the JVM or on the class path.",
            "Write its exact name, such as AmazonCorrettoCryptoProvider, and add its JAR to the application, or install it in the JVM.");

    private final SealgateConfig config;
    private final TokenValidator tokenValidator;
    private final TokenAuthenticator tokenAuthenticator;
    private final KeySource keys;

    private Sealgate(
            SealgateConfig config,
            TokenValidator tokenValidator,
            TokenAuthenticator tokenAuthenticator,
            KeySource keys) {
        this.config = config;
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
        this.keys = keys;
    }

    /**
     * Assembles everything from what was read of an application's configuration.
     *
     * @throws InvalidConfigurationException if the configuration or a key cannot be used; lists every problem of both
     */
    public static Sealgate create(Reading reading) {
        return create(reading, Clock.systemUTC());
    }

    private static Sealgate create(Reading reading, Clock clock) {
        List<KeyAssembly> keys = reading.keys().stream().map(KeyAssembly::new).toList();
        List<ConfigProblem> problems = problems(reading, keys);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        if (keys.size() > 1) {
            throw new UnsupportedOperationException("One issuer can be served");
        }
        return assemble(reading.orThrow(), keys.get(0), clock);
    }

    /**
     * What {@link #create(Reading)} would refuse, without starting anything.
     *
     * @return every problem of the configuration and the keys, in the order of the properties' table; empty if it can be used
     */
    public static List<ConfigProblem> problems(Reading reading) {
        List<ConfigProblem> problems =
                problems(reading, reading.keys().stream().map(KeyAssembly::new).toList());
        return problems.isEmpty() ? List.of() : new InvalidConfigurationException(problems).problems();
    }

    private static List<ConfigProblem> problems(Reading reading, List<KeyAssembly> keys) {
        List<ConfigProblem> problems = new ArrayList<>(reading.problems());
        keys.forEach(each -> problems.addAll(each.problems()));
        reading.config()
                .flatMap(config -> config.resources().provider())
                .filter(name -> CryptoProvider.find(name).isEmpty())
                .ifPresent(name -> problems.add(NO_PROVIDER));
        return problems;
    }

    /**
     * Assembles everything from a configuration made in code.
     *
     * @param clock what tokens are judged by
     * @throws InvalidConfigurationException if a key cannot be used; lists every problem
     */
    public static Sealgate create(SealgateConfig config, Clock clock) {
        return create(
                new Reading(
                        Optional.of(config),
                        config.issuers().stream().map(IssuerKeys::of).toList(),
                        List.of()),
                clock);
    }

    private static Sealgate assemble(SealgateConfig config, KeyAssembly keys, Clock clock) {
        SealgateConfig.Tokens tokens = config.tokens();
        TokenExtractor extractor = RequestTokenExtractor.of(
                tokens.sources(), tokens.cookieName(), tokens.headerName().orElse(null));
        TransportCheck transport = switch (config.transport().plainHttp()) {
            case REFUSE -> TransportCheck.TLS_ONLY;
            case LOOPBACK -> TransportCheck.TLS_OR_LOOPBACK;
            case ALLOW -> TransportCheck.ANY;
        };
        CryptoProvider provider = provider(config.resources());
        List<ClaimRule> rules = rules(config.issuer());
        CallerReader callers = new CallerReader(config.issuer().claims().rolesFrom());
        KeySource source = keySource(config.issuer(), keys, provider);
        int cacheEntries = config.resources().cacheEntries();
        TokenValidator validator = new TokenValidator(
                verifier(config, keys, source, provider),
                source,
                rules,
                clock,
                cacheEntries == 0 ? null : new VerifiedTokenCache(cacheEntries));
        return new Sealgate(
                config, validator, new TokenAuthenticator(extractor, transport, validator, callers), source);
    }

    private static KeySource keySource(SealgateConfig.Issuer issuer, KeyAssembly keys, CryptoProvider provider) {
        SealgateConfig.Verification verification = issuer.verification();
        if (verification.remote().isPresent()) {
            return RemoteKeySource.start(
                    issuer.name(), verification.remote().get(), verification.algorithms(), provider);
        }
        VerificationKeys fixed = keys.verificationKeys(provider);
        return () -> fixed;
    }

    private static CryptoProvider provider(SealgateConfig.Resources resources) {
        return resources
                .provider()
                .map(name -> CryptoProvider.find(name)
                        .orElseThrow(() -> new InvalidConfigurationException(List.of(NO_PROVIDER))))
                .orElse(CryptoProvider.DEFAULT);
    }

    private static JoseTokenVerifier verifier(
            SealgateConfig config, KeyAssembly keys, KeySource source, CryptoProvider provider) {
        int maxLength = config.tokens().maxLength();
        return config.issuer()
                .decryption()
                .map(decryption -> JoseTokenVerifier.forNested(
                        source,
                        keys.decryptionKeys(),
                        decryption.contentEncryption(),
                        decryption.required(),
                        config.resources().maxDecryptions(),
                        provider,
                        maxLength))
                .orElseGet(() -> JoseTokenVerifier.forSigned(source, maxLength));
    }

    /** The rules in the order in which a refusal tells most: whose token it is, for whom, and whether it is still in force. */
    private static List<ClaimRule> rules(SealgateConfig.Issuer issuer) {
        SealgateConfig.Claims claims = issuer.claims();
        List<ClaimRule> rules = new ArrayList<>();
        rules.add(new TypeRule(List.copyOf(claims.types())));
        rules.add(new IssuerRule(issuer.name()));
        if (!issuer.audiences().isEmpty()) {
            rules.add(new AudienceRule(List.copyOf(issuer.audiences())));
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

    /** Stops fetching keys, if any are fetched. To be called when the application ends; calling it again does nothing. */
    @Override
    public void close() {
        if (keys instanceof RemoteKeySource remote) {
            remote.close();
        }
    }
}
