/**
 * Keys that an authorization server publishes: its JWK Set, fetched over HTTPS, kept, and renewed without any request having to wait. Start with {@link
 * io.sealgate.jwks.RemoteKeySource}; {@code KeySetFetcher} gets one set (and finds it through the issuer's metadata), {@code BoundedClient} one document.
 *
 * <p>The client is that of the JDK, within bounds of our own: jose4j's follows redirects, blocks requests, and takes whatever it gets for keys (decision
 * record 10). Depends on {@code io.sealgate.jose}, {@code .json}, {@code .token} and {@code .config}. For {@code io.sealgate.Sealgate}; not API.
 */
@NullMarked
package io.sealgate.jwks;

import org.jspecify.annotations.NullMarked;
