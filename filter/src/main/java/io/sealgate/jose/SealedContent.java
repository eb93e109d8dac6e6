package io.sealgate.jose;

/**
 * What a content encryption algorithm decrypts (RFC 7516 section 5.2): the additional authenticated data, the ciphertext and the tag, in this order in one array, because JCA wants the last
 * two side by side and a token's own array has room for it.
 */
final class SealedContent {
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final int additionalLength;
    private final int ciphertextLength;
    private final byte[] iv;
    private final byte[] tag;

    private SealedContent(byte[] bytes, int additionalLength, int ciphertextLength, byte[] iv, byte[] tag) {
        this.bytes = bytes;
        this.additionalLength = additionalLength;
        this.ciphertextLength = ciphertextLength;
        this.iv = iv;
        this.tag = tag;
    }

    static SealedContent of(byte[] additionalData, byte[] iv, byte[] ciphertext, byte[] tag) {
        byte[] bytes = new byte[additionalData.length + ciphertext.length + tag.length];
        System.arraycopy(additionalData, 0, bytes, 0, additionalData.length);
        return over(bytes, additionalData.length, iv, ciphertext, tag);
    }

    /** Without additional authenticated data. */
    static SealedContent of(byte[] iv, byte[] ciphertext, byte[] tag) {
        return of(NOTHING, iv, ciphertext, tag);
    }

    /** Writes over what follows the additional authenticated data in an array, which takes no further memory. */
    static SealedContent over(byte[] bytes, int additionalLength, byte[] iv, byte[] ciphertext, byte[] tag) {
        System.arraycopy(ciphertext, 0, bytes, additionalLength, ciphertext.length);
        System.arraycopy(tag, 0, bytes, additionalLength + ciphertext.length, tag.length);
        return new SealedContent(bytes, additionalLength, ciphertext.length, iv, tag);
    }

    /** Additional authenticated data from 0, ciphertext, tag. */
    byte[] bytes() {
        return bytes;
    }

    /** The length of the additional authenticated data, after which the ciphertext starts. */
    int additionalLength() {
        return additionalLength;
    }

    int ciphertextLength() {
        return ciphertextLength;
    }

    byte[] iv() {
        return iv;
    }

    byte[] tag() {
        return tag;
    }
}
