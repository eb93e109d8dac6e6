package io.sealgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.ValidationResult;

/** What tests say of tokens that are to be rejected. */
public final class Refusals {
    private Refusals() {}

    /**
     * Asserts that a token was rejected for just this reason.
     *
     * @param result of a validation or verification
     */
    public static void assertRejected(Object result, RejectionReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.rejection().reason())
                                .as("%s", rejected)
                                .isEqualTo(reason));
    }

    /** Why a token was rejected. */
    public static RejectionReason reason(ValidationResult result) {
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).rejection().reason();
    }
}
