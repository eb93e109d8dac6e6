package io.sealgate;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateProperty;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.extract.TransportCheck;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionBound;
import io.sealgate.jose.DecryptionKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one application needs, assembled from one configuration. Immutable and thread-safe.
 *
 * <p>Where keys are fetched, it has a thread for each issuer, which ends when it is closed. It starts also while they cannot be fetched: tokens of that issuer are then answered with 503.
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
    private final List<IssuerPolicy> policies;

    private Sealgate(
            SealgateConfig config,
            TokenValidator tokenValidator,
            TokenAuthenticator tokenAuthenticator,
            List<IssuerPolicy> policies) {
        this.config = config;
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
        this.policies = policies;
    }

    /**
     * Assembles everything from what was read of an application's configuration.
     *
     * @throws InvalidConfigurationException if the configuration or a key cannot be used; lists every problem of both
     */
    public static Sealgate create(Reading reading) {
        return create(reading, Clock.systemUTC());
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
        problems.addAll(KeyAssembly.problemsBetween(keys));
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
        List<IssuerKeys> keys = config.issuers().stream().map(IssuerKeys::of).toList();
        return create(new Reading(Optional.of(config), keys, List.of()), clock);
    }

    private static Sealgate create(Reading reading, Clock clock) {
        List<KeyAssembly> keys = reading.keys().stream().map(KeyAssembly::new).toList();
        List<ConfigProblem> problems = problems(reading, keys);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return assemble(reading.orThrow(), keys, clock);
    }

    private static Sealgate assemble(SealgateConfig config, List<KeyAssembly> keys, Clock clock) {
        SealgateConfig.Tokens tokens = config.tokens();
        TokenExtractor extractor = RequestTokenExtractor.of(
                tokens.sources(), tokens.cookieName(), tokens.headerName().orElse(null));
        TransportCheck transport = switch (config.transport().plainHttp()) {
            case REFUSE -> TransportCheck.TLS_ONLY;
            case LOOPBACK -> TransportCheck.TLS_OR_LOOPBACK;
            case ALLOW -> TransportCheck.ANY;
        };
        PolicyFactory factory = new PolicyFactory(
                provider(config.resources()),
                new DecryptionBound(config.resources().maxDecryptions()),
                tokens.maxLength());
        List<IssuerPolicy> policies = new ArrayList<>();
        Map<String, IssuerPolicy> byName = new HashMap<>();
        Map<IssuerPolicy, DecryptionKeys> decryptionKeys = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Issuer issuer = config.issuers().get(i);
            IssuerPolicy policy = factory.create(issuer, keys.get(i));
            policies.add(policy);
            byName.put(issuer.name(), policy);
            if (issuer.decryption().isPresent()) {
                decryptionKeys.put(policy, keys.get(i).decryptionKeys());
            }
        }
        int cacheEntries = config.resources().cacheEntries();
        TokenValidator validator = new TokenValidator(
                choice(policies, new ConfiguredIssuers(byName, decryptionKeys, tokens.maxLength())),
                clock,
                cacheEntries == 0 ? null : new VerifiedTokenCache(cacheEntries));
        return new Sealgate(config, validator, new TokenAuthenticator(extractor, transport, validator), policies);
    }

    /** With one issuer there is nothing to choose, and nothing of a token is looked at before it is verified. */
    private static IssuerChoice choice(List<IssuerPolicy> policies, ConfiguredIssuers several) {
        if (policies.size() > 1) {
            return several;
        }
        IssuerPolicy only = policies.get(0);
        return token -> only;
    }

    private static CryptoProvider provider(SealgateConfig.Resources resources) {
        return resources
                .provider()
                .map(name -> CryptoProvider.find(name)
                        .orElseThrow(() -> new InvalidConfigurationException(List.of(NO_PROVIDER))))
                .orElse(CryptoProvider.DEFAULT);
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
        policies.forEach(IssuerPolicy::close);
    }
}
