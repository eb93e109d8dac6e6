/**
 * Lets the container know who calls, beyond the request: enterprise beans, Jakarta Security and CDI see the token's caller and roles, without any
 * server configuration. Start with {@link io.sealgate.servlet.identity.CallerIdentityInitializer}, which chooses the way that the container offers:
 * Elytron ({@link io.sealgate.servlet.identity.ElytronCallerIdentity}, WildFly), or Jakarta Authentication ({@link
 * io.sealgate.servlet.identity.ContainerCallerIdentity}, Payara and others).
 *
 * <p>May import {@code io.sealgate}, {@code io.sealgate.token}, {@code io.sealgate.servlet} and {@code jakarta.servlet}. What not every container has
 * (Elytron, Jakarta Authentication, Authorization and Annotations) is imported only by classes that are loaded where it
 * resolves; they say so. Not API.
 */
@NullMarked
package io.sealgate.servlet.identity;

import org.jspecify.annotations.NullMarked;
