package io.sealgate.cdi.websocket;

import io.sealgate.claims.Call;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a guard knows of the handshake that the calling thread serves.
 *
 * @param passed the endpoints for which it may go on
 */
record Handshake(Set<Class<?>> passed) {
    private static final ThreadLocal<@Nullable Handshake> CURRENT = new ThreadLocal<>();

    /** The one of the calling thread; null where no guard has seen any. */
    static @Nullable Handshake current() {
        return CURRENT.get();
    }

    static void begin(Set<Class<?>> passed) {
        CURRENT.set(new Handshake(Set.copyOf(passed)));
    }

    static void end() {
        CURRENT.remove();
    }

    /**
     * What rules can be bound to.
     *
     * @param path the values of the parameters of the endpoint's path
     */
    record OfRequest(Map<String, List<String>> path, HttpServletRequest request) implements Call {
        @Override
        public long epochSecond() {
            return RequestAuthentication.call(request).epochSecond();
        }

        @Override
        public List<String> pathParameters(String name) {
            return path.getOrDefault(name, List.of());
        }

        @Override
        public List<String> queryParameters(String name) {
            String[] values = request.getParameterValues(name);
            return values == null ? List.of() : List.of(values);
        }

        @Override
        public List<String> headers(String name) {
            return Collections.list(request.getHeaders(name));
        }
    }
}
