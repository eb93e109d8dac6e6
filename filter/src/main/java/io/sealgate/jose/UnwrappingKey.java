package io.sealgate.jose;

import io.sealgate.token.KeyManagementAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;

/**
 * A private RSA key that never leaves the place where it is, such as a cloud KMS, and that no JCA provider computes with: it decrypts content encryption keys itself. Thread-safe.
 */
public interface UnwrappingKey extends PrivateKey {
    /**
     * Decrypts a content encryption key (RFC 7518 section 4.3). Called during requests, by as many at once as {@code sealgate.decrypt.max-concurrent} says, so it must not wait
     * for long.
     *
     * @param algorithm {@link KeyManagementAlgorithm#RSA_OAEP} or {@link KeyManagementAlgorithm#RSA_OAEP_256}
     * @param encryptedKey what somebody sent, as long as the modulus of the key's certificate
     * @throws GeneralSecurityException if that is nothing that was encrypted to this key
     */
    byte[] unwrap(KeyManagementAlgorithm algorithm, byte[] encryptedKey) throws GeneralSecurityException;
}
