package io.sealgate.cdi.rest;

import io.sealgate.claims.Call;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the resource sees it: parameters are decoded by the REST runtime, and filters may have changed it. Looks anew at each question.
 *
 * @param now tells the time
 */
record RestCall(ContainerRequestContext context, Call now) implements Call {
    @Override
    public long epochSecond() {
        return now.epochSecond();
    }

    @Override
    public List<String> pathParameters(String name) {
        return orNone(context.getUriInfo().getPathParameters().get(name));
    }

    @Override
    public List<String> queryParameters(String name) {
        return orNone(context.getUriInfo().getQueryParameters().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return orNone(context.getHeaders().get(name));
    }

    private static List<String> orNone(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }
}
