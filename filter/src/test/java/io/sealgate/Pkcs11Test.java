package io.sealgate;

import static io.sealgate.testing.Refusals.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.Reading;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.Await;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestReadings;
import io.sealgate.testing.TestTokens;
import io.sealgate.testing.TokenKeys;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.InvalidKeyException;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import org.assertj.core.groups.Tuple;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PKCS#11 token, the software one of NSS (on Debian, libnss3), whose keys are made inside and do not show themselves. */
class Pkcs11Test {
    private static final String PIN = "correct horse";
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("signer");
    private static final String DECRYPT = "sealgate.decrypt.keystore.";
    private static final String VERIFY = "sealgate.verify.keystore.";

    @TempDir
    private static Path token;

    private static Path configuration;
    private static Provider provider;
    private static Map<String, PrivateKeyEntry> keys;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeToken() throws Exception {
        Path libraries =
                List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib").stream()
                        .map(Path::of)
                        .filter(each -> Files.exists(each.resolve("libsoftokn3.so"))
                                && Files.exists(each.resolve("libnss3.so")))
                        .findFirst()
                        .orElse(null);
        assumeTrue(
                libraries != null,
                "NSS is not here (libnss3.so and libsoftokn3.so), so there is no PKCS#11 token to test with");
        // Empty but for its PIN, which the JDK cannot set: certutil -N -d sql:.
        for (String file : List.of("cert9.db", "key4.db")) {
            try (InputStream in = Pkcs11Test.class.getResourceAsStream("/io/sealgate/testing/nss/" + file)) {
                Files.copy(in, token.resolve(file));
            }
        }
        configuration = Files.writeString(token.resolve("pkcs11.cfg"), """
                name = Token
                nssLibraryDirectory = %s
                nssSecmodDirectory = "sql:%s"
                nssDbMode = readWrite
                nssModule = keystore
                attributes(generate, CKO_PRIVATE_KEY, *) = {
                  CKA_TOKEN = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(libraries, token));
        generate("d1", "-keyalg", "EC", "-groupname", "secp256r1");
        generate("d2", "-keyalg", "EC", "-groupname", "secp521r1");
        generate("s1", "-keyalg", "EC", "-groupname", "secp256r1");
        generate("r1", "-keyalg", "RSA", "-keysize", "2048");
        provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
        Security.addProvider(provider);
        System.setProperty(
                "token.pin", Files.writeString(token.resolve("pin"), PIN + "\n").toString());
        keys = new HashMap<>();
        new TokenKeys().entries().forEach((alias, entry) -> keys.put(alias, (PrivateKeyEntry) entry));
    }

    @AfterAll
    static void removeToken() {
        System.clearProperty("token.pin");
        if (provider != null) {
            Security.removeProvider(provider.getName());
        }
    }

    /** Makes a key in the token, and a certificate for it, as an operator does. */
    private static void generate(String alias, String... kind) throws Exception {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + alias, "-alias", alias));
        words.addAll(List.of(kind));
        keytool(words);
    }

    private static void keytool(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                "NONE",
                "-storetype",
                "PKCS11",
                "-addprovider",
                "SunPKCS11",
                "-providerarg",
                configuration.toString(),
                "-storepass",
                PIN));
        command.addAll(1, words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void keys_ofTheToken_neverShowThemselves() {
        assertThat(keys).containsOnlyKeys("d1", "d2", "s1", "r1");
        assertThat(keys.values()).allSatisfy(entry -> {
            assertThat(entry.getPrivateKey().getEncoded()).isNull();
            assertThat(entry.getPrivateKey().toString()).contains("token object", "sensitive");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"})
    void validate_encryptedToKeysOfTheToken_decryptsInIt(String algorithm) throws Exception {
        try (Sealgate sealgate = create(decrypting("d1,d2"))) {
            for (String recipient : List.of("d1", "d2")) {
                String nested = nested(recipient, recipient, algorithm);
                assertThat(validate(sealgate, nested)).isInstanceOf(Validated.class);
                assertThat(validate(sealgate, nested(recipient, recipient, algorithm)))
                        .isInstanceOf(Validated.class);
                assertThat(reason(validate(sealgate, TestTokens.tampered(nested, 3))))
                        .isEqualTo(RejectionReason.DECRYPTION_FAILED);
            }
            assertThat(reason(validate(sealgate, nested("s1", "d1", algorithm))))
                    .isEqualTo(RejectionReason.DECRYPTION_FAILED);
            assertThat(reason(validate(sealgate, nested("s1", "s1", algorithm))))
                    .isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SunPKCS11-Token"})
    void validate_signedInTheToken_verifiesByItsCertificate(String cryptoProvider) throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of(VERIFY + "location", "source:token-certificates", VERIFY + "aliases", "s1=Signing-1"));
        if (!cryptoProvider.isEmpty()) {
            properties.put("sealgate.crypto.provider", cryptoProvider);
        }
        PrivateKey key = keys.get("s1").getPrivateKey();
        try (CapturedLog log = CapturedLog.open();
                Sealgate sealgate = create(properties)) {
            String signed = TestTokens.valid().signedWith(key, "Signing-1", "ES256");
            assertThat(validate(sealgate, signed)).isInstanceOf(Validated.class);
            assertThat(reason(validate(sealgate, TestTokens.tampered(signed, 2))))
                    .isEqualTo(RejectionReason.SIGNATURE_INVALID);
            assertThat(reason(validate(
                            sealgate, TestTokens.valid().signedWith(SIGNER.getPrivateKey(), "Signing-1", "ES256"))))
                    .isEqualTo(RejectionReason.SIGNATURE_INVALID);
            assertThat(log.all()).doesNotContain(PIN);
        }
    }

    /** What README says of RSA. If this fails, the JDK has learnt it: say so there. */
    @Test
    void problems_rsaKeyOfTheToken_isFoundForTheJdkHasNoOaepForIt() throws Exception {
        PrivateKey key = keys.get("r1").getPrivateKey();
        assertThatThrownBy(() -> Cipher.getInstance("RSA/ECB/OAEPPadding").init(Cipher.DECRYPT_MODE, key))
                .isInstanceOf(InvalidKeyException.class);
        assertThat(Sealgate.problems(read(decrypting("r1"))))
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(Tuple.tuple("SG-218", DECRYPT + "location"));
    }

    @Test
    void validate_keyReplacedInTheToken_isTakenWithoutARestart() throws Exception {
        generate("d3", "-keyalg", "EC", "-groupname", "secp256r1");
        String before = nested(certificateNow("d3"), "d3", "ECDH-ES");
        Map<String, String> properties = new HashMap<>(decrypting("d3"));
        properties.put("sealgate.files.check-interval", "PT1S");
        try (Sealgate sealgate = create(properties)) {
            assertThat(validate(sealgate, before)).isInstanceOf(Validated.class);

            keytool(List.of("-delete", "-alias", "d3"));
            generate("d3", "-keyalg", "EC", "-groupname", "secp384r1");
            String after = nested(certificateNow("d3"), "d3", "ECDH-ES");
            Await.until(() -> validate(sealgate, after) instanceof Validated);
            assertThat(reason(validate(sealgate, before))).isEqualTo(RejectionReason.DECRYPTION_FAILED);
        }
    }

    private static Certificate certificateNow(String alias) throws Exception {
        return ((PrivateKeyEntry) new TokenKeys().entries().get(alias)).getCertificate();
    }

    @Test
    void problems_wrongPin_isFoundAndNotShown() throws Exception {
        Files.writeString(token.resolve("pin"), "hunter2");
        try {
            // A JVM that has logged in is not asked again.
            ((AuthProvider) provider).logout();
            assertThat(Sealgate.problems(read(decrypting("d1"))))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .startsWith("SG-149 " + DECRYPT + "location")
                            .doesNotContain("hunter2"));
        } finally {
            Files.writeString(token.resolve("pin"), PIN);
            new TokenKeys().entries();
        }
    }

    @Test
    void readme_example_isTheCodeThatIsTested() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String source = Files.readString(Path.of("src/test/java/io/sealgate/testing/TokenKeys.java"));
        assertThat(readme).contains("```java\n" + source.substring(source.indexOf("public final class")) + "```");
    }

    private static Map<String, String> decrypting(String aliases) {
        return Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(SIGNER, "ES256"),
                DECRYPT + "location",
                "source:token",
                DECRYPT + "aliases",
                aliases);
    }

    private static String nested(String recipient, String keyId, String algorithm) throws Exception {
        return nested(keys.get(recipient).getCertificate(), keyId, algorithm);
    }

    private static String nested(Certificate recipient, String keyId, String algorithm) throws Exception {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(recipient.getPublicKey());
        key.setKeyId(keyId);
        return TestTokens.valid().nested(SIGNER, "ES256", key, algorithm, "A256GCM");
    }

    private static ValidationResult validate(Sealgate sealgate, String text) {
        return sealgate.tokenValidator().validate(text);
    }

    private Sealgate create(Map<String, String> properties) throws IOException {
        return Sealgate.create(read(properties));
    }

    private Reading read(Map<String, String> more) throws IOException {
        return TestReadings.of(directory, more);
    }
}
