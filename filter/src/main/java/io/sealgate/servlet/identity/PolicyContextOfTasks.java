package io.sealgate.servlet.identity;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import jakarta.security.jacc.PolicyContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the policy context of a thread to the managed tasks that it submits. Payara and GlassFish take the caller there by themselves, but not the policy context, in which Jakarta Security looks for his roles, and
 * on Payara 7 for himself. Does nothing on other servers. Servers look for such providers in the application (Jakarta Concurrency 3.0, {@link ThreadContextProvider}).
 *
 * <p>Thread-safe.
 */
public final class PolicyContextOfTasks implements ThreadContextProvider {
    private static final ThreadContextSnapshot NOTHING = () -> () -> {};

    private final boolean needed = CallerIdentityInitializer.resolves(GlassFishThreadContext.SECURITY_CONTEXT)
            && CallerIdentityInitializer.resolves(ContainerCallerIdentity.JAKARTA_AUTHORIZATION);

    /** For the container. */
    public PolicyContextOfTasks() {}

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return needed ? Snapshot.of(PolicyContext.getContextID()) : NOTHING;
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return needed ? Snapshot.of(null) : NOTHING;
    }

    @Override
    public String getThreadContextType() {
        return "io.sealgate.policy-context";
    }

    private static final class Snapshot {
        private Snapshot() {}

        static ThreadContextSnapshot of(@Nullable String policyContext) {
            return () -> {
                String before = PolicyContext.getContextID();
                PolicyContext.setContextID(policyContext);
                ThreadContextRestorer restorer = () -> PolicyContext.setContextID(before);
                return restorer;
            };
        }
    }
}
