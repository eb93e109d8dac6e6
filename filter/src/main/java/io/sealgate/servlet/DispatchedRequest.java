package io.sealgate.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The request of the asynchronous or error dispatch that a thread serves. Guards that nobody hands the request to ask CDI for it; Payara and GlassFish do not activate CDI's request scope in such dispatches,
 * so that guards would find no caller there.
 */
public final class DispatchedRequest {
    private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();

    private DispatchedRequest() {}

    /** Null where this thread serves no such dispatch. */
    public static @Nullable HttpServletRequest current() {
        return CURRENT.get();
    }

    /** Runs the rest of a dispatch; leaves the thread as it was. */
    static void run(HttpServletRequest request, Step dispatch) throws IOException, ServletException {
        DispatcherType type = request.getDispatcherType();
        if (type != DispatcherType.ASYNC && type != DispatcherType.ERROR) {
            dispatch.run();
            return;
        }
        HttpServletRequest outer = CURRENT.get();
        CURRENT.set(request);
        try {
            dispatch.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** What is left of a dispatch. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, ServletException;
    }
}
