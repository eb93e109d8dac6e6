package io.sealgate.servlet.identity;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/** Takes what the container has attached to this thread, the caller above all, to other threads, by the means that Jakarta EE has for it. */
final class ThreadContexts {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final boolean CONCURRENCY =
            CallerIdentityInitializer.resolves("jakarta.enterprise.concurrent.ContextService");
    private static final boolean AUTHORIZATION =
            CallerIdentityInitializer.resolves("jakarta.security.jacc.PolicyContext");

    private ThreadContexts() {}

    /**
     * @return runs tasks on the thread that hands them over, with the context that this thread has now; as far as the container offers that, else
     *     as they are
     */
    static Executor capture() {
        Executor context = Runnable::run;
        try {
            if (AUTHORIZATION) {
                context = PolicyContextCarrier.capture(context);
            }
            if (CONCURRENCY) {
                context = ContextServiceCarrier.capture(context);
            }
        } catch (LinkageError otherVersion) {
            LOGGER.log(Level.DEBUG, "The container's thread context cannot be captured", otherVersion);
        }
        return context;
    }
}
