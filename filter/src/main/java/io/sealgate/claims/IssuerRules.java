package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the configuration asks of the claims of one issuer's tokens, in the order in which a refusal tells most: whose token it is, for whom, and whether it is still in force.
 *
 * @param audience empty where any will do
 */
public record IssuerRules(
        TypeRule type,
        IssuerRule issuer,
        Optional<AudienceRule> audience,
        TimeRule time,
        IdentityClaimsRule identity,
        ConfirmationRule confirmation,
        RequiredClaimsRule required)
        implements ClaimRule {
    public IssuerRules {
        requireNonNull(type, "type");
        requireNonNull(issuer, "issuer");
        requireNonNull(audience, "audience");
        requireNonNull(time, "time");
        requireNonNull(identity, "identity");
        requireNonNull(confirmation, "confirmation");
        requireNonNull(required, "required");
    }

    /** Each rule is called by its own type: what is called through an interface of seven classes, the compiler cannot put in here. */
    @Override
    public Optional<Rejection> validate(VerifiedToken token, Instant now) {
        Optional<Rejection> rejection = type.validate(token);
        if (rejection.isEmpty()) {
            rejection = issuer.validate(token);
        }
        if (rejection.isEmpty() && audience.isPresent()) {
            rejection = audience.get().validate(token);
        }
        if (rejection.isEmpty()) {
            rejection = time.validate(token, now);
        }
        if (rejection.isEmpty()) {
            rejection = identity.validate(token);
        }
        if (rejection.isEmpty()) {
            rejection = confirmation.validate(token);
        }
        if (rejection.isEmpty()) {
            rejection = required.validate(token);
        }
        return rejection;
    }

    /** As long as the token is in force: nothing else depends on the moment. */
    @Override
    public long holdsUntil(VerifiedToken token, Instant now) {
        return time.holdsUntil(token, now);
    }

    @Override
    public List<ClaimRule> each() {
        List<ClaimRule> all = new ArrayList<>(List.of(type, issuer));
        audience.ifPresent(all::add);
        all.addAll(List.of(time, identity, confirmation, required));
        return all;
    }
}
