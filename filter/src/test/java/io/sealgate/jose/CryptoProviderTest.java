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
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.time.Clock;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    /** Offers Ed25519 alone, and takes any signature for good. */
    private static final class Credulous extends Provider {
        private static final long serialVersionUID = 1;

        Credulous() {
            super("Credulous", "1", "for tests");
            putService(new Service(this, "Signature", "Ed25519", Anything.class.getName(), null, null));
        }
    }

    /** Made by reflection. */
    public static final class Anything extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) {}

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
