package io.sealgate.claims;

import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks that the claims that identify a caller or a token are strings where they are there (RFC 7519 section 2, StringOrURI), and that the token names its caller: at least one of
 * {@code upn}, {@code preferred_username} and {@code sub} (MicroProfile JWT 2.1).
 */
public record IdentityClaimsRule() implements ClaimRule {
    @Override
    public Optional<Rejection> validate(VerifiedToken token, Instant now) {
        ClaimsSet claims = token.claims();
        boolean named = false;
        for (String name : new String[] {
            ClaimNames.ISSUER,
            ClaimNames.JWT_ID,
            ClaimNames.SUBJECT,
            ClaimNames.PREFERRED_USERNAME,
            ClaimNames.USER_PRINCIPAL_NAME
        }) {
            Optional<String> value = claims.string(name);
            if (value.isEmpty() && claims.contains(name)) {
                return Optional.of(new Rejection(
                        RejectionReason.MALFORMED_CLAIMS, name + " is not a string", token.description()));
            }
            boolean callerName = !name.equals(ClaimNames.ISSUER) && !name.equals(ClaimNames.JWT_ID);
            named |= callerName && value.isPresent() && !value.get().isEmpty();
        }
        return named
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionReason.CLAIM_MISSING,
                        "expected one of upn, preferred_username and sub",
                        token.description()));
    }
}
