/**
 * Puts Sealgate into a servlet container. Start with {@link io.sealgate.servlet.TokenAuthenticationFilter}, which every request passes: it
 * authenticates once ({@link io.sealgate.servlet.RequestAuthentication}), refuses bad tokens ({@link io.sealgate.servlet.Refusal}, {@link
 * io.sealgate.servlet.RefusalLog}) and lets the container know who calls ({@link io.sealgate.servlet.CallerIdentity}). {@link
 * io.sealgate.servlet.SealgateInitializer} registers it, so that the JAR in {@code WEB-INF/lib} suffices.
 *
 * <p>May import {@code jakarta.servlet} and every other package of this module; with its subpackages it is the only one that sees the Servlet
 * API. Public API.
 */
@NullMarked
package io.sealgate.servlet;

import org.jspecify.annotations.NullMarked;
