/**
 * Sealgate's front door. {@link io.sealgate.Sealgate} assembles everything from one configuration; {@link
 * io.sealgate.TokenValidator} judges one token, {@link io.sealgate.TokenAuthenticator} one request.
 *
 * <p>In reading order: {@code io.sealgate.token} (the values), {@code io.sealgate.extract} (request to token), {@code
 * io.sealgate.jose} (token to verified token), {@code io.sealgate.jwks} (keys that are fetched), {@code io.sealgate.claims} (rules and requirements), {@code io.sealgate.config}, and {@code
 * io.sealgate.servlet}, which puts it all into a container; {@code io.sealgate.doctor} is a program that judges a configuration without one. Public API.
 */
@NullMarked
package io.sealgate;

import org.jspecify.annotations.NullMarked;
