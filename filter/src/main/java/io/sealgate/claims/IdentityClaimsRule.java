package io.sealgate.claims;

import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks that the claims that identify a caller or a token are strings where they are there (RFC 7519 section 2, StringOrURI), and that the token names its caller.
 */
public final class IdentityClaimsRule implements TimelessRule {
    /** Those that say who it is, whatever the caller is called by. */
    private static final List<String> IDENTITY = List.of(
            ClaimNames.SUBJECT,
            ClaimNames.USER_PRINCIPAL_NAME,
            ClaimNames.PREFERRED_USERNAME,
            ClaimNames.ISSUER,
            ClaimNames.JWT_ID);

    private final List<String> names;
    private final List<IdentityClaim> claims;

    /** A claim that has to be a string, and whether it may be the caller's name. */
    private record IdentityClaim(String name, JsonPointer pointer, boolean names) {}

    /**
     * @param names the claims of which at least one has to hold a text: the caller's name
     */
    public IdentityClaimsRule(List<String> names) {
        this.names = List.copyOf(names);
        Set<String> all = new LinkedHashSet<>(IDENTITY);
        all.addAll(names);
        List<IdentityClaim> asked = new ArrayList<>();
        for (String name : all) {
            asked.add(new IdentityClaim(name, JsonPointer.toMember(name), names.contains(name)));
        }
        this.claims = List.copyOf(asked);
    }

    /** With the claims of MicroProfile JWT 2.1: {@code upn}, {@code preferred_username} and {@code sub}. */
    public IdentityClaimsRule() {
        this(List.of(ClaimNames.USER_PRINCIPAL_NAME, ClaimNames.PREFERRED_USERNAME, ClaimNames.SUBJECT));
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        ClaimsSet set = token.claims();
        boolean named = false;
        for (int i = 0; i < claims.size(); i++) { // no iterator, for this runs at each request
            IdentityClaim claim = claims.get(i);
            JsonValue value = set.find(claim.pointer());
            if (!value.isAbsent()) {
                if (!value.isString()) {
                    return Optional.of(Rejection.of(
                            RejectionReason.MALFORMED_CLAIMS, claim.name() + " is not a string", token.description()));
                }
                named = named || (claim.names() && !value.isString(""));
            }
        }
        return named
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.CLAIM_MISSING,
                        "expected one of " + String.join(", ", names) + " (sealgate.principal.from)",
                        token.description()));
    }
}
