package io.sealgate.claims;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;

/**
 * Asks that {@code typ} is that of an access token, so that an ID token, a logout token or a DPoP proof of the same issuer does not pass for one (RFC 8725
 * section 3.11, RFC 9068 section 4). Compared without regard to case and to {@code application/}.
 *
 * @param types the types accepted, lower case, without {@code application/}; empty: {@code jwt}, {@code at+jwt} and none at all
 */
public record TypeRule(List<String> types) implements TimelessRule {
    private static final String PREFIX = "application/";
    private static final List<String> DEFAULT = List.of("jwt", "at+jwt");

    public TypeRule {
        types = List.copyOf(types);
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        String type = token.header().type();
        boolean accepted = type == null ? types.isEmpty() : isAccepted(type);
        return accepted
                ? Optional.empty()
                : Optional.of(Rejection.of(
                        RejectionReason.TYPE_NOT_ACCEPTED,
                        "expected typ to be "
                                + (types.isEmpty() ? "JWT, at+jwt or absent" : "one of sealgate.verify.types"),
                        token.description()));
    }

    private boolean isAccepted(String type) {
        int from = continuesWith(type, 0, PREFIX) ? PREFIX.length() : 0;
        List<String> accepted = types.isEmpty() ? DEFAULT : types;
        for (int i = 0; i < accepted.size(); i++) {
            String candidate = accepted.get(i);
            if (candidate.length() == type.length() - from && continuesWith(type, from, candidate)) {
                return true;
            }
        }
        return false;
    }

    /** Compares ASCII letters alone without regard to case: {@link String#regionMatches(boolean, int, String, int, int)} takes a dotless i for an i. */
    private static boolean continuesWith(String type, int from, String lowerCase) {
        if (type.length() - from < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            char c = type.charAt(from + i);
            if (lowerCase.charAt(i) != (c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c)) {
                return false;
            }
        }
        return true;
    }
}
