package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.IssuerKeys;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies that tokens are judged by, of one configuration, with what keeps their keys up to date: what a new configuration replaces. Thread-safe.
 *
 * @param policies those of the configured issuers, in their order
 * @param choice among all policies
 */
record ActivePolicies(
        SealgateConfig config,
        List<IssuerPolicy> policies,
        KeyFileWatch files,
        @Nullable IssuerDirectory directory,
        IssuerChoice choice) {
    ActivePolicies {
        requireNonNull(config, "config");
        policies = List.copyOf(policies);
        requireNonNull(files, "files");
        requireNonNull(choice, "choice");
    }

    /**
     * Looks at files from now on.
     *
     * @param read of each issuer, in their order, what its keys were made from
     * @param local of each issuer, the keys that are not fetched
     * @param directory finds the policies of further issuers; null if there are none
     */
    static ActivePolicies start(
            SealgateConfig config,
            List<IssuerPolicy> policies,
            List<IssuerKeys> read,
            List<LocalKeys> local,
            @Nullable IssuerDirectory directory,
            Clock clock) {
        Map<String, IssuerPolicy> byName = new HashMap<>();
        Map<IssuerPolicy, LocalKeys> decrypting = new HashMap<>();
        for (int i = 0; i < policies.size(); i++) {
            Issuer issuer = config.issuers().get(i);
            byName.put(issuer.name(), policies.get(i));
            if (issuer.decryption().isPresent()) {
                decrypting.put(policies.get(i), local.get(i));
            }
        }
        ConfiguredIssuers several =
                new ConfiguredIssuers(byName, decrypting, config.tokens().maxLength(), directory);
        KeyFileWatch files = KeyFileWatch.start(
                config.issuers().stream().map(Issuer::name).toList(),
                read,
                local,
                config.resources().fileCheckInterval(),
                () -> fetchedKeys(policies),
                several::keysChanged,
                clock);
        boolean one = policies.size() == 1 && directory == null;
        return new ActivePolicies(config, policies, files, directory, one ? only(policies.get(0)) : several);
    }

    /** With one issuer there is nothing to choose, and nothing of a token is looked at before it is verified. */
    private static IssuerChoice only(IssuerPolicy policy) {
        return token -> policy;
    }

    /**
     * The policies for another configuration. Of an issuer whose keys are fetched as they are here, the keys stay.
     *
     * @param keys of each of its issuers, those that are not fetched
     */
    List<IssuerPolicy> policiesFor(SealgateConfig other, List<LocalKeys> keys, PolicyFactory factory) {
        List<String> names = config.issuers().stream().map(Issuer::name).toList();
        List<IssuerPolicy> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Issuer issuer = other.issuers().get(i);
            int old = names.indexOf(issuer.name());
            all.add(
                    old < 0
                            ? factory.create(issuer, keys.get(i), IssuerPolicy.Term.ALWAYS)
                            : factory.replace(config.issuers().get(old), policies.get(old), issuer, keys.get(i)));
        }
        return all;
    }

    /** All keys of the configured issuers that were fetched. */
    List<VerificationKey> fetchedKeys() {
        return fetchedKeys(policies);
    }

    private static List<VerificationKey> fetchedKeys(List<IssuerPolicy> policies) {
        return policies.stream()
                .flatMap(policy -> policy.fetchedKeys().stream())
                .toList();
    }

    SealgateStatus status(Instant now) {
        List<SealgateStatus.IssuerStatus> issuers =
                policies.stream().map(policy -> policy.status(now)).toList();
        boolean ready = directory != null || issuers.stream().anyMatch(SealgateStatus.IssuerStatus::available);
        return new SealgateStatus(ready, issuers, directory == null ? 0 : directory.size());
    }

    /**
     * Ends what is not used any more.
     *
     * @param after what comes in place of this; null if nothing
     */
    void close(@Nullable ActivePolicies after) {
        List<KeySource> used = after == null
                ? List.of()
                : after.policies.stream().map(IssuerPolicy::keys).toList();
        files.close();
        policies.stream().filter(policy -> !used.contains(policy.keys())).forEach(IssuerPolicy::close);
        if (directory != null && (after == null || after.directory != directory)) {
            directory.close();
        }
    }
}
