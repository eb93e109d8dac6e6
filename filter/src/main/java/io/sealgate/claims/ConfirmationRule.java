package io.sealgate.claims;

import io.sealgate.json.JsonPointer;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.Optional;

/** Refuses a token that is bound to a key ({@code cnf}) when it comes as a mere bearer token (RFC 7800 section 3, RFC 9449 section 7.2). */
public record ConfirmationRule() implements TimelessRule {
    private static final JsonPointer CNF = JsonPointer.toMember(ClaimNames.CONFIRMATION);

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        return token.claims().find(CNF).isAbsent()
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.PROOF_REQUIRED,
                        "the token has cnf, and proofs of possession are not supported",
                        token.description()));
    }
}
