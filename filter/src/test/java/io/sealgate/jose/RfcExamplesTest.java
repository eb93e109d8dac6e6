package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.SharedVectors;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Verified;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the RFCs in compact serialization: those of algorithms that we support are verified or decrypted, the others refused. */
class RfcExamplesTest {

    /** RFC 7520, RFC 7797 section 4 and RFC 8037 appendix A, from the JOSE cookbook. */
    @Nested
    class Cookbook {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jws/4_1.rsa_v15_signature.json",
                    "jws/4_2.rsa-pss_signature.json",
                    "jws/4_3.ecdsa_signature.json",
                    "jws/4_4.hmac-sha2_integrity_protection.json",
                    "curve25519/jws.json"
                })
        void verify_signedExample_accepts(String file) throws Exception {
            Example example = Example.of(file);

            assertThat(JoseFixtures.verifies(example.verificationKeys(), example.compact()))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json",
                    "jwe/5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm.json",
                    "jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json",
                    "jwe/5_6.direct_encryption_using_aes-gcm.json",
                    "jwe/5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json",
                    "jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json",
                    "curve25519/ecdh-es.json"
                })
        void decrypt_encryptedExample_givesThePlaintext(String file) throws Exception {
            Example example = Example.of(file);

            assertThat(JoseFixtures.decrypt(example.key(), example.compact()))
                    .asString(UTF_8)
                    .isEqualTo(example.input("plaintext"));
        }

        @Test
        void verify_nestedExample_givesTheClaims() throws Exception {
            Map<String, Object> nested = Example.read("6.nesting_signatures_and_encryption.json");
            Example signed = new Example(Example.object(nested, "sign"));
            Example encrypted = new Example(Example.object(nested, "encrypt"));
            VerificationKeys keys =
                    VerificationKeys.of(signed.verificationKeys().keys());
            JoseTokenVerifier verifier = JoseTokenVerifier.forNested(
                    () -> keys,
                    DecryptionKeys.of(KeyReader.readDecryptionKeys(encrypted.key(), Set.of())
                            .keys()),
                    EnumSet.allOf(ContentEncryptionAlgorithm.class),
                    true,
                    new DecryptionBound(1),
                    CryptoProvider.DEFAULT,
                    16_384);

            assertThat(verifier.verify(encrypted.compact()))
                    .isInstanceOfSatisfying(
                            Verified.class,
                            verified -> assertThat(verified.token().claims().string("iss"))
                                    .contains("hobbiton.example"));
        }

        @Test
        @Requirement(84)
        void decrypt_exampleOfRsa15_refuses() throws Exception {
            Example example = Example.of("jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json");

            assertThat(KeyManagementAlgorithm.of("RSA1_5")).isEmpty();
            assertThat(JoseFixtures.isUsable(example.key())).isTrue();
            assertThat(JoseFixtures.decrypt(example.key(), example.compact())).isNull();
        }

        @Test
        @Requirement(85)
        void decrypt_exampleOfPasswordBasedEncryption_refuses() throws Exception {
            Example example = Example.of("jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json");
            String key = Example.of("jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json")
                    .key();

            assertThat(JoseFixtures.decrypt(key, example.compact())).isNull();
        }

        @Test
        @Requirement(86)
        void decrypt_exampleOfCompression_refuses() throws Exception {
            Example example = Example.of("jwe/5_9.compressed_content.json");

            assertThat(JoseFixtures.isUsable(example.key())).isTrue();
            assertThat(JoseFixtures.decrypt(example.key(), example.compact())).isNull();
        }

        @ParameterizedTest
        @Requirement({22, 56})
        @ValueSource(strings = {"rfc7797/hmac-sha2_b64_false.json", "jws/4_5.signature_with_detached_content.json"})
        void verify_payloadThatIsUnencodedOrElsewhere_refuses(String file) throws Exception {
            Example example = Example.of(file);

            assertThat(example.verificationKeys().problems()).isEmpty();
            assertThat(JoseFixtures.verifies(example.verificationKeys(), example.compact()))
                    .isFalse();
        }
    }

    /** Well-known examples that need no private key. */
    @Nested
    class Known {
        private static final String CLAIMS =
                "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

        @Test
        void verify_rfc7515AppendixA1AndRfc7519Section31_accepts() {
            String key = "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":"
                    + "\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}";
            String token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + CLAIMS
                    + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

            assertThat(JoseFixtures.verifies(KeyReader.readSecrets(key, Set.of()), token))
                    .isTrue();
        }

        @Test
        void verify_rfc7515AppendixA2_accepts() {
            String key = "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":"
                    + "\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
                    + "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS"
                    + "-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2et"
                    + "hFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}";
            String token = "eyJhbGciOiJSUzI1NiJ9." + CLAIMS
                    + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
                    + "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN"
                    + "9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIh"
                    + "WkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

            assertThat(JoseFixtures.verifies(KeyReader.readPublicKeys(key, Set.of()), token))
                    .isTrue();
        }

        @Test
        void verify_rfc7515AppendixA3_accepts() {
            String token = "eyJhbGciOiJFUzI1NiJ9." + CLAIMS
                    + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

            assertThat(JoseFixtures.verifies(KeyReader.readPublicKeys(EC_KEY, Set.of()), token))
                    .isTrue();
        }

        @Test
        @Requirement(37)
        void verify_rfc7515AppendixA5_refuses() {
            String token = "eyJhbGciOiJub25lIn0." + CLAIMS + ".";

            assertThat(JoseFixtures.verifies(KeyReader.readPublicKeys(EC_KEY, Set.of()), token))
                    .isFalse();
        }

        @Test
        void decrypt_rfc7516AppendixA3_givesThePlaintext() {
            String key = "{\"kty\":\"oct\",\"alg\":\"A128KW\",\"k\":\"GawgguFyGrWKav7AX4VKUg\"}";
            String jwe = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0."
                    + "6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ."
                    + "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";

            assertThat(JoseFixtures.decrypt(key, jwe)).asString(UTF_8).isEqualTo("Live long and prosper.");
        }

        @Test
        void verify_rfc8037AppendixA4_accepts() {
            String key = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
            String jws = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                    + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

            assertThat(JoseFixtures.verifies(KeyReader.readPublicKeys(key, Set.of()), jws))
                    .isTrue();
        }

        private static final String EC_KEY = "{\"kty\":\"EC\",\"crv\":\"P-256\","
                + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
    }

    /** A file of the cookbook, or a part of one. */
    private record Example(Map<String, Object> members) {
        static Example of(String file) throws Exception {
            return new Example(read(file));
        }

        static Map<String, Object> read(String file) throws Exception {
            return JsonUtil.parseJson(Files.readString(SharedVectors.file("cookbook/" + file)));
        }

        @SuppressWarnings("unchecked") // names are strings
        static Map<String, Object> object(Map<String, Object> parent, String name) {
            return (Map<String, Object>) requireNonNull(parent.get(name), name);
        }

        String compact() {
            return (String) requireNonNull(object(members, "output").get("compact"));
        }

        String input(String name) {
            return (String) requireNonNull(object(members, "input").get(name));
        }

        String key() {
            return JsonUtil.toJson(object(object(members, "input"), "key"));
        }

        /** The public half, or the secret, for the algorithm that the example signs with. */
        KeyReading<VerificationKey> verificationKeys() throws Exception {
            JsonWebKey key = JsonWebKey.Factory.newJwk(key());
            Set<SignatureAlgorithm> algorithm =
                    Set.of(SignatureAlgorithm.of(input("alg")).orElseThrow());
            return key instanceof PublicJsonWebKey
                    ? KeyReader.readPublicKeys(key.toJson(OutputControlLevel.PUBLIC_ONLY), algorithm)
                    : KeyReader.readSecrets(key(), algorithm);
        }
    }
}
