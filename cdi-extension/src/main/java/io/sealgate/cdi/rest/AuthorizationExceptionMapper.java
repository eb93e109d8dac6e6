package io.sealgate.cdi.rest;

import io.sealgate.cdi.AuthorizationDeniedException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Answers a request that was refused further in, by the interceptor of a bean that the resource called. */
@ConstrainedTo(RuntimeType.SERVER)
@Priority(RequiresClaimFeature.PRIORITY)
public final class AuthorizationExceptionMapper implements ExceptionMapper<AuthorizationDeniedException> {
    @Context
    private @Nullable HttpServletRequest request;

    /** For the REST runtime. */
    public AuthorizationExceptionMapper() {}

    @Override
    public Response toResponse(AuthorizationDeniedException exception) {
        return RestRefusal.respond(exception.rejection(), request);
    }
}
