/**
 * Cryptography: from a token's characters to a verified token. Start with {@link io.sealgate.jose.JoseTokenVerifier}, which names every step in order;
 * {@link io.sealgate.jose.KeyReader} turns configured text into keys, and {@link io.sealgate.jose.KeySource} is where keys come from.
 *
 * <p>Reading a token (length, alphabet, base64url, header) is our own strict code; every cryptographic operation is the JCA's, with instances that are
 * kept. jose4j makes keys of JWKs and judges whether they fit an algorithm. Depends on jose4j, {@code io.sealgate.token} and {@code io.sealgate.json}; no jose4j type shows in a public signature, and
 * no jose4j message is passed on. {@code KeySource} is API, the rest is for {@code io.sealgate.Sealgate}.
 */
@NullMarked
package io.sealgate.jose;

import org.jspecify.annotations.NullMarked;
