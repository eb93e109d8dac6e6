package io.sealgate.servlet.identity;

import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What Payara and GlassFish attach to a thread for the time of a request: the caller, the policy context in which roles are looked up, and the request in
 * which Jakarta Security looks for the caller. They do so for a request's first dispatch alone, so asynchronous ones, error pages and tasks of an
 * asynchronous context see nobody. Managed tasks see the caller, but neither the policy context ({@link PolicyContextOfTasks}) nor the request.
 *
 * <p>By reflection on classes of the server that applications see. Jakarta Concurrency would carry the caller too, but not the request, and it cannot keep the
 * caller from threads that are made on his behalf.
 *
 * <p>To be loaded only where Jakarta Authorization resolves. Thread-safe.
 */
final class GlassFishThreadContext {
    static final String SECURITY_CONTEXT = "com.sun.enterprise.security.SecurityContext";
    private static final String POLICY_HANDLER = "com.sun.enterprise.security.jacc.context.PolicyContextHandlerImpl";
    private static final String REQUEST_KEY = "jakarta.servlet.http.HttpServletRequest";
    private static final boolean JAKARTA_SECURITY =
            CallerIdentityInitializer.resolves("jakarta.security.enterprise.CallerPrincipal");

    private final Method getCaller;
    private final Method setCaller;
    private final Method principalOfCaller;
    private final Method subjectOfCaller;
    private final @Nullable RequestOfPolicyContext requestOfPolicyContext;

    private GlassFishThreadContext() throws ReflectiveOperationException {
        Class<?> securityContext = Class.forName(SECURITY_CONTEXT, true, GlassFishThreadContext.class.getClassLoader());
        getCaller = securityContext.getMethod("getCurrent");
        setCaller = securityContext.getMethod("setCurrent", securityContext);
        principalOfCaller = securityContext.getMethod("getCallerPrincipal");
        subjectOfCaller = securityContext.getMethod("getSubject");
        requestOfPolicyContext = RequestOfPolicyContext.find();
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
        if (JAKARTA_SECURITY) {
            nameToJakartaSecurity(captured.caller(), request.getUserPrincipal());
        }
        return new Carrier(task -> run(task, captured), this::runAsNobody);
    }

    /** The container has made the subject for this request, unless it stands for somebody else, who may be everybody. */
    private void nameToJakartaSecurity(@Nullable Object attached, @Nullable Principal caller) {
        if (attached != null
                && caller != null
                && call(principalOfCaller, attached) instanceof Principal known
                && known.getName().equals(caller.getName())
                && call(subjectOfCaller, attached) instanceof Subject subject) {
            JakartaSecurityCaller.addTo(subject, caller);
        }
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
        if (requestOfPolicyContext != null) {
            requestOfPolicyContext.set(attached.request());
        }
    }

    private @Nullable Object presentRequest() {
        if (requestOfPolicyContext == null) {
            return null;
        }
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

    /** Those of Jakarta EE 11 have no such handler, and no other way to name the request of a thread. */
    private record RequestOfPolicyContext(Method handler, Method handlerData, Method setRequest) {
        static @Nullable RequestOfPolicyContext find() throws ReflectiveOperationException {
            Class<?> policyHandler;
            try {
                policyHandler = Class.forName(POLICY_HANDLER, true, GlassFishThreadContext.class.getClassLoader());
            } catch (ClassNotFoundException other) {
                return null;
            }
            Method handlerData = policyHandler.getMethod("getHandlerData");
            return new RequestOfPolicyContext(
                    policyHandler.getMethod("getInstance"),
                    handlerData,
                    handlerData.getReturnType().getMethod("setHttpServletRequest", HttpServletRequest.class));
        }

        void set(@Nullable Object request) {
            call(setRequest, call(handlerData, call(handler, null)), request);
        }
    }

    private record Attached(
            @Nullable Object caller,
            @Nullable String policyContext,
            @Nullable Object request) {}
}
