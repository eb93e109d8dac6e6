package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonPointer;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.Optional;

/** Asks that {@code iss} is the configured issuer, exactly (RFC 7519 section 4.1.1, RFC 8725 section 3.8). */
public record IssuerRule(String issuer) implements TimelessRule {
    private static final JsonPointer ISS = JsonPointer.toMember(ClaimNames.ISSUER);

    public IssuerRule {
        requireNonNull(issuer, "issuer");
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        return token.claims().find(ISS).isString(issuer)
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.ISSUER_NOT_ACCEPTED,
                        "expected iss to be the value of mp.jwt.verify.issuer",
                        token.description()));
    }
}
