/**
 * What is asked of claims: by the configuration, of every token ({@link io.sealgate.claims.ClaimRule}), and by an endpoint, of its
 * callers ({@link io.sealgate.claims.Requirement}, decided by {@link io.sealgate.claims.ClaimAuthorizer}).
 *
 * <p>Depends on {@code io.sealgate.token} and {@code io.sealgate.json} alone. Public API.
 */
@NullMarked
package io.sealgate.claims;

import org.jspecify.annotations.NullMarked;
