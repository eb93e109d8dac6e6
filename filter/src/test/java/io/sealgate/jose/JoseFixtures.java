package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verification and decryption of what is no token: most published examples sign and encrypt other things than claims. */
final class JoseFixtures {
    private static final int MAX_LENGTH = 16_384;

    private JoseFixtures() {}

    /** Whether a key can be configured and verifies a JWS in compact serialization, be its payload what it may. */
    static boolean verifies(KeyReading<VerificationKey> keys, String jws) {
        return keys.problems().isEmpty() && verifies(VerificationKeys.of(keys.keys()), jws);
    }

    static boolean verifies(VerificationKeys keys, String jws) {
        VerificationResult result =
                JoseTokenVerifier.forSigned(() -> keys, MAX_LENGTH).verify(jws);
        // Claims are looked at once the signature holds, not before.
        return result instanceof Verified
                || (result instanceof Rejected rejected
                        && rejected.rejection().reason() == RejectionReason.MALFORMED_CLAIMS);
    }

    /** Whether a signature of the first {@code length} bytes holds, given as a token gives it. */
    static boolean verifies(VerificationKey key, byte[] input, int length, byte[] signature) {
        byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(signature);
        byte[] token = Arrays.copyOf(input, input.length + encoded.length);
        System.arraycopy(encoded, 0, token, input.length, encoded.length);
        SignatureCheck.Verdict verdict = key.verify(token, length, input.length, token.length);
        assertThat(verdict).isNotEqualTo(SignatureCheck.Verdict.NOT_BASE64URL);
        return verdict == SignatureCheck.Verdict.HOLDS;
    }

    static boolean isUsable(String decryptionKey) {
        return KeyReader.readDecryptionKeys(decryptionKey, Set.of()).problems().isEmpty();
    }

    static TokenDecrypter decrypter(String decryptionKey) {
        DecryptionKeys keys = DecryptionKeys.of(
                KeyReader.readDecryptionKeys(decryptionKey, Set.of()).keys());
        return new TokenDecrypter(
                () -> keys, EnumSet.allOf(ContentEncryptionAlgorithm.class), true, new DecryptionBound(1));
    }

    /** What a JWE in compact serialization holds, be it a token or not; null if it is refused. */
    static byte @Nullable [] decrypt(String decryptionKey, String jwe) {
        byte[][] parts =
                Arrays.stream(jwe.split("\\.", -1)).map(Base64Url::decode).toArray(byte[][]::new);
        if (parts.length != 5 || Arrays.asList(parts).contains(null)) {
            return null;
        }
        JoseHeader header = JoseHeader.read(parts[0]).header();
        return header == null
                ? null
                : plaintext(decrypter(decryptionKey)
                        .decrypt(
                                header,
                                parts[1],
                                SealedContent.of(
                                        jwe.substring(0, jwe.indexOf('.')).getBytes(US_ASCII),
                                        parts[2],
                                        parts[3],
                                        parts[4]),
                                new byte[parts[3].length]));
    }

    static byte @Nullable [] plaintext(TokenDecrypter.Decryption decryption) {
        byte[] plaintext = decryption.jws();
        return plaintext == null ? null : Arrays.copyOf(plaintext, decryption.length());
    }
}
