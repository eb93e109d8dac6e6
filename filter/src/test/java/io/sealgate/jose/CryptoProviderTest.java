package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.Validated;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Clock;
import java.util.Optional;
import javax.crypto.CipherSpi;
import org.bouncycastle.util.Properties;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoProviderTest {
    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void remove() {
        Security.removeProvider("Credulous");
        Security.removeProvider(CORRETTO);
    }

    private static Sealgate sealgate(SealgateConfig config, String provider) {
        return Sealgate.create(config.with(new Resources(0, 2, Optional.of(provider))), Clock.systemUTC());
    }

    @Test
    void create_unknownProvider_stopsTheDeployment() {
        SealgateConfig config = TestConfigs.signed(TestKeys.publicJwk(TestKeys.p256("k"), "ES256"));

        assertThatThrownBy(() -> sealgate(config, "NoSuchProvider"))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.code() + " " + problem.property())
                                .containsExactly("SG-220 sealgate.crypto.provider"));
    }

    @Test
    void validate_providerThatBelievesEverything_isTheOneThatIsAsked() {
        Security.addProvider(new Credulous());
        PublicJsonWebKey key = TestKeys.ed25519("k");
        SealgateConfig config = TestConfigs.signed(TestKeys.publicJwk(key, "EdDSA"));
        String tampered = TestTokens.tampered(TestTokens.valid().signedWith(key, "EdDSA"), 2);

        assertThat(sealgate(config, "Credulous").tokenValidator().validate(tampered))
                .isInstanceOf(Validated.class);
        assertThat(Sealgate.create(config, Clock.systemUTC()).tokenValidator().validate(tampered))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Credulous", "SunEC", CORRETTO})
    void validate_algorithmThatProviderLacks_fallsBackToTheJdk(String provider) {
        Security.addProvider(new Credulous());
        assumeThat(CryptoProvider.find(provider)).isPresent();
        PublicJsonWebKey key = TestKeys.ed448("k");
        PublicJsonWebKey rsa = TestKeys.rsa2048("k");
        for (String algorithm : new String[] {"RS256", "PS384", "EdDSA"}) {
            PublicJsonWebKey signer = algorithm.equals("EdDSA") ? key : rsa;
            Sealgate sealgate = sealgate(TestConfigs.signed(TestKeys.publicJwk(signer, algorithm)), provider);
            String token = TestTokens.valid().signedWith(signer, algorithm);

            assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
            assertThat(sealgate.tokenValidator().validate(TestTokens.tampered(token, 2)))
                    .isInstanceOf(Rejected.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, RSA-OAEP", "false, RSA-OAEP-256", "false, ECDH-ES", "false, ECDH-ES+A256KW",
        "true, RSA-OAEP", "true, RSA-OAEP-256", "true, ECDH-ES", "true, ECDH-ES+A256KW"
    })
    void validate_nestedWithCorretto_acceptsAndRejectsTampered(boolean installed, String alg) {
        Optional<CryptoProvider> found = CryptoProvider.find(CORRETTO);
        assumeThat(found).isPresent();
        if (installed) {
            Security.addProvider(found.get().provider());
        }
        PublicJsonWebKey signer = TestKeys.p256("s");
        PublicJsonWebKey recipient = alg.startsWith("RSA") ? TestKeys.rsa2048("e") : TestKeys.p384("e");
        Sealgate sealgate = sealgate(
                TestConfigs.nested(TestKeys.publicJwk(signer, "ES256"), TestKeys.privateJwk(recipient, alg)), CORRETTO);
        String token = TestTokens.valid().nested(signer, "ES256", recipient, alg, "A256GCM");

        assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
        for (int part = alg.equals("ECDH-ES") ? 2 : 1; part < 5; part++) {
            assertThat(sealgate.tokenValidator().validate(TestTokens.tampered(token, part)))
                    .isInstanceOf(Rejected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed448"})
    void validate_signedWithBouncyCastle_acceptsAndRejectsTampered(String alg) {
        PublicJsonWebKey key = switch (alg) {
            case "ES256" -> TestKeys.p256("k");
            case "ES384" -> TestKeys.p384("k");
            case "ES512" -> TestKeys.p521("k");
            case "EdDSA" -> TestKeys.ed25519("k");
            case "Ed448" -> TestKeys.ed448("k");
            default -> TestKeys.rsa2048("k");
        };
        Sealgate sealgate;
        try (CapturedLog log = CapturedLog.open()) {
            sealgate = sealgate(TestConfigs.signed(TestKeys.publicJwk(key, alg)), "BC");
            assertThat(log.lines()).as("what it cannot be used for").isEmpty();
        }
        String token = TestTokens.valid().signedWith(key, alg);

        assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
        for (int part = 0; part < 3; part++) {
            assertThat(sealgate.tokenValidator().validate(TestTokens.tampered(token, part)))
                    .isInstanceOf(Rejected.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-OAEP, A128GCM",
        "RSA-OAEP-256, A256GCM",
        "ECDH-ES, A128CBC-HS256",
        "ECDH-ES+A128KW, A256GCM",
        "ECDH-ES+A256KW, A256CBC-HS512",
        "X25519, A256GCM"
    })
    void validate_encryptedWithBouncyCastle_acceptsAndRejectsTampered(String alg, String enc) {
        PublicJsonWebKey signer = TestKeys.p256("s");
        PublicJsonWebKey recipient = alg.startsWith("RSA")
                ? TestKeys.rsa2048("e")
                : alg.equals("X25519") ? TestKeys.x25519("e") : TestKeys.p256("e");
        String name = alg.equals("X25519") ? "ECDH-ES" : alg;
        Sealgate sealgate = sealgate(
                TestConfigs.nested(TestKeys.publicJwk(signer, "ES256"), TestKeys.privateJwk(recipient, name)), "BC");
        String token = TestTokens.valid().nested(signer, "ES256", recipient, name, enc);

        assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
        for (int part = name.equals("ECDH-ES") ? 2 : 1; part < 5; part++) {
            assertThat(sealgate.tokenValidator().validate(TestTokens.tampered(token, part)))
                    .isInstanceOf(Rejected.class);
        }
    }

    /** Whichever way Bouncy Castle encodes public keys itself. */
    @ParameterizedTest
    @CsvSource({"false, P-256", "false, P-384", "false, P-521", "true, P-256", "true, P-384", "true, P-521"})
    void validate_nestedWithBouncyCastle_acceptsAndRejectsTampered(boolean compressed, String curve) {
        String alg = "ECDH-ES";
        PublicJsonWebKey signer = TestKeys.p256("s");
        PublicJsonWebKey recipient = switch (curve) {
            case "P-256" -> TestKeys.p256("e");
            case "P-384" -> TestKeys.p384("e");
            default -> TestKeys.p521("e");
        };
        SealgateConfig config =
                TestConfigs.nested(TestKeys.publicJwk(signer, "ES256"), TestKeys.privateJwk(recipient, alg));
        String token = TestTokens.valid().nested(signer, "ES256", recipient, alg, "A256GCM");

        Properties.setThreadOverride("org.bouncycastle.ec.enable_pc", compressed);
        try {
            Sealgate sealgate = sealgate(config, "BC");
            assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
            for (int part = 2; part < 5; part++) {
                assertThat(sealgate.tokenValidator().validate(TestTokens.tampered(token, part)))
                        .isInstanceOf(Rejected.class);
            }
        } finally {
            Properties.removeThreadOverride("org.bouncycastle.ec.enable_pc");
        }
    }

    /** As in a thread of the server's, which knows nothing of the application. */
    @Test
    void find_contextClassLoaderWithoutIt_looksBesideSealgate() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(Security.getProvider("BC")).isNull();
            assertThat(CryptoProvider.find("BC"))
                    .hasValueSatisfying(
                            found -> assertThat(found.provider().getName()).isEqualTo("BC"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The encrypted key is one that the real RSA refuses, so that whoever decrypts has asked the provider. */
    @Test
    void validate_providerOnTheClassPathAlone_isAskedToDecrypt(@TempDir Path classPath) throws Exception {
        Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
        Files.writeString(services.resolve(Provider.class.getName()), Knowing.class.getName());
        PublicJsonWebKey signer = TestKeys.p256("s");
        PublicJsonWebKey recipient = TestKeys.rsa2048("e");
        SealgateConfig config =
                TestConfigs.nested(TestKeys.publicJwk(signer, "ES256"), TestKeys.privateJwk(recipient, "RSA-OAEP-256"));
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue("RSA-OAEP-256");
        jwe.setEncryptionMethodHeaderParameter("A256GCM");
        jwe.setContentTypeHeaderValue("JWT");
        jwe.setContentEncryptionKey(ContentKey.BYTES);
        jwe.setKey(recipient.getKey());
        jwe.setPayload(TestTokens.valid().signedWith(signer, "ES256"));
        String tampered = TestTokens.tampered(jwe.getCompactSerialization(), 1);

        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(sealgate(config, "Knowing").tokenValidator().validate(tampered))
                    .isInstanceOf(Validated.class);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(Security.getProvider("Knowing")).isNull();
        assertThat(Sealgate.create(config, Clock.systemUTC()).tokenValidator().validate(tampered))
                .isInstanceOf(Rejected.class);
    }

    /** Offers RSA-OAEP alone, and takes anything for the encryption of one key. */
    public static final class Knowing extends Provider {
        private static final long serialVersionUID = 1;

        public Knowing() {
            super("Knowing", "1", "for tests");
            putService(new Service(this, "Cipher", "RSA/ECB/OAEPPadding", ContentKey.class.getName(), null, null));
        }
    }

    /** Made by reflection. */
    public static final class ContentKey extends CipherSpi {
        static final byte[] BYTES = {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        };

        @Override
        protected void engineInit(int mode, Key key, @Nullable SecureRandom random) {}

        @Override
        protected void engineInit(
                int mode, Key key, @Nullable AlgorithmParameterSpec parameters, @Nullable SecureRandom random) {}

        @Override
        protected void engineInit(
                int mode, Key key, @Nullable AlgorithmParameters parameters, @Nullable SecureRandom random) {}

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) {
            return BYTES.clone();
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return 0;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return BYTES.length;
        }

        @Override
        protected byte @Nullable [] engineGetIV() {
            return null;
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return null;
        }
    }

    /** Offers Ed25519 alone, and takes any signature for good. */
    private static final class Credulous extends Provider {
        private static final long serialVersionUID = 1;

        Credulous() {
            super("Credulous", "1", "for tests");
            putService(new Service(this, "Signature", "Ed25519", Anything.class.getName(), null, null));
        }
    }

    /** Made by reflection. */
    public static class Anything extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {}

        @Override
        protected void engineInitSign(PrivateKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return true;
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String name) {
            return name;
        }
    }
}
