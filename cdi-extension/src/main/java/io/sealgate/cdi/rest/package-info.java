/**
 * Enforces {@code @RequiresClaim}, {@code @RolesAllowed}, {@code @PermitAll} and {@code @DenyAll} on the resources of Jakarta REST, alike on every server and whether or not
 * a resource is a CDI bean, before a request's body is read.
 *
 * <p>Start with {@link io.sealgate.cdi.rest.RequiresClaimFeature}. It registers itself: by {@code META-INF/services/jakarta.ws.rs.ext.Providers} with
 * RESTEasy and by {@link io.sealgate.cdi.rest.JerseyRegistration} with Jersey, as both also work beside an explicit {@code Application}.
 *
 * <p>Depends on Jakarta REST, the Servlet API, {@code io.sealgate.cdi} and the filter module; on CDI not at all, and on Jersey in one class. Not API.
 */
@NullMarked
package io.sealgate.cdi.rest;

import org.jspecify.annotations.NullMarked;
