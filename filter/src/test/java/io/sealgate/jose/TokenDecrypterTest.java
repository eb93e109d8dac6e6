package io.sealgate.jose;

import static io.sealgate.testing.Refusals.assertRejected;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens encrypted by hand, each of which a lenient reader decrypts: the parameters are part of what was authenticated, so that none can be changed afterwards. */
class TokenDecrypterTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.ed25519("s1");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("e1");
    private static final PublicJsonWebKey EPHEMERAL = TestKeys.p256("");
    private static final JsonWebKey SECRET = TestKeys.oct(128, "w1");

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static VerificationResult verify(String decryptionKeys, String token) {
        VerificationKeys keys =
                VerificationKeys.of(KeyReader.readPublicKeys(TestKeys.publicJwk(SIGNER, "EdDSA"), Set.of())
                        .keys());
        return JoseTokenVerifier.forNested(
                        () -> keys,
                        () -> DecryptionKeys.of(KeyReader.readDecryptionKeys(decryptionKeys, Set.of())
                                .keys()),
                        EnumSet.allOf(ContentEncryptionAlgorithm.class),
                        true,
                        new DecryptionBound(1),
                        16_384)
                .verify(token);
    }

    private static VerificationResult agreed(String epk, String more, byte[] partyU, byte[] partyV) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(EPHEMERAL.getPrivateKey());
        agreement.doPhase(RECIPIENT.getPublicKey(), true);
        byte[] shared = agreement.generateSecret();
        ByteBuffer input = ByteBuffer.allocate(27 + shared.length + partyU.length + partyV.length);
        input.putInt(1).put(shared).putInt(7).put("A128GCM".getBytes(US_ASCII));
        input.putInt(partyU.length)
                .put(partyU)
                .putInt(partyV.length)
                .put(partyV)
                .putInt(128);
        byte[] key = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(input.array()), 16);
        String header =
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"kid\":\"e1\",\"epk\":" + epk + more + "}";
        return verify(TestKeys.privateJwk(RECIPIENT, "ECDH-ES"), sealed(header, "", key));
    }

    private static String sealed(String header, String encryptedKey, byte[] contentKey) throws Exception {
        String encoded = BASE64URL.encodeToString(header.getBytes(UTF_8));
        byte[] iv = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(encoded.getBytes(US_ASCII));
        byte[] out =
                cipher.doFinal(TestTokens.valid().signedWith(SIGNER, "EdDSA").getBytes(US_ASCII));
        int end = out.length - 16;
        return String.join(
                ".",
                encoded,
                encryptedKey,
                BASE64URL.encodeToString(iv),
                BASE64URL.encodeToString(Arrays.copyOf(out, end)),
                BASE64URL.encodeToString(Arrays.copyOfRange(out, end, out.length)));
    }

    private static String epk() {
        Map<String, Object> members = EPHEMERAL.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + members.get("x") + "\",\"y\":\"" + members.get("y")
                + "\"}";
    }

    /** The same bytes to whoever ignores spare bits. */
    private static String respelled(String text) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(text.charAt(text.length() - 1));
        return text.substring(0, text.length() - 1) + alphabet.charAt(last ^ 1);
    }

    @Test
    void verify_agreementByHand_verifies() throws Exception {
        assertThat(agreed(epk(), "", new byte[0], new byte[0])).isInstanceOf(Verified.class);
        assertThat(agreed(epk(), ",\"apu\":\"AA\",\"apv\":\"AAA\"", new byte[1], new byte[2]))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @Requirement({30, 32, 89})
    @ValueSource(strings = {"\"AB\"", "\"AA==\"", "\"A A\"", "7", "null", "[\"AA\"]"})
    void verify_partyInformationOfAnotherForm_isRefused(String value) throws Exception {
        for (byte[] party : new byte[][] {new byte[0], new byte[1]}) {
            assertRejected(agreed(epk(), ",\"apu\":" + value, party, new byte[0]), RejectionReason.DECRYPTION_FAILED);
            assertRejected(agreed(epk(), ",\"apv\":" + value, new byte[0], party), RejectionReason.DECRYPTION_FAILED);
        }
    }

    @Test
    @Requirement({30, 89})
    void verify_ephemeralKeyOfAnotherForm_isRefused() throws Exception {
        Map<String, Object> members = EPHEMERAL.toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
        for (String name : new String[] {"x", "y"}) {
            String value = (String) members.get(name);
            for (String other : new String[] {respelled(value), value + "=", value + "\\n"}) {
                assertRejected(
                        agreed(epk().replace(value, other), "", new byte[0], new byte[0]),
                        RejectionReason.DECRYPTION_FAILED);
            }
        }
        for (String other : new String[] {
            epk().replace("\"EC\"", "\"OKP\""),
            epk().replace("\"EC\"", "\"ec\""),
            epk().replace("\"kty\":\"EC\",", ""),
            epk().replace("P-256", "P-384"),
            epk().replace("P-256", "secp256k1"),
            epk().replace("\"crv\":\"P-256\",", ""),
            "[" + epk() + "]",
            "{\"epk\":" + epk() + "}",
            "null",
            "\"\""
        }) {
            assertRejected(agreed(other, "", new byte[0], new byte[0]), RejectionReason.DECRYPTION_FAILED);
        }
        assertRejected(
                agreed(epk().replace("}", ",\"d\":\"" + members.get("d") + "\"}"), "", new byte[0], new byte[0]),
                RejectionReason.DECRYPTION_FAILED);
    }

    private static VerificationResult wrapped(int nonceLength, boolean respellNonce, boolean respellTag)
            throws Exception {
        byte[] contentKey = new byte[16];
        byte[] iv = new byte[nonceLength];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(SECRET.getKey().getEncoded(), "AES"),
                new GCMParameterSpec(128, iv));
        byte[] out = cipher.doFinal(contentKey);
        String nonce = BASE64URL.encodeToString(iv);
        String tag = BASE64URL.encodeToString(Arrays.copyOfRange(out, 16, 32));
        String header = "{\"alg\":\"A128GCMKW\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"kid\":\"w1\",\"iv\":\""
                + (respellNonce ? nonce + "=" : nonce) + "\",\"tag\":\"" + (respellTag ? respelled(tag) : tag) + "\"}";
        return verify(
                TestKeys.octJwk(SECRET, "A128GCMKW"),
                sealed(header, BASE64URL.encodeToString(Arrays.copyOf(out, 16)), contentKey));
    }

    @Test
    @Requirement(88)
    void verify_wrappedWithNonceOfAnotherLength_isRefused() throws Exception {
        assertThat(wrapped(12, false, false)).isInstanceOf(Verified.class);
        for (int length : new int[] {1, 8, 11, 13, 16}) {
            assertRejected(wrapped(length, false, false), RejectionReason.DECRYPTION_FAILED);
        }
    }

    @Test
    @Requirement({30, 88})
    void verify_wrappedWithParametersRespelled_isRefused() throws Exception {
        assertRejected(wrapped(12, true, false), RejectionReason.DECRYPTION_FAILED);
        assertRejected(wrapped(12, false, true), RejectionReason.DECRYPTION_FAILED);
    }

    /** A key that names a content encryption is for that alone, although another one takes keys of the same length. */
    @ParameterizedTest
    @Requirement(83)
    @CsvSource({
        "A256GCM, A256GCM, true",
        "A256GCM, A128CBC-HS256, false",
        "A128CBC-HS256, A128CBC-HS256, true",
        "A128CBC-HS256, A256GCM, false"
    })
    void verify_keyOfOneContentEncryption_isForThatAlone(String own, String enc, boolean accepted) {
        JsonWebKey key = TestKeys.oct(256, "c1");
        VerificationResult result =
                verify(TestKeys.octJwk(key, own), TestTokens.valid().nested(SIGNER, "EdDSA", key, "dir", enc));

        if (accepted) {
            assertThat(result).isInstanceOf(Verified.class);
        } else {
            assertRejected(result, RejectionReason.ALGORITHM_NOT_ALLOWED);
        }
    }

    @Test
    @Requirement(83)
    void verify_algorithmOfAnotherKeyInTheSet_isRefused() {
        String keys = TestKeys.set(TestKeys.privateJwk(RECIPIENT, "ECDH-ES"), TestKeys.octJwk(SECRET, "A128KW"));

        assertThat(verify(keys, TestTokens.valid().nested(SIGNER, "EdDSA", SECRET, "A128KW", "A128GCM")))
                .isInstanceOf(Verified.class);
        assertRejected(
                verify(
                        keys,
                        TestTokens.valid()
                                .header("x", 1)
                                .nested(SIGNER, "EdDSA", SECRET, "A128KW", "A128GCM")
                                .replaceFirst(
                                        "[^.]*",
                                        TestTokens.encode(
                                                "{\"alg\":\"A128KW\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"kid\":\"e1\"}"))),
                RejectionReason.ALGORITHM_NOT_ALLOWED);
    }

    @Test
    @Requirement({15, 30})
    void verify_anyPartRespelled_isRefused() {
        String[] parts = TestTokens.valid()
                .nested(SIGNER, "EdDSA", RECIPIENT, "ECDH-ES+A128KW", "A128GCM")
                .split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            String[] copy = parts.clone();
            copy[i] = parts[i] + "=";
            assertRejected(
                    verify(TestKeys.privateJwk(RECIPIENT, ""), String.join(".", copy)),
                    RejectionReason.MALFORMED_TOKEN);
        }
    }
}
