package io.sealgate.claims;

import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks that the claims that identify a caller or a token are strings where they are there (RFC 7519 section 2, StringOrURI), and that the token names its caller: at least one of
 * {@code upn}, {@code preferred_username} and {@code sub} (MicroProfile JWT 2.1).
 */
public record IdentityClaimsRule() implements TimelessRule {
    private static final List<String> IDENTITY = List.of(
            ClaimNames.SUBJECT,
            ClaimNames.USER_PRINCIPAL_NAME,
            ClaimNames.PREFERRED_USERNAME,
            ClaimNames.ISSUER,
            ClaimNames.JWT_ID);
    private static final Set<String> NOT_THE_CALLER = Set.of(ClaimNames.ISSUER, ClaimNames.JWT_ID);

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        ClaimsSet claims = token.claims();
        boolean named = false;
        for (int i = 0; i < IDENTITY.size(); i++) { // no iterator, for this runs at each request
            String name = IDENTITY.get(i);
            if (claims.isString(name)) {
                named |= !NOT_THE_CALLER.contains(name) && !claims.isString(name, "");
            } else if (claims.contains(name)) {
                return Optional.of(new Rejection(
                        RejectionReason.MALFORMED_CLAIMS, name + " is not a string", token.description()));
            }
        }
        return named
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionReason.CLAIM_MISSING,
                        "expected one of upn, preferred_username and sub",
                        token.description()));
    }
}
