package io.sealgate.servlet.identity;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Carries the caller by Jakarta Concurrency 3.0. To be loaded only where that resolves. */
final class ContextServiceCarrier {
    private static final String DEFAULT_CONTEXT_SERVICE = "java:comp/DefaultContextService";

    private ContextServiceCarrier() {}

    @SuppressWarnings("BanJNDI") // a constant name, and one that the platform itself binds
    static Executor capture(Executor inner) {
        try {
            ContextService service = InitialContext.doLookup(DEFAULT_CONTEXT_SERVICE);
            Executor context = service.currentContextExecutor();
            return task -> context.execute(() -> inner.execute(task));
        } catch (NamingException absent) {
            return inner;
        }
    }
}
