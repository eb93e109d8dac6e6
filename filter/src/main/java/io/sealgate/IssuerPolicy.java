package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.claims.ClaimRule;
import io.sealgate.config.PropertyNames;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.jwks.RemoteKeySource;
import io.sealgate.token.Rejection;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the tokens of one issuer are judged: by its keys, its rules, and nobody else's. Thread-safe. */
final class IssuerPolicy implements IssuerChoice.Choice, AutoCloseable {
    private final PropertyNames properties;
    private final KeySource keys;
    private final JoseTokenVerifier verifier;
    private final List<ClaimRule> rules;
    private final CallerReader callers;
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
     * @param keys what the verifier verifies with
     */
    IssuerPolicy(
            PropertyNames properties,
            KeySource keys,
            JoseTokenVerifier verifier,
            List<ClaimRule> rules,
            CallerReader callers,
            Term term) {
        this.properties = requireNonNull(properties, "properties");
        this.keys = requireNonNull(keys, "keys");
        this.verifier = requireNonNull(verifier, "verifier");
        this.rules = List.copyOf(rules);
        this.callers = requireNonNull(callers, "callers");
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
        return verifier.verify(token, trusted);
    }

    /** Validates the claims; null if all rules hold, else what the first says that does not. */
    @Nullable Rejection validate(VerifiedToken token, Instant now) {
        for (ClaimRule rule : rules) {
            Rejection rejection = rule.validate(token, now).orElse(null);
            if (rejection != null) {
                return inOurWords(rejection);
            }
        }
        return null;
    }

    /** What each rule says. */
    List<RuleVerdict> validateEach(VerifiedToken token, Instant now) {
        return rules.stream()
                .map(rule -> new RuleVerdict(
                        RuleVerdict.nameOf(rule), rule.validate(token, now).map(this::inOurWords)))
                .toList();
    }

    private Rejection inOurWords(Rejection rejection) {
        return rejection.withDetail(properties.in(rejection.detail()));
    }

    /** The first second at which a token for which all rules hold now has to be judged anew. */
    long holdsUntil(VerifiedToken token, Instant now) {
        long until = Long.MAX_VALUE;
        for (ClaimRule rule : rules) {
            until = Math.min(until, rule.holdsUntil(token, now));
        }
        return until;
    }

    /** Who calls with a valid token. */
    TokenPrincipal caller(VerifiedToken token) {
        return callers.read(token);
    }

    /** Stops fetching keys, if they are fetched. */
    @Override
    public void close() {
        if (keys instanceof RemoteKeySource remote) {
            remote.close();
        }
    }
}
