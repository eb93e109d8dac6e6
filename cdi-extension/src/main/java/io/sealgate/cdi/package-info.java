/**
 * {@link io.sealgate.cdi.RequiresClaim} and what enforces it on CDI beans, and injection of the validator, the caller, the token and its claims.
 *
 * <p>Start with {@link io.sealgate.cdi.RequiresClaim}; then {@link io.sealgate.cdi.RequirementReader}, which says what an annotation asks, and {@link
 * io.sealgate.cdi.SealgateExtension}, which binds the interceptor. Decisions are made in {@code io.sealgate.claims}, not here.
 *
 * <p>Depends on CDI, interceptors, the Servlet API and the filter module; not on Jakarta REST. {@code KeysReadiness} and {@code ReadinessBean} know MicroProfile Health and {@code TokenMechanism} knows Jakarta Security, and each is loaded only where that is. API are {@code RequiresClaim} and its kin, {@code AuthorizationRule}, {@code CallerContext}, {@code SealgateAuthenticationMechanism} and {@code
 * AuthorizationDeniedException}; whatever else is public is so for containers, for {@code io.sealgate.cdi.rest} and {@code io.sealgate.cdi.websocket}.
 */
@NullMarked
package io.sealgate.cdi;

import org.jspecify.annotations.NullMarked;
