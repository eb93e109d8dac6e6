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

    /**
     * @param properties what the properties are called by which an operator knows this policy
     * @param keys what the verifier verifies with
     */
    IssuerPolicy(
            PropertyNames properties,
            KeySource keys,
            JoseTokenVerifier verifier,
            List<ClaimRule> rules,
            CallerReader callers) {
        this.properties = requireNonNull(properties, "properties");
        this.keys = requireNonNull(keys, "keys");
        this.verifier = requireNonNull(verifier, "verifier");
        this.rules = List.copyOf(rules);
        this.callers = requireNonNull(callers, "callers");
    }

    /** The keys that are trusted at this moment. */
    VerificationKeys trusted() {
        return keys.verificationKeys();
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
                String detail = properties.in(rejection.detail());
                return new Rejection(
                        rejection.reason(), detail, rejection.token(), rejection.publicReason(), rejection.challenge());
            }
        }
        return null;
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
