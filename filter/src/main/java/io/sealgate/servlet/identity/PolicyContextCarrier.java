package io.sealgate.servlet.identity;

import jakarta.security.jacc.PolicyContext;
import java.util.concurrent.Executor;

/** Carries the policy context, in which roles are looked up, by Jakarta Authorization. To be loaded only where that resolves. */
final class PolicyContextCarrier {
    private PolicyContextCarrier() {}

    static Executor capture(Executor inner) {
        String captured = PolicyContext.getContextID();
        return task -> {
            String before = PolicyContext.getContextID();
            PolicyContext.setContextID(captured);
            try {
                inner.execute(task);
            } finally {
                PolicyContext.setContextID(before);
            }
        };
    }
}
