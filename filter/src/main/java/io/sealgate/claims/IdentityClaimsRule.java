package io.sealgate.claims;

import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks that the claims that identify a caller or a token are strings where they are there (RFC 7519 section 2, StringOrURI), and that the token names its caller.
 *
 * @param claims those claims, each once
 */
public record IdentityClaimsRule(List<IdentityClaim> claims) implements TimelessRule {
    /** Those that say who it is, whatever the caller is called by. */
    private static final List<String> IDENTITY = List.of(
            ClaimNames.SUBJECT,
            ClaimNames.USER_PRINCIPAL_NAME,
            ClaimNames.PREFERRED_USERNAME,
            ClaimNames.ISSUER,
            ClaimNames.JWT_ID);

    /**
     * A claim that has to be a string where it is there.
     *
     * @param name its name
     * @param pointer where it is
     * @param namesCaller whether it may be the caller's name
     */
    public record IdentityClaim(String name, JsonPointer pointer, boolean namesCaller) {}

    public IdentityClaimsRule {
        claims = List.copyOf(claims);
    }

    /**
     * Where the caller's name is in one of these claims.
     *
     * @param names of which at least one has to hold a text
     */
    public static IdentityClaimsRule namedBy(List<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(IDENTITY);
        return new IdentityClaimsRule(all.stream()
                .map(name -> new IdentityClaim(name, JsonPointer.toMember(name), names.contains(name)))
                .toList());
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
                named = named || (claim.namesCaller() && !value.isString(""));
            }
        }
        return named
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.CLAIM_MISSING,
                        "expected one of " + callerNames() + " (sealgate.principal.from)",
                        token.description()));
    }

    private String callerNames() {
        return claims.stream()
                .filter(IdentityClaim::namesCaller)
                .map(IdentityClaim::name)
                .collect(Collectors.joining(", "));
    }
}
