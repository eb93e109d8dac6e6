package io.sealgate.cdi.rest;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a guard before every resource method that asks something of its callers, sub-resources included. An annotation that is not valid fails the
 * deployment, or, on a sub-resource, which is not known before it is called, the request.
 */
@ConstrainedTo(RuntimeType.SERVER)
@Priority(RequiresClaimFeature.PRIORITY)
public final class RequiresClaimFeature implements DynamicFeature {
    /**
     * Before the implementations' own {@code @RolesAllowed} filters, which answer a missing token with 403; and no round number, as RESTEasy has dropped a feature when
     * another one had the same priority.
     */
    static final int PRIORITY = Priorities.AUTHORIZATION - 13;

    // Shows each thread its own request. Injected here and handed on, because Jersey injects nothing into an object
    // that
    // a dynamic feature registers.
    @Context
    private @Nullable HttpServletRequest request;

    /** For the REST runtime. */
    public RequiresClaimFeature() {}

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        EndpointRule rule = EndpointRule.of(resource.getResourceMethod(), type);
        OtherRuntimes.hasGuard(context.getClass());
        RestEndpointScan.registered(resource.getResourceMethod(), type);
        if (!rule.isSilent() || !isOfTheRuntime(resource)) {
            // Locators lead to classes with a path of their own, too.
            context.register(new RequiresClaimRequestFilter(type, rule, request), PRIORITY);
        }
    }

    /** Jersey answers OPTIONS by resources that it makes itself; RESTEasy does without. */
    private static boolean isOfTheRuntime(ResourceInfo resource) {
        return resource.getResourceClass().getName().startsWith("org.glassfish.jersey.")
                && RestEndpointReader.registered(resource.getResourceMethod(), resource.getResourceClass()) == null;
    }
}
