package io.sealgate.cdi;

import io.sealgate.Sealgate;
import io.sealgate.servlet.TestAuthentication;
import io.sealgate.token.AuthenticationResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Requests as a servlet container would bring them: one for each active request scope. */
@ApplicationScoped
class TestRequests {
    private static final Sealgate APPLICATION = TestAuthentication.application(Clock.systemUTC());

    @Inject
    Instance<RequestContextController> controllers;

    @Inject
    HttpServletRequest request;

    /** Runs an action inside a request that was authenticated as given; null for one that no filter has seen. */
    <T> T run(@Nullable AuthenticationResult authentication, Callable<T> action) throws Exception {
        return run(authentication, APPLICATION, action);
    }

    /** As above, in this application. */
    <T> T run(@Nullable AuthenticationResult authentication, Sealgate application, Callable<T> action)
            throws Exception {
        RequestContextController controller = controllers.get();
        controller.activate();
        try {
            if (authentication != null) {
                TestAuthentication.leave(request, authentication, application);
            }
            return action.call();
        } finally {
            controller.deactivate();
        }
    }

    @Produces
    @RequestScoped
    static HttpServletRequest request() {
        return of(DispatcherType.REQUEST);
    }

    /** A request outside of any request scope. */
    static HttpServletRequest of(DispatcherType dispatch) {
        Map<String, Object> attributes = new ConcurrentHashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                TestRequests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/orders";
                    case "getRemoteAddr" -> "127.0.0.1";
                    case "getDispatcherType" -> dispatch;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
