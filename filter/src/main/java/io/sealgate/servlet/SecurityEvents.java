package io.sealgate.servlet;

import io.sealgate.event.SecurityEvent;
import io.sealgate.event.SecurityEvent.AccessDenied;
import io.sealgate.event.SecurityEvent.CallerAuthenticated;
import io.sealgate.event.SecurityEvent.RequestRefused;
import io.sealgate.event.SecurityEventListener;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the listener of an application what becomes of its requests. Nothing that a listener does opens or breaks a request. Thread-safe. */
public final class SecurityEvents {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String ATTRIBUTE = SecurityEventListener.class.getName();

    /** For code outside of any request. Weak on both sides: the application's context keeps the listener. */
    private static final Map<ClassLoader, WeakReference<SecurityEventListener>> LISTENERS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final AtomicLong FAILURES = new AtomicLong();

    private SecurityEvents() {}

    /** Has a listener told of everything in an application; the last call counts. */
    public static void register(ServletContext context, SecurityEventListener listener) {
        context.setAttribute(ATTRIBUTE, listener);
        LISTENERS.put(context.getClassLoader(), new WeakReference<>(listener));
    }

    static void authenticated(HttpServletRequest request, TokenDescription token) {
        tell(
                () -> listenerOf(request),
                CallerAuthenticated.class,
                () -> new CallerAuthenticated(RefusalLog.method(request), RefusalLog.path(request), token));
    }

    static void refused(HttpServletRequest request, Rejection rejection, boolean enforced) {
        refused(() -> listenerOf(request), RefusalLog.method(request), RefusalLog.path(request), rejection, enforced);
    }

    /** As {@link #refused(HttpServletRequest, Rejection, boolean)}, outside of any request of this thread's application. */
    static void refused(String call, Rejection rejection, boolean enforced) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        WeakReference<SecurityEventListener> listener = application == null ? null : LISTENERS.get(application);
        refused(() -> listener == null ? null : listener.get(), "call", call, rejection, enforced);
    }

    private static void refused(
            Supplier<@Nullable SecurityEventListener> listener,
            String method,
            String path,
            Rejection rejection,
            boolean enforced) {
        if (isOfRule(rejection)) {
            tell(
                    listener,
                    AccessDenied.class,
                    () -> new AccessDenied(
                            method, path, rejection.token(), rejection.reason(), rejection.detail(), enforced));
        } else {
            tell(
                    listener,
                    RequestRefused.class,
                    () -> new RequestRefused(method, path, rejection.token(), rejection.reason(), rejection.detail()));
        }
    }

    private static boolean isOfRule(Rejection rejection) {
        return rejection instanceof NotAuthorized
                || rejection.reason() == RejectionReason.AMBIGUOUS_PATH
                || rejection.reason() == RejectionReason.DECISION_FAILED;
    }

    private static @Nullable SecurityEventListener listenerOf(HttpServletRequest request) {
        return request.getServletContext().getAttribute(ATTRIBUTE) instanceof SecurityEventListener listener
                ? listener
                : null;
    }

    private static <E extends SecurityEvent> void tell(
            Supplier<@Nullable SecurityEventListener> found, Class<E> kind, Supplier<E> event) {
        try {
            SecurityEventListener listener = found.get();
            if (listener != null && listener.wants(kind)) {
                listener.onEvent(event.get());
            }
        } catch (Throwable failure) {
            logFailure(kind, failure);
        }
    }

    /** The first, second, fourth and so on: a listener that always fails must not flood the log. Without the message, which may hold anything. */
    private static void logFailure(Class<?> kind, Throwable failure) {
        try {
            long count = FAILURES.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                StackTraceElement[] frames = failure.getStackTrace();
                LOGGER.log(
                        Level.WARNING,
                        "A listener or observer of {0} has thrown {1}{2}, which changes nothing for the request ({3} so far)",
                        kind.getSimpleName(),
                        failure.getClass().getName(),
                        frames.length == 0 ? "" : " at " + frames[0],
                        count);
            }
        } catch (Throwable again) {
            // There may be no memory or stack left; the request goes on as if nobody listened.
        }
    }
}
