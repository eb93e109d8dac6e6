package io.sealgate.claims;

import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;

/**
 * Asks that the claims that identify a caller or a token are strings where they are there (RFC 7519 section 2, StringOrURI), and that the token names its caller.
 *
 * @param names the claims of which at least one has to hold a text: the caller's name
 */
public record IdentityClaimsRule(List<String> names) implements TimelessRule {
    /** Those that say who it is, whatever the caller is called by. */
    private static final List<String> IDENTITY = List.of(
            ClaimNames.SUBJECT,
            ClaimNames.USER_PRINCIPAL_NAME,
            ClaimNames.PREFERRED_USERNAME,
            ClaimNames.ISSUER,
            ClaimNames.JWT_ID);

    public IdentityClaimsRule {
        names = List.copyOf(names);
    }

    /** With the claims of MicroProfile JWT 2.1: {@code upn}, {@code preferred_username} and {@code sub}. */
    public IdentityClaimsRule() {
        this(List.of(ClaimNames.USER_PRINCIPAL_NAME, ClaimNames.PREFERRED_USERNAME, ClaimNames.SUBJECT));
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        ClaimsSet claims = token.claims();
        for (int i = 0; i < IDENTITY.size(); i++) { // no iterator, for this runs at each request
            if (isNoString(claims, IDENTITY.get(i))) {
                return noString(token, IDENTITY.get(i));
            }
        }
        boolean named = false;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (claims.isString(name)) {
                named = named || !claims.isString(name, "");
            } else if (claims.contains(name)) {
                return noString(token, name);
            }
        }
        return named
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.CLAIM_MISSING,
                        "expected one of " + String.join(", ", names) + " (sealgate.principal.from)",
                        token.description()));
    }

    private static boolean isNoString(ClaimsSet claims, String name) {
        return !claims.isString(name) && claims.contains(name);
    }

    private static Optional<Rejection> noString(VerifiedToken token, String name) {
        return Optional.of(
                Rejection.of(RejectionReason.MALFORMED_CLAIMS, name + " is not a string", token.description()));
    }
}
