package io.sealgate.cdi;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * The caller may not go on: there is no valid token, or the user has to authenticate again (401), the token lacks what is required (403), or a rule failed to tell (503). REST resources and servlets need not
 * catch it: it is answered there, and logged. Elsewhere the application may catch it and ask {@link #reason()} for the status.
 *
 * <p>The message says no more than the caller is told. It is an application exception to enterprise beans, so that it arrives
 * as it is and not inside an {@code EJBException}; the transaction is rolled back.
 */
@ApplicationException(rollback = true)
public final class AuthorizationDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RejectionReason reason;

    private final transient @Nullable Rejection rejection;

    /**
     * For rules of the application; what throws it in other code is answered like any refusal.
     *
     * @param rejection why
     */
    public AuthorizationDeniedException(Rejection rejection) {
        super(requireNonNull(rejection, "rejection").reason() + ": "
                + rejection.reason().description());
        this.rejection = rejection;
        this.reason = rejection.reason();
    }

    /** Why, with the HTTP status and what the caller may be told. */
    public RejectionReason reason() {
        return reason;
    }

    /** Why, as the operator needs it. After serialization only the reason is left. */
    public Rejection rejection() {
        return rejection == null ? Rejection.of(reason, "") : rejection;
    }
}
