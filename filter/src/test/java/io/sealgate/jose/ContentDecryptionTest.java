package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.token.ContentEncryptionAlgorithm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever knows the content encryption key can send, and anybody knows one who has the public key. */
class ContentDecryptionTest {
    private static final byte[] KEY = "0123456789abcdefghijklmnopqrstuv".getBytes(US_ASCII);
    private static final byte[] IV = "an IV of 16 byte".getBytes(US_ASCII);
    private static final byte[] HEADER = "e30".getBytes(US_ASCII);

    private final ContentDecryption decryption = ContentDecryption.of(ContentEncryptionAlgorithm.A128CBC_HS256);

    /** A128CBC-HS256 (RFC 7518 section 5.2.3), but for the padding, which is the caller's. */
    private static SealedContent authentic(byte[] padded) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, 16, 16, "AES"), new IvParameterSpec(IV));
        byte[] ciphertext = cipher.doFinal(padded);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, 0, 16, "AES"));
        byte[] tag = mac.doFinal(ByteBuffer.allocate(HEADER.length + IV.length + ciphertext.length + 8)
                .put(HEADER)
                .put(IV)
                .put(ciphertext)
                .putLong(HEADER.length * 8)
                .array());
        return SealedContent.of(HEADER, IV, ciphertext, Arrays.copyOf(tag, 16));
    }

    private int decrypt(SealedContent content) {
        assertThat(decryption.fits(content)).isTrue();
        return decryption.decrypt(KEY, content, new byte[content.ciphertextLength()]);
    }

    private static byte[] block(int... last) {
        byte[] block = "a block, sixteen".getBytes(US_ASCII);
        for (int i = 0; i < last.length; i++) {
            block[block.length - last.length + i] = (byte) last[i];
        }
        return block;
    }

    @Test
    @Requirement(88)
    void decrypt_padding_isTakenOffWhereItIsRight() throws Exception {
        byte[] whole = new byte[32];
        Arrays.fill(whole, (byte) 16);

        assertThat(decrypt(authentic(block(1)))).isEqualTo(15);
        assertThat(decrypt(authentic(block(3, 3, 3)))).isEqualTo(13);
        assertThat(decrypt(authentic(whole))).isEqualTo(16);
        assertThat(decrypt(authentic(Arrays.copyOf(whole, 16)))).isZero();
    }

    @Test
    @Requirement(90)
    void decrypt_paddingOfAnyOtherForm_fails() throws Exception {
        byte[] seventeen = new byte[32];
        Arrays.fill(seventeen, (byte) 17);

        for (byte[] padded :
                new byte[][] {block(0), block(2), block(3, 2, 3), block(1, 3, 3), block(-1), seventeen, new byte[0]}) {
            assertThat(decrypt(authentic(padded))).isEqualTo(ContentDecryption.FAILED);
            assertThat(decrypt(authentic(block(1)))).isEqualTo(15);
        }
    }

    @ParameterizedTest
    @Requirement(90)
    @ValueSource(ints = {0, 1, 15, 17, 31})
    void decrypt_noWholeBlocks_fails(int length) throws Exception {
        SealedContent whole = authentic(new byte[32]);

        assertThat(decrypt(SealedContent.of(HEADER, IV, Arrays.copyOf(whole.bytes(), length), whole.tag())))
                .isEqualTo(ContentDecryption.FAILED);
        assertThat(decrypt(authentic(block(1)))).isEqualTo(15);
    }

    /** RFC 7518 appendix C. */
    @Test
    @Requirement(89)
    void derive_exampleOfTheRfc_givesItsKey() throws Exception {
        byte[] secret = {
            (byte) 158,
            86,
            (byte) 217,
            29,
            (byte) 129,
            113,
            53,
            (byte) 211,
            114,
            (byte) 131,
            66,
            (byte) 131,
            (byte) 191,
            (byte) 132,
            38,
            (byte) 156,
            (byte) 251,
            49,
            110,
            (byte) 163,
            (byte) 218,
            (byte) 128,
            106,
            72,
            (byte) 246,
            (byte) 218,
            (byte) 167,
            121,
            (byte) 140,
            (byte) 254,
            (byte) 144,
            (byte) 196
        };

        byte[] key = ConcatKdf.derive(secret, "A128GCM", "Alice".getBytes(US_ASCII), "Bob".getBytes(US_ASCII), 16);

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(key)).isEqualTo("VqqN6vgjbSBcIijNcacQGg");
    }
}
