/**
 * Shows in the document of MicroProfile OpenAPI, where the server makes one, what endpoints ask of their callers. Start with {@link io.sealgate.cdi.openapi.EndpointSecurityFilter}; {@link
 * io.sealgate.cdi.openapi.OpenApiDefaults} names it to the server.
 *
 * <p>Depends on the APIs of MicroProfile OpenAPI and Config, which servers load it by, and on the endpoint map. API is {@code EndpointSecurityFilter}, for applications that
 * have a filter of their own.
 */
@NullMarked
package io.sealgate.cdi.openapi;

import org.jspecify.annotations.NullMarked;
