package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.SealgateStatus.IssuerStatus;
import io.sealgate.SealgateStatus.KeyStatus;
import io.sealgate.claims.ClaimRule;
import io.sealgate.config.PropertyNames;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.jwks.RemoteKeySource;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the tokens of one issuer are judged: by its keys, its rules, and nobody else's. Thread-safe. */
final class IssuerPolicy implements IssuerChoice.Choice, AutoCloseable {
    private final PropertyNames properties;
    private final String issuer;
    private final KeySource keys;
    private final JoseTokenVerifier verifier;
    private final ClaimRule rules;
    private final CallerReader callers;
    private final KeyUses uses;
    private final Term term;

    /** For how long a policy stands. */
    @FunctionalInterface
    interface Term {
        /** As long as the application runs. */
        Term ALWAYS = () -> true;

        /** Whether what was judged by the policy need not be judged again. */
        boolean holds();
    }

    /**
     * @param properties what the properties are called by which an operator knows this policy
     * @param issuer its {@code iss}
     * @param keys what the verifier verifies with
     */
    IssuerPolicy(
            PropertyNames properties,
            String issuer,
            KeySource keys,
            JoseTokenVerifier verifier,
            ClaimRule rules,
            CallerReader callers,
            KeyUses uses,
            Term term) {
        this.properties = requireNonNull(properties, "properties");
        this.issuer = requireNonNull(issuer, "issuer");
        this.keys = requireNonNull(keys, "keys");
        this.verifier = requireNonNull(verifier, "verifier");
        this.rules = requireNonNull(rules, "rules");
        this.callers = requireNonNull(callers, "callers");
        this.uses = requireNonNull(uses, "uses");
        this.term = requireNonNull(term, "term");
    }

    /** The keys that are trusted at this moment. */
    VerificationKeys trusted() {
        return keys.verificationKeys();
    }

    /** Whether a token that was found valid with these keys still is, as far as issuer and keys go. */
    @SuppressWarnings("ReferenceEquality") // another set may be equal, and is another all the same
    boolean stillTrusts(VerificationKeys verifiedWith) {
        return trusted() == verifiedWith && term.holds();
    }

    /**
     * Decrypts, where configured, and verifies.
     *
     * @param trusted what {@link #trusted()} answered
     */
    VerificationResult verify(String token, VerificationKeys trusted) {
        VerificationResult result = verifier.verify(token, trusted);
        if (properties.issuer().isEmpty()) {
            return result;
        } else if (result instanceof Rejected rejected) {
            return new Rejected(inOurWords(rejected.rejection()));
        }
        return result instanceof Unavailable unavailable
                ? new Unavailable(inOurWords(unavailable.rejection()), unavailable.retryAfter())
                : result;
    }

    /** Validates the claims; null if all rules hold, else what the first says that does not. */
    @Nullable Rejection validate(VerifiedToken token, Instant now) {
        Rejection rejection = rules.validate(token, now).orElse(null);
        return rejection == null ? null : inOurWords(rejection);
    }

    /** What each rule says. */
    List<RuleVerdict> validateEach(VerifiedToken token, Instant now) {
        return rules.each().stream()
                .map(rule -> new RuleVerdict(
                        RuleVerdict.nameOf(rule), rule.validate(token, now).map(this::inOurWords)))
                .toList();
    }

    private Rejection inOurWords(Rejection rejection) {
        return rejection.withDetail(properties.in(rejection.detail()));
    }

    /** The first second at which a token for which all rules hold now has to be judged anew. */
    long holdsUntil(VerifiedToken token, Instant now) {
        return rules.holdsUntil(token, now);
    }

    /** Who calls with a valid token. */
    TokenPrincipal caller(VerifiedToken token) {
        return callers.read(token);
    }

    /** Where its valid tokens are counted. */
    KeyUses uses() {
        return uses;
    }

    /** Where its keys come from. */
    KeySource keys() {
        return keys;
    }

    /** Its keys, if they are fetched; none if they are configured, or not there yet. */
    List<VerificationKey> fetchedKeys() {
        return keys instanceof RemoteKeySource ? trusted().keys() : List.of();
    }

    /** How it is with its keys. */
    IssuerStatus status(Instant now) {
        VerificationKeys trusted = trusted();
        Map<String, KeyUses.Use> counted = uses.all();
        List<KeyStatus> all = new ArrayList<>();
        for (VerificationKey key : trusted.keys()) {
            String name = key.keyId() == null ? "" : key.keyId();
            all.add(status(name, key.algorithms(), true, counted.remove(name)));
        }
        counted.forEach((name, use) -> all.add(status(name, Set.of(), false, use)));
        Optional<RemoteKeySource.Condition> condition =
                keys instanceof RemoteKeySource remote ? Optional.of(remote.condition()) : Optional.empty();
        return new IssuerStatus(
                properties.issuer(),
                issuer,
                trusted.retryAfter() == null,
                condition.flatMap(RemoteKeySource.Condition::sinceFetched).map(now::minus),
                condition.flatMap(RemoteKeySource.Condition::staleFor).map(now::minus),
                condition.flatMap(RemoteKeySource.Condition::lastFailure),
                all);
    }

    private static KeyStatus status(
            String name, Set<SignatureAlgorithm> algorithms, boolean trusted, KeyUses.@Nullable Use use) {
        return new KeyStatus(
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                algorithms,
                trusted,
                use == null ? 0 : use.tokens(),
                use == null ? Optional.empty() : use.lastSeen());
    }

    /** Stops fetching keys, if they are fetched. */
    @Override
    public void close() {
        if (keys instanceof RemoteKeySource remote) {
            remote.close();
        }
    }
}
