package io.sealgate.claims;

import io.sealgate.json.JsonPointer;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks that these claims are there and not null. */
public record RequiredClaimsRule(List<RequiredClaim> claims) implements TimelessRule {

    /**
     * A claim that has to be there.
     *
     * @param written its name or JSON Pointer, as an operator knows it
     * @param pointer where it is
     */
    public record RequiredClaim(String written, JsonPointer pointer) {}

    public RequiredClaimsRule {
        claims = List.copyOf(claims);
    }

    /**
     * The claims in alphabetical order, so that the first one missing is the same at each run.
     *
     * @param written names or JSON Pointers
     */
    public static RequiredClaimsRule of(Set<String> written) {
        return new RequiredClaimsRule(written.stream()
                .sorted()
                .map(each -> new RequiredClaim(each, JsonPointer.toClaim(each)))
                .toList());
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        for (int i = 0; i < claims.size(); i++) { // no iterator, for this runs at each request
            RequiredClaim claim = claims.get(i);
            if (!token.claims().find(claim.pointer()).isPresent()) {
                return Optional.of(Rejection.of(
                        RejectionReason.CLAIM_MISSING,
                        "expected " + claim.written() + " (sealgate.verify.required-claims)",
                        token.description()));
            }
        }
        return Optional.empty();
    }
}
