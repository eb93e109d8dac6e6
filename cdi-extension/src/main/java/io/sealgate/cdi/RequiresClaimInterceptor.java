package io.sealgate.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Lets a call pass only if the current caller may make it. Runs before transactions begin. */
@ClaimGuarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class RequiresClaimInterceptor implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a client proxy, which is serializable
    private final CurrentCaller caller;

    @Inject
    RequiresClaimInterceptor(CurrentCaller caller) {
        this.caller = caller;
    }

    @AroundInvoke
    Object call(InvocationContext context) throws Exception {
        caller.check(context);
        return context.proceed();
    }

    /** A timer has no caller, whoever set it. */
    @AroundTimeout
    Object timeout(InvocationContext context) {
        throw caller.refuseWithoutCaller(context.getMethod());
    }
}
