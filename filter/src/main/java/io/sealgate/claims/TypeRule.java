package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Asks that {@code typ} is that of an access token, so that an ID token, a logout token or a DPoP proof of the same issuer does not pass for one (RFC 8725
 * section 3.11, RFC 9068 section 4). Compared without regard to case and to {@code application/}.
 *
 * @param types the types accepted, lower case, without {@code application/}; empty: {@code jwt}, {@code at+jwt} and none at all
 */
public record TypeRule(Set<String> types) implements ClaimRule {
    private static final String PREFIX = "application/";
    private static final Set<String> DEFAULT = Set.of("jwt", "at+jwt");

    public TypeRule {
        types = Set.copyOf(types);
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token, Instant now) {
        String type = token.header().type();
        boolean accepted;
        if (type == null) {
            accepted = types.isEmpty();
        } else {
            String lower = type.toLowerCase(Locale.ROOT);
            String plain = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
            accepted = (types.isEmpty() ? DEFAULT : types).contains(plain);
        }
        return accepted
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionReason.TYPE_NOT_ACCEPTED,
                        "expected typ to be "
                                + (types.isEmpty() ? "JWT, at+jwt or absent" : "one of sealgate.verify.types"),
                        token.description()));
    }
}
