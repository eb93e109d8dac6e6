/**
 * The values that travel along the data path: the bearer token as received, its protected header, the claims of a
 * verified token, the caller it names, and the closed set of outcomes.
 *
 * <p>This package depends on {@code java.*} and {@code io.sealgate.json} alone and everything else depends on it. Start with {@link
 * io.sealgate.token.AuthenticationResult}, which says how a request can end, and {@link
 * io.sealgate.token.RejectionReason}, which lists every way a token can be refused. Public API.
 */
@NullMarked
package io.sealgate.token;

import org.jspecify.annotations.NullMarked;
