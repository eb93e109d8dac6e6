package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestTokens;
import io.sealgate.testing.VectorExceptions;
import io.sealgate.testing.Wycheproof;
import io.sealgate.testing.Wycheproof.Counts;
import io.sealgate.testing.Wycheproof.Members;
import io.sealgate.token.SignatureAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors against our keys, signatures and decryption. Most of what they sign is no claims set; that is refused after the signature. */
class WycheproofTest {
    private static final List<String> FILES = List.of(
            "json_web_signature_test.json",
            "json_web_encryption_test.json",
            "json_web_key_test.json",
            "json_web_crypto_test.json",
            "ecdsa_secp256r1_sha256_p1363_test.json",
            "ed25519_test.json",
            "rsa_pss_2048_sha256_mgf1_32_test.json",
            "rsa_signature_2048_sha256_test.json",
            "a128cbc_hs256_test.json",
            "ecdh_secp256r1_webcrypto_test.json");

    @Test
    void lines_anyException_isOfAFileThatIsRun() {
        assertThat(VectorExceptions.lines())
                .allSatisfy(line -> assertThat(FILES).contains(line.get(0)));
    }

    @Test
    @Requirement({21, 22, 30, 31, 37, 40, 41, 48, 51, 52, 53})
    void verify_jsonWebSignature_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("json_web_signature_test.json", WycheproofTest::verifies));
    }

    @Test
    @Requirement({39, 40, 41, 42, 43, 44, 45, 47, 65})
    void verify_jsonWebKey_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("json_web_key_test.json", WycheproofTest::verifies));
    }

    @Test
    @Requirement({83, 84, 87, 88, 89})
    void decrypt_jsonWebEncryption_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("json_web_encryption_test.json", WycheproofTest::decrypts));
    }

    @Test
    @Requirement({39, 83})
    void verifyOrDecrypt_jsonWebCrypto_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge(
                "json_web_crypto_test.json",
                (group, vector) ->
                        vector.map().containsKey("jwe") ? decrypts(group, vector) : verifies(group, vector)));
    }

    /** The secret of these vectors is all zeros, which we refuse; with a key that was never checked they show what they are about. */
    @Test
    @Requirement(30)
    void verify_base64VectorsDespiteTheirWeakSecret_acceptsTheValidAlone() throws Exception {
        VerificationKey unchecked = new VerificationKey(
                "hs256-key",
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                EnumSet.of(SignatureAlgorithm.HS256),
                VerificationKey.Thumbprints.UNKNOWN,
                null);
        Set<String> results = new TreeSet<>();
        Wycheproof.judge("json_web_signature_test.json", (group, vector) -> {
            if (group.text("comment").equals("base64")) {
                assertThat(JoseFixtures.verifies(VerificationKeys.of(List.of(unchecked)), vector.text("jws")))
                        .as(vector.id())
                        .isEqualTo(vector.text("result").equals("valid"));
                results.add(vector.text("result"));
            }
            return verifies(group, vector);
        });
        assertThat(results).containsExactly("invalid", "valid");
    }

    @Test
    @Requirement({47, 48})
    void verify_es256_acceptsTheValidAlone() throws Exception {
        assertBoth(
                Wycheproof.judge("ecdsa_secp256r1_sha256_p1363_test.json", verifies("publicKeyJwk", "publicKeyPem")));
    }

    @Test
    @Requirement({49, 50})
    void verify_ed25519_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("ed25519_test.json", verifies("publicKeyJwk", "publicKeyPem")));
    }

    @Test
    @Requirement(51)
    void verify_ps256_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("rsa_pss_2048_sha256_mgf1_32_test.json", verifies("publicKeyJwk", "")));
    }

    @Test
    @Requirement(52)
    void verify_rs256_acceptsTheValidAlone() throws Exception {
        assertBoth(Wycheproof.judge("rsa_signature_2048_sha256_test.json", verifies("keyJwk", "publicKeyPem")));
    }

    @Test
    @Requirement(88)
    void decrypt_a128CbcHs256_acceptsTheValidAlone() throws Exception {
        JoseHeader header =
                requireNonNull(JoseHeader.read("{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}".getBytes(UTF_8))
                        .header());
        assertBoth(Wycheproof.judge("a128cbc_hs256_test.json", (group, vector) -> {
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(vector.hex("key"));
            TokenDecrypter.Decryption decryption = JoseFixtures.decrypter(
                            "{\"kty\":\"oct\",\"alg\":\"dir\",\"k\":\"" + secret + "\"}")
                    .decrypt(
                            header,
                            new byte[0],
                            SealedContent.of(vector.hex("aad"), vector.hex("iv"), vector.hex("ct"), vector.hex("tag")),
                            new byte[vector.hex("ct").length]);
            return Arrays.equals(JoseFixtures.plaintext(decryption), vector.hex("msg"));
        }));
    }

    /** The shared secret of each vector becomes the content encryption key of a JWE that is made for it. */
    @Test
    @Requirement(89)
    void decrypt_ecdhEsOnP256_acceptsTheValidAlone() throws Exception {
        byte[] plaintext = "plaintext".getBytes(UTF_8);
        assertBoth(Wycheproof.judge("ecdh_secp256r1_webcrypto_test.json", (group, vector) -> {
            String text = "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":" + vector.json("public") + "}";
            JoseHeader header = JoseHeader.read(text.getBytes(UTF_8)).header();
            String jwk = requireNonNull(vector.json("private"));
            if (header == null || !JoseFixtures.isUsable(jwk)) {
                return false;
            }
            byte[] additionalData = TestTokens.encode(text).getBytes(US_ASCII);
            byte[] key = concatKdf(vector.hex("shared"));
            TokenDecrypter.Decryption decryption = JoseFixtures.decrypter(jwk)
                    .decrypt(header, new byte[0], encrypt(plaintext, key, additionalData), new byte[plaintext.length]);
            return Arrays.equals(JoseFixtures.plaintext(decryption), plaintext);
        }));
    }

    private static void assertBoth(Counts counts) {
        assertThat(counts.accepted()).isPositive();
        assertThat(counts.refused()).isPositive();
    }

    /** Whether the keys of a group can be used and verify a token. */
    private static boolean verifies(Members group, Members vector) {
        String publicKeys = group.json("public");
        KeyReading<VerificationKey> keys = publicKeys != null
                ? KeyReader.readPublicKeys(publicKeys, Set.of())
                : KeyReader.readSecrets(requireNonNull(group.json("private")), Set.of());
        String flattened = vector.json("jws");
        return JoseFixtures.verifies(keys, flattened != null ? flattened : vector.text("jws"));
    }

    /** Whether the key of a group verifies a signature over bytes. Where the group has the key as PEM as well, that must make no difference. */
    private static Wycheproof.Judge verifies(String jwk, String pem) {
        return (group, vector) -> {
            String key = group.json(jwk);
            if (key == null) {
                return verifies(group.text(pem), vector);
            }
            boolean verifies = verifies(key, vector);
            if (!pem.isEmpty()) {
                assertThat(verifies(group.text(pem), vector))
                        .as("by PEM: %s", vector.id())
                        .isEqualTo(verifies);
            }
            return verifies;
        };
    }

    private static boolean verifies(String publicKey, Members vector) {
        KeyReading<VerificationKey> keys = KeyReader.readPublicKeys(publicKey, Set.of());
        byte[] message = vector.hex("msg");
        return keys.problems().isEmpty()
                && JoseFixtures.verifies(keys.keys().get(0), message, message.length, vector.hex("sig"));
    }

    /** Whether the key of a group can be used and decrypts a JWE, to what it should hold if that is said. */
    private static boolean decrypts(Members group, Members vector) {
        String key = requireNonNull(group.json("private"));
        byte[] plaintext = JoseFixtures.isUsable(key) ? JoseFixtures.decrypt(key, vector.text("jwe")) : null;
        return plaintext != null && (!vector.map().containsKey("pt") || Arrays.equals(plaintext, vector.hex("pt")));
    }

    private static SealedContent encrypt(byte[] plaintext, byte[] key, byte[] additionalData) throws Exception {
        byte[] iv = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(additionalData);
        byte[] out = cipher.doFinal(plaintext);
        return SealedContent.of(
                additionalData,
                iv,
                Arrays.copyOf(out, plaintext.length),
                Arrays.copyOfRange(out, plaintext.length, out.length));
    }

    /** RFC 7518 section 4.6.2, for A128GCM without apu and apv: one round of SHA-256. */
    private static byte[] concatKdf(byte[] sharedSecret) throws Exception {
        ByteBuffer input = ByteBuffer.allocate(sharedSecret.length + 27);
        input.putInt(1).put(sharedSecret).putInt(7).put("A128GCM".getBytes(US_ASCII));
        input.putInt(0).putInt(0).putInt(128);
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(input.array()), 16);
    }
}
