package io.sealgate;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateProperty;
import io.sealgate.event.DenialCounts;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.extract.TransportCheck;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionBound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one application needs, assembled from one configuration. Immutable and thread-safe.
 *
 * <p>Where keys are fetched, it has a thread for each issuer, and one more where keys came from files, which end when it is closed. It starts also while they cannot be fetched: tokens of that issuer are then answered with 503.
 */
public final class Sealgate implements AutoCloseable {
    private static final ConfigProblem NO_SOURCE = new ConfigProblem(
            "SG-221",
            SealgateProperty.ISSUERS_SOURCE.propertyName(),
            "It is true, and the application has no IssuerSource.",
            "Make a CDI bean that implements io.sealgate.IssuerSource, or name a class in META-INF/services/io.sealgate.IssuerSource.");

    private static final ConfigProblem SOURCE_NOT_ASKED = new ConfigProblem(
            "SG-222",
            SealgateProperty.ISSUERS_SOURCE.propertyName(),
            "It is not true, and the application has an IssuerSource, which would never be asked.",
            "Set it to true, or remove the IssuerSource.");

    private static final ConfigProblem NO_PROVIDER = new ConfigProblem(
            "SG-220",
            SealgateProperty.CRYPTO_PROVIDER.propertyName(),
            "There is no JCA provider of this name in the JVM or on the class path.",
            "Write its exact name, such as AmazonCorrettoCryptoProvider, and add its JAR to the application, or install it in the JVM.");

    private final SealgateConfig config;
    private final TokenValidator tokenValidator;
    private final TokenAuthenticator tokenAuthenticator;
    private final List<IssuerPolicy> policies;
    private final DenialCounts denialCounts = new DenialCounts();
    private final KeyFileWatch files;
    private final @Nullable IssuerDirectory directory;

    private Sealgate(
            SealgateConfig config,
            TokenValidator tokenValidator,
            TokenAuthenticator tokenAuthenticator,
            List<IssuerPolicy> policies,
            KeyFileWatch files,
            @Nullable IssuerDirectory directory) {
        this.config = config;
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
        this.policies = policies;
        this.files = files;
        this.directory = directory;
    }

    /**
     * Assembles everything from what was read of an application's configuration.
     *
     * @throws InvalidConfigurationException if the configuration or a key cannot be used; lists every problem of both
     */
    public static Sealgate create(Reading reading) {
        return create(reading, null);
    }

    /**
     * Assembles everything from what was read of an application's configuration.
     *
     * @param source has the policies of issuers that are not configured; null if there is none. Has to be there exactly if {@code sealgate.issuers.source} is {@code true}
     * @throws InvalidConfigurationException if the configuration or a key cannot be used; lists every problem of both
     */
    public static Sealgate create(Reading reading, @Nullable IssuerSource source) {
        return create(reading, source, Clock.systemUTC());
    }

    private static Sealgate create(Reading reading, @Nullable IssuerSource source, Clock clock) {
        List<KeyAssembly> keys = reading.keys().stream().map(KeyAssembly::new).toList();
        List<ConfigProblem> problems = problems(reading, keys);
        reading.config().ifPresent(config -> {
            if (config.lookup().isPresent() && source == null) {
                problems.add(NO_SOURCE);
            } else if (config.lookup().isEmpty() && source != null) {
                problems.add(SOURCE_NOT_ASKED);
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return assemble(reading.orThrow(), reading.keys(), keys, source, clock);
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
        return create(config, clock, null);
    }

    /**
     * Assembles everything from a configuration made in code.
     *
     * @param clock what tokens are judged by
     * @param source has the policies of issuers that are not configured; null if there is none. Has to be there exactly if the configuration has a {@link SealgateConfig#lookup()}
     * @throws InvalidConfigurationException if a key cannot be used; lists every problem
     */
    public static Sealgate create(SealgateConfig config, Clock clock, @Nullable IssuerSource source) {
        List<IssuerKeys> keys = config.issuers().stream().map(IssuerKeys::of).toList();
        return create(new Reading(Optional.of(config), keys, List.of()), source, clock);
    }

    private static Sealgate assemble(
            SealgateConfig config,
            List<IssuerKeys> read,
            List<KeyAssembly> keys,
            @Nullable IssuerSource source,
            Clock clock) {
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
        List<LocalKeys> local = new ArrayList<>();
        Map<IssuerPolicy, LocalKeys> decrypting = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Issuer issuer = config.issuers().get(i);
            LocalKeys own = factory.localKeys(keys.get(i));
            local.add(own);
            IssuerPolicy policy = factory.create(issuer, own, IssuerPolicy.Term.ALWAYS);
            policies.add(policy);
            byName.put(issuer.name(), policy);
            if (issuer.decryption().isPresent()) {
                decrypting.put(policy, own);
            }
        }
        IssuerDirectory directory = source == null
                ? null
                : new IssuerDirectory(source, factory, config.lookup().orElseThrow(), System::nanoTime);
        int cacheEntries = config.resources().cacheEntries();
        ConfiguredIssuers several = new ConfiguredIssuers(byName, decrypting, tokens.maxLength(), directory);
        TokenValidator validator = new TokenValidator(
                policies.size() == 1 && directory == null ? only(policies.get(0)) : several,
                clock,
                cacheEntries == 0 ? null : new VerifiedTokenCache(cacheEntries));
        KeyFileWatch files = KeyFileWatch.start(
                config.issuers().stream().map(Issuer::name).toList(),
                read,
                local,
                config.resources().fileCheckInterval(),
                several::keysChanged,
                clock);
        return new Sealgate(
                config, validator, new TokenAuthenticator(extractor, transport, validator), policies, files, directory);
    }

    /** With one issuer there is nothing to choose, and nothing of a token is looked at before it is verified. */
    private static IssuerChoice only(IssuerPolicy policy) {
        return token -> policy;
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

    /** How many requests passed only because rules are reported instead of enforced. */
    public DenialCounts denialCounts() {
        return denialCounts;
    }

    /** How it is with the files that keys came from, an element for each issuer that has any. */
    public List<KeyFiles> keyFiles() {
        return files.status();
    }

    /** Stops fetching keys, and looking at files, if that is done. To be called when the application ends; calling it again does nothing. */
    @Override
    public void close() {
        files.close();
        policies.forEach(IssuerPolicy::close);
        if (directory != null) {
            directory.close();
        }
    }
}
