package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.Rejection;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/** An include was refused. An included resource cannot answer (Jakarta Servlet 6.0 section 9.3), so this ends what includes it, and the filter around that answers. */
final class RefusedIncludeException extends ServletException {
    private static final long serialVersionUID = 1;
    private static final int MAX_CAUSES = 8;

    private final transient Rejection rejection;

    RefusedIncludeException(Rejection rejection) {
        super(requireNonNull(rejection, "rejection").reason() + ": "
                + rejection.reason().description());
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }

    /** Pages wrap what they catch. */
    static @Nullable RefusedIncludeException findIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof RefusedIncludeException refused) {
                return refused;
            }
            Throwable next = cause.getCause();
            cause = next == null && cause instanceof ServletException wrapping ? wrapping.getRootCause() : next;
        }
        return null;
    }
}
