package io.sealgate.servlet.identity;

import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Payara and GlassFish attach to a thread for the time of a request: the caller, the policy context in which roles are looked up, and the request in
 * which Jakarta Security looks for the caller. They do so for a request's first dispatch alone, so asynchronous ones, error pages and tasks of an
 * asynchronous context see nobody.
 *
 * <p>By reflection on classes of the server that applications see. Jakarta Concurrency would carry the caller too, but not the request, and it cannot keep the
 * caller from threads that are made on his behalf.
 *
 * <p>To be loaded only where Jakarta Authorization resolves. Thread-safe.
 */
final class GlassFishThreadContext {
    private static final String SECURITY_CONTEXT = "com.sun.enterprise.security.SecurityContext";
    private static final String POLICY_HANDLER = "com.sun.enterprise.security.jacc.context.PolicyContextHandlerImpl";
    private static final String REQUEST_KEY = "jakarta.servlet.http.HttpServletRequest";

    private final Method getCaller;
    private final Method setCaller;
    private final Method handler;
    private final Method handlerData;
    private final Method setRequest;

    private GlassFishThreadContext() throws ReflectiveOperationException {
        ClassLoader loader = GlassFishThreadContext.class.getClassLoader();
        Class<?> securityContext = Class.forName(SECURITY_CONTEXT, true, loader);
        getCaller = securityContext.getMethod("getCurrent");
        setCaller = securityContext.getMethod("setCurrent", securityContext);
        Class<?> policyHandler = Class.forName(POLICY_HANDLER, true, loader);
        handler = policyHandler.getMethod("getInstance");
        handlerData = policyHandler.getMethod("getHandlerData");
        setRequest = handlerData.getReturnType().getMethod("setHttpServletRequest", HttpServletRequest.class);
    }

    /** Empty on other servers. */
    static Optional<GlassFishThreadContext> find() {
        try {
            return Optional.of(new GlassFishThreadContext());
        } catch (ReflectiveOperationException | LinkageError otherServer) {
            return Optional.empty();
        }
    }

    /**
     * Captures what this thread has now.
     *
     * @param request the container's own, without a wrapper
     */
    Carrier capture(HttpServletRequest request) {
        Attached captured = new Attached(call(getCaller, null), PolicyContext.getContextID(), request);
        return new Carrier(task -> run(task, captured), this::runAsNobody);
    }

    private void run(Runnable task, Attached captured) {
        Attached before = new Attached(call(getCaller, null), PolicyContext.getContextID(), presentRequest());
        try {
            attach(captured);
            task.run();
        } finally {
            attach(before);
        }
    }

    /** The servers keep the caller in an inheritable thread-local variable and make the threads of asynchronous contexts on demand. */
    private void runAsNobody(Runnable task) {
        Object before = call(getCaller, null);
        try {
            call(setCaller, null, (Object) null);
            task.run();
        } finally {
            call(setCaller, null, before);
        }
    }

    private void attach(Attached attached) {
        call(setCaller, null, attached.caller());
        PolicyContext.setContextID(attached.policyContext());
        call(setRequest, call(handlerData, call(handler, null)), attached.request());
    }

    private static @Nullable Object presentRequest() {
        try {
            return PolicyContext.getContext(REQUEST_KEY);
        } catch (PolicyContextException e) {
            throw new IllegalStateException("The container does not tell the request of its policy context", e);
        }
    }

    private static @Nullable Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The container's " + method + " failed", e);
        }
    }

    private record Attached(
            @Nullable Object caller,
            @Nullable String policyContext,
            @Nullable Object request) {}
}
