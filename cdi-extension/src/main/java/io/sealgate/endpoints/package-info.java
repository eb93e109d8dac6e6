/**
 * What of an application can be reached from outside, and who may: the endpoint map. Start with {@link io.sealgate.endpoints.EndpointMap}, which can be injected; {@link
 * io.sealgate.endpoints.ApplicationEndpoints} keeps that of each application while the readers of {@code io.sealgate.cdi} and {@code io.sealgate.cdi.rest} fill it.
 *
 * <p>Values alone: depends on nothing but the JDK. Public API.
 */
@NullMarked
package io.sealgate.endpoints;

import org.jspecify.annotations.NullMarked;
