package io.sealgate.claims;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import java.util.Map;

/**
 * What an endpoint asks of its callers besides a valid token; {@link ClaimAuthorizer} decides on it. Implementations are immutable and thread-safe, equal if they ask the
 * same, and their {@code toString} says what they ask, for the log.
 */
public interface Requirement {

    /**
     * Whether a caller may make a call. Whatever this throws refuses the call with 503.
     *
     * @param caller whom a valid token names
     */
    boolean isFulfilledBy(TokenPrincipal caller, Call call);

    /** Why a caller who does not fulfil this is refused. */
    default RejectionReason reason() {
        return RejectionReason.CLAIM_REQUIRED;
    }

    /** What the log says of such a caller: what was expected, and where in the token or configuration it comes from. */
    default String expectation() {
        return "expected " + this;
    }

    /** What such a caller is told besides; see {@link io.sealgate.token.Rejection.NotAuthorized#challenge()}. */
    default Map<String, String> challenge() {
        return Map.of();
    }

    /** Whether callers who do not fulfil this pass all the same, and are only reported. */
    default boolean reportOnly() {
        return false;
    }
}
