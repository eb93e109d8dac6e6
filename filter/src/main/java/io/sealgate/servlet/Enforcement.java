package io.sealgate.servlet;

import io.sealgate.Sealgate;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a guard's decision leads to: every guard comes here. Denied requests are refused, unless the rule or the whole application ({@code
 * sealgate.authorization.mode=report}) only reports: then they are logged, counted and told to listeners, and pass.
 *
 * <p>Only what a rule denies can pass so, and only with a valid token or with none. A token that is not valid, one that cannot be checked, and a request that no
 * filter of Sealgate's has seen are refused in any mode.
 */
public final class Enforcement {
    private Enforcement() {}

    /**
     * What a request is to be refused with.
     *
     * @return null if it passes
     */
    public static @Nullable Rejection of(AuthorizationDecision decision, HttpServletRequest request) {
        if (!(decision instanceof Denied denied)) {
            return null;
        }
        AuthenticationResult authentication = RequestAuthentication.get(request);
        boolean judged = authentication instanceof Authenticated || authentication instanceof Anonymous;
        Sealgate sealgate = judged ? find(() -> request.getServletContext().getClassLoader()) : null;
        if (sealgate == null
                || !(denied.reportOnly() || sealgate.config().authorization().reportOnly())) {
            return denied.rejection();
        }
        if (RefusalLog.reported(request, denied.rejection())) {
            count(sealgate, denied.rejection());
        }
        return null;
    }

    /**
     * As {@link #of}, for code that is called outside of any request.
     *
     * @param call the method that is called
     */
    public static @Nullable Rejection ofCall(AuthorizationDecision decision, String call) {
        if (!(decision instanceof Denied denied)) {
            return null;
        }
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        Sealgate sealgate = application == null ? null : find(() -> application);
        if (sealgate == null
                || !(denied.reportOnly() || sealgate.config().authorization().reportOnly())) {
            return denied.rejection();
        }
        RefusalLog.reported(call, denied.rejection());
        count(sealgate, denied.rejection());
        return null;
    }

    private static void count(Sealgate sealgate, Rejection rejection) {
        sealgate.denialCounts().add(rejection.reason() + ": " + rejection.detail());
    }

    /** Null, and so enforcing, where anything is wrong. */
    private static @Nullable Sealgate find(Supplier<ClassLoader> application) {
        try {
            return ApplicationSealgate.get(application.get());
        } catch (RuntimeException notConfigured) {
            return null;
        }
    }
}
