package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Resources;
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
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.CipherSpi;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import org.jose4j.jca.ProviderContext;
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
        Security.removeProvider("Observed");
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

    @Test
    void decryptingWith_privateKey_namesProviderIfItIsInstalledAlone() {
        Optional<CryptoProvider> onClassPath = CryptoProvider.find(CORRETTO);
        assumeThat(onClassPath).isPresent();
        PrivateKey rsa = TestKeys.rsa2048("e").getPrivateKey();
        PrivateKey ec = TestKeys.p256("e").getPrivateKey();

        assertThat(onClassPath
                        .get()
                        .decryptingWith(rsa)
                        .getSuppliedKeyProviderContext()
                        .getCipherProvider())
                .isNull();
        Security.addProvider(onClassPath.get().provider());
        CryptoProvider installed = CryptoProvider.find(CORRETTO).orElseThrow();
        assertThat(installed.decryptingWith(rsa).getSuppliedKeyProviderContext().getCipherProvider())
                .isEqualTo(CORRETTO);
        assertThat(installed.decryptingWith(ec).getSuppliedKeyProviderContext().getKeyAgreementProvider())
                .isEqualTo(CORRETTO);
    }

    /** Both by the thread's class loader, as on a server, and by our own, as where a thread has none of the application's. */
    @Test
    void find_offeredOnTheClassPath_isFoundAmongBrokenOnes(@TempDir Path folder) throws Exception {
        Path services =
                Files.createDirectories(folder.resolve("META-INF/services")).resolve(Provider.class.getName());
        Files.writeString(services, "no.such.Provider\n" + OnTheClassPath.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            thread.setContextClassLoader(loader);
            assertThat(CryptoProvider.find("OnTheClassPath").orElseThrow().provider())
                    .isInstanceOf(OnTheClassPath.class);
            assertThat(CryptoProvider.find("onTheClassPath")).isEmpty();
            assertThat(CryptoProvider.find("")).isEmpty();
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThat(CryptoProvider.find("OnTheClassPath")).isEmpty();
            boolean corretto = CryptoProvider.class
                    .getClassLoader()
                    .getResources("META-INF/services/" + Provider.class.getName())
                    .hasMoreElements();
            assertThat(CryptoProvider.find(CORRETTO).isPresent()).isEqualTo(corretto);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void decryptingWith_providerThatIsNotInstalled_leavesItToTheJdkAndSaysSoOnce(@TempDir Path folder)
            throws Exception {
        Path services =
                Files.createDirectories(folder.resolve("META-INF/services")).resolve(Provider.class.getName());
        Files.writeString(services, OnTheClassPath.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            thread.setContextClassLoader(loader);
            CryptoProvider provider = CryptoProvider.find("OnTheClassPath").orElseThrow();
            PrivateKey rsa = TestKeys.rsa2048("e").getPrivateKey();
            assertThat(SignatureCheckTest.warnings(() -> {
                        assertThat(used(provider, rsa)).isNull();
                        assertThat(used(provider, rsa)).isNull();
                    }))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("OnTheClassPath", "not installed in the JVM"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What a provider cannot do with this very key is not asked of it. */
    @ParameterizedTest
    @CsvSource({"true, true, true", "false, true, false", "true, false, false"})
    void decryptingWith_rsaOfProvider_needsBothPaddings(boolean sha1, boolean sha256, boolean usable) {
        Security.addProvider(new SignatureCheckTest.OneService(
                        "Cipher", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding", () -> new FakeCipher(sha1))
                .and("Cipher", JoseAlgorithms.RSA_OAEP, () -> new FakeCipher(sha256)));
        assertUsed(usable, TestKeys.rsa2048("e").getPrivateKey(), "decryption with RSA keys");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decryptingWith_curveOfProvider_needsTheAgreement(boolean usable) {
        Security.addProvider(new SignatureCheckTest.OneService("KeyAgreement", "ECDH", () -> new FakeAgreement(usable))
                .and("KeyAgreement", "XDH", () -> new FakeAgreement(usable)));
        assertUsed(usable, TestKeys.p256("e").getPrivateKey(), "decryption with EC keys");
        assertUsed(usable, TestKeys.x25519("e").getPrivateKey(), "decryption with X");
    }

    @Test
    void decryptingWith_curveThatProviderLacks_isTheJdks() {
        Security.addProvider(new SignatureCheckTest.OneService("KeyAgreement", "ECDH", () -> new FakeAgreement(true)));
        assertUsed(true, TestKeys.p256("e").getPrivateKey(), "");
        assertUsed(false, TestKeys.x25519("e").getPrivateKey(), "decryption with X");
    }

    private static void assertUsed(boolean expected, PrivateKey key, String otherwise) {
        CryptoProvider provider = SignatureCheckTest.OneService.find().orElseThrow();
        List<String> warnings = SignatureCheckTest.warnings(
                () -> assertThat(used(provider, key)).isEqualTo(expected ? "Observed" : null));
        if (expected) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(otherwise));
        }
    }

    private static @Nullable String used(CryptoProvider provider, PrivateKey key) {
        ProviderContext.Context context = provider.decryptingWith(key).getSuppliedKeyProviderContext();
        return context.getCipherProvider() != null ? context.getCipherProvider() : context.getKeyAgreementProvider();
    }

    /** Made by the service loader. */
    public static final class OnTheClassPath extends Provider {
        private static final long serialVersionUID = 1;

        public OnTheClassPath() {
            super("OnTheClassPath", "1", "for tests");
        }
    }

    private static final class FakeAgreement extends KeyAgreementSpi {
        private final boolean usable;

        FakeAgreement(boolean usable) {
            this.usable = usable;
        }

        @Override
        protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
            if (!usable) {
                throw new InvalidKeyException();
            }
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(key, random);
        }

        @Override
        protected Key engineDoPhase(Key key, boolean last) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineGenerateSecret() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineGenerateSecret(byte[] secret, int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SecretKey engineGenerateSecret(String algorithm) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class FakeCipher extends CipherSpi {
        private final boolean usable;

        FakeCipher(boolean usable) {
            this.usable = usable;
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
            if (!usable) {
                throw new InvalidKeyException();
            }
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(mode, key, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(mode, key, random);
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
            return 0;
        }

        @Override
        protected byte[] engineGetIV() {
            return new byte[0];
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at) {
            throw new UnsupportedOperationException();
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
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

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
