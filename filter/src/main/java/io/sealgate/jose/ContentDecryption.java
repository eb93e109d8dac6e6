package io.sealgate.jose;

import io.sealgate.token.ContentEncryptionAlgorithm;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates and decrypts with a key that comes along (RFC 7518 section 5). JCA instances are kept and initialized anew each time, and nothing is copied (decision record 6).
 * Thread-safe.
 */
abstract class ContentDecryption {
    /** The ciphertext is not authentic, or the key does not fit. */
    static final int FAILED = -1;

    private final int ivLength;
    private final int tagLength;

    private ContentDecryption(int ivLength, int tagLength) {
        this.ivLength = ivLength;
        this.tagLength = tagLength;
    }

    static ContentDecryption of(ContentEncryptionAlgorithm algorithm) {
        return switch (algorithm) {
            case A128GCM, A192GCM, A256GCM -> new AesGcm();
            case A128CBC_HS256 -> new AesCbcHmac("HmacSHA256", 16);
            case A192CBC_HS384 -> new AesCbcHmac("HmacSHA384", 24);
            case A256CBC_HS512 -> new AesCbcHmac("HmacSHA512", 32);
        };
    }

    /** Whether initialization vector and tag have the one length that they have with this algorithm. JCA takes others, too. */
    final boolean fits(SealedContent content) {
        return content.iv().length == ivLength && content.tag().length == tagLength;
    }

    /**
     * Decrypts content that {@link #fits}. Never throws for what a token holds.
     *
     * @param key of the algorithm's length
     * @param plaintext an array of its own with room for as many bytes as the ciphertext has; what is in it after a failure is not to be looked at
     * @return the length of the plaintext, or {@link #FAILED}
     */
    abstract int decrypt(byte[] key, SealedContent content, byte[] plaintext);

    /** RFC 7518 section 5.3. */
    static final class AesGcm extends ContentDecryption {
        private static final int TAG_LENGTH = 16;

        private final InstancePool<Cipher> pool = new InstancePool<>();

        AesGcm() {
            super(12, TAG_LENGTH);
        }

        @Override
        int decrypt(byte[] key, SealedContent content, byte[] plaintext) {
            try {
                Cipher pooled = pool.take();
                Cipher cipher = pooled != null ? pooled : Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(key, "AES"),
                        new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, content.iv()));
                cipher.updateAAD(content.bytes(), 0, content.additionalLength());
                int length = decrypt(cipher, content, plaintext);
                pool.give(cipher); // which starts anew when it is initialized, whatever it has seen
                return length;
            } catch (GeneralSecurityException | RuntimeException e) {
                return FAILED; // the instance, in whatever state, is dropped
            }
        }

        private static int decrypt(Cipher cipher, SealedContent content, byte[] plaintext)
                throws GeneralSecurityException {
            try {
                return cipher.doFinal(
                        content.bytes(),
                        content.additionalLength(),
                        content.ciphertextLength() + TAG_LENGTH,
                        plaintext,
                        0);
            } catch (AEADBadTagException e) {
                return FAILED;
            }
        }
    }

    /** RFC 7518 section 5.2: a MAC over everything first, and not a byte is decrypted unless it is right. */
    static final class AesCbcHmac extends ContentDecryption {
        private static final int BLOCK_LENGTH = 16;

        private final InstancePool<Mac> macs = new InstancePool<>();
        private final InstancePool<Cipher> ciphers = new InstancePool<>();
        private final String macName;
        private final int keyLength;

        /**
         * @param keyLength of each of the two keys, of which the key consists, and of the tag
         */
        AesCbcHmac(String macName, int keyLength) {
            super(BLOCK_LENGTH, keyLength);
            this.macName = macName;
            this.keyLength = keyLength;
        }

        @Override
        int decrypt(byte[] key, SealedContent content, byte[] plaintext) {
            try {
                return isAuthentic(key, content) ? decryptAuthentic(key, content, plaintext) : FAILED;
            } catch (GeneralSecurityException | RuntimeException e) {
                return FAILED; // the instance, in whatever state, is dropped
            }
        }

        private boolean isAuthentic(byte[] key, SealedContent content) throws GeneralSecurityException {
            Mac pooled = macs.take();
            Mac mac = pooled != null ? pooled : Mac.getInstance(macName);
            mac.init(new SecretKeySpec(key, 0, keyLength, macName));
            mac.update(content.bytes(), 0, content.additionalLength());
            mac.update(content.iv());
            mac.update(content.bytes(), content.additionalLength(), content.ciphertextLength());
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, (long) content.additionalLength() * Byte.SIZE));
            byte[] whole = mac.doFinal();
            macs.give(mac);
            return MessageDigest.isEqual(Arrays.copyOf(whole, keyLength), content.tag());
        }

        private int decryptAuthentic(byte[] key, SealedContent content, byte[] plaintext)
                throws GeneralSecurityException {
            Cipher pooled = ciphers.take();
            // The JDK would need a second array to take the padding off.
            Cipher cipher = pooled != null ? pooled : Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, keyLength, keyLength, "AES"),
                    new IvParameterSpec(content.iv()));
            int length = cipher.doFinal(
                    content.bytes(), content.additionalLength(), content.ciphertextLength(), plaintext, 0);
            ciphers.give(cipher);
            return withoutPadding(plaintext, length);
        }

        /** RFC 5652 section 6.3. Nobody but who made the tag can have made the padding, so how long this takes tells nothing. */
        private static int withoutPadding(byte[] plaintext, int length) {
            int padding = length == 0 ? 0 : plaintext[length - 1];
            if (padding < 1 || padding > BLOCK_LENGTH) {
                return FAILED;
            }
            for (int i = length - padding; i < length; i++) {
                if (plaintext[i] != padding) {
                    return FAILED;
                }
            }
            return length - padding;
        }
    }
}
