package io.sealgate;

import io.sealgate.claims.Call;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateProperty;
import io.sealgate.event.DenialCounts;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.extract.TransportCheck;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionBound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one application needs, assembled from one configuration, which can be replaced while it runs. Thread-safe.
 *
 * <p>Where keys are fetched, it has a thread for each issuer, one more where keys came from files, and one for each issuer whose keys came from a {@link io.sealgate.config.KeyEntrySource}, which end when it is closed. It starts also while they cannot be fetched: tokens of that issuer are then answered with 503.
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

    private final TokenValidator tokenValidator;
    private final TokenAuthenticator tokenAuthenticator;
    private final DenialCounts denialCounts = new DenialCounts();
    private final PolicyFactory factory;
    private final Clock clock;
    private final Call now;
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile ActivePolicies policies;

    private Sealgate(
            TokenValidator tokenValidator,
            TokenAuthenticator tokenAuthenticator,
            PolicyFactory factory,
            Clock clock,
            ActivePolicies policies) {
        this.tokenValidator = tokenValidator;
        this.tokenAuthenticator = tokenAuthenticator;
        this.factory = factory;
        this.clock = clock;
        this.now = Call.at(clock);
        this.policies = policies;
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
        List<ConfigProblem> problems = problems(reading, keys, source);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return assemble(reading.orThrow(), reading.keys(), keys, source, clock);
    }

    private static List<ConfigProblem> problems(
            Reading reading, List<KeyAssembly> keys, @Nullable IssuerSource source) {
        List<ConfigProblem> problems = problems(reading, keys);
        reading.config().ifPresent(config -> {
            if (config.lookup().isPresent() && source == null) {
                problems.add(NO_SOURCE);
            } else if (config.lookup().isEmpty() && source != null) {
                problems.add(SOURCE_NOT_ASKED);
            }
        });
        return problems;
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
        List<LocalKeys> local = keys.stream().map(factory::localKeys).toList();
        factory.decryptWith(local);
        List<IssuerPolicy> policies = new ArrayList<>();
        for (int i = 0; i < local.size(); i++) {
            policies.add(factory.create(config.issuers().get(i), local.get(i), IssuerPolicy.Term.ALWAYS));
        }
        ActivePolicies active =
                ActivePolicies.start(config, policies, read, local, directory(config, source, factory), clock);
        TokenValidator validator = new TokenValidator(active.choice(), clock, cache(config));
        return new Sealgate(validator, new TokenAuthenticator(extractor, transport, validator), factory, clock, active);
    }

    private static @Nullable IssuerDirectory directory(
            SealgateConfig config, @Nullable IssuerSource source, PolicyFactory factory) {
        return source == null
                ? null
                : new IssuerDirectory(source, factory, config.lookup().orElseThrow(), System::nanoTime);
    }

    private static @Nullable VerifiedTokenCache cache(SealgateConfig config) {
        int entries = config.resources().cacheEntries();
        return entries == 0 ? null : new VerifiedTokenCache(entries);
    }

    /**
     * Replaces the policies of all issuers by those of a new configuration, at once: each token is judged by the old ones or by the new. What was remembered of tokens is forgotten. Of an issuer
     * whose keys are fetched as before, the keys stay; those of others are fetched anew, and their tokens may be answered with 503 until they are there.
     *
     * @param source as for {@link #create(Reading, IssuerSource)}; the one that is there stays, with what it said, unless {@link SealgateConfig#lookup()} changes
     * @throws InvalidConfigurationException if the configuration or a key cannot be used, or if anything differs that holds for the whole application; lists every problem. Nothing has changed then
     */
    public void replaceConfiguration(Reading reading, @Nullable IssuerSource source) {
        List<KeyAssembly> keys = reading.keys().stream().map(KeyAssembly::new).toList();
        List<ConfigProblem> problems = problems(reading, keys, source);
        replacing.lock();
        try {
            ActivePolicies before = policies;
            reading.config().ifPresent(config -> problems.addAll(ApplicationSettings.changes(before.config(), config)));
            keys.forEach(each -> problems.addAll(each.problemsBeside(before.fetchedKeys())));
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            SealgateConfig config = reading.orThrow();
            boolean sameLookup = config.lookup().equals(before.config().lookup());
            List<LocalKeys> local = keys.stream().map(factory::localKeys).toList();
            factory.decryptWith(local);
            ActivePolicies after = ActivePolicies.start(
                    config,
                    before.policiesFor(config, local, factory),
                    reading.keys(),
                    local,
                    sameLookup ? before.directory() : directory(config, source, factory),
                    clock);
            policies = after;
            tokenValidator.replace(after.choice(), cache(config));
            before.close(after);
        } finally {
            replacing.unlock();
        }
    }

    private static CryptoProvider provider(SealgateConfig.Resources resources) {
        return resources
                .provider()
                .map(name -> CryptoProvider.find(name)
                        .orElseThrow(() -> new InvalidConfigurationException(List.of(NO_PROVIDER))))
                .orElse(CryptoProvider.DEFAULT);
    }

    /** The configuration; another one after {@link #replaceConfiguration}. */
    public SealgateConfig config() {
        return policies.config();
    }

    /** Validates tokens; the same object for ever. */
    public TokenValidator tokenValidator() {
        return tokenValidator;
    }

    /** Authenticates requests; the same object for ever. */
    public TokenAuthenticator tokenAuthenticator() {
        return tokenAuthenticator;
    }

    /** How it is with the keys at this moment. Costs little; nothing is fetched for it. */
    public SealgateStatus status() {
        return policies.status(clock.instant());
    }

    /** What tokens are judged by. */
    public Clock clock() {
        return clock;
    }

    /** A call of which nothing is known but that it happens now, by the {@link #clock()}; for what decides on callers. The same object for ever. */
    public Call now() {
        return now;
    }

    /** How many requests passed only because rules are reported instead of enforced. */
    public DenialCounts denialCounts() {
        return denialCounts;
    }

    /** How it is with the files that keys came from, and with each {@link io.sealgate.config.KeyEntrySource}; an element for each issuer that has any. */
    public List<KeyFiles> keyFiles() {
        return policies.files().status();
    }

    /** Stops fetching keys, and looking at files, if that is done. To be called when the application ends; calling it again does nothing. */
    @Override
    public void close() {
        policies.close(null);
    }
}
