package io.sealgate.cdi.rest;

import io.sealgate.cdi.RequestCall;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** Shows the request to the guards of beans; before matching, as that calls locators, which may be guarded. */
@PreMatching
@ConstrainedTo(RuntimeType.SERVER)
@Priority(RequiresClaimFeature.PRIORITY)
public final class RestCallFilter implements ContainerRequestFilter {
    /** Where other runtimes, which inject nothing that lasts into a feature, have the request. */
    static final String REQUEST = "io.sealgate.request";

    @Context
    private @Nullable HttpServletRequest request;

    /** For the REST runtime. */
    public RestCallFilter() {}

    @Override
    public void filter(ContainerRequestContext context) {
        if (request != null) {
            RequestCall.leave(request, new RestCall(context, RequestAuthentication.call(request)));
            if (!OtherRuntimes.isKnown(context.getClass().getName())) {
                context.setProperty(REQUEST, request);
            }
        }
    }
}
