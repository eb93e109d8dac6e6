package io.sealgate.cdi;

import io.sealgate.claims.Call;
import jakarta.interceptor.InvocationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call of a bean's method while a request is served. */
record InvocationCall(Call request, InvocationContext invocation) implements Call {
    @Override
    public long epochSecond() {
        return request.epochSecond();
    }

    @Override
    public List<String> pathParameters(String name) {
        return request.pathParameters(name);
    }

    @Override
    public List<String> queryParameters(String name) {
        return request.queryParameters(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public @Nullable Object argument(int index) {
        Object[] arguments = invocation.getParameters();
        return arguments != null && index < arguments.length ? arguments[index] : null;
    }
}
