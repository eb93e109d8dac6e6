package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.Sealgate;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Validated;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zero bytes before the numbers of a JWK: those of the full length belong there (RFC 7518 section 6.2), others do not. */
class KeyLengthsTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("signer");
    private static final String SIGNERS = TestKeys.publicJwk(SIGNER, "ES256");

    private static Sealgate create(SealgateConfig config) {
        return Sealgate.create(config, Clock.systemUTC());
    }

    private static void assertProblem(SealgateConfig config, String property, String member, int length) {
        InvalidConfigurationException refused =
                catchThrowableOfType(InvalidConfigurationException.class, () -> create(config));
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem)
                    .extracting(ConfigProblem::code, ConfigProblem::property)
                    .containsExactly("SG-201", property);
            assertThat(problem.cause()).contains("its \"" + member + "\" is not " + length + " bytes long.");
            assertThat(problem.mend()).contains("full length", "RFC 7518 section 6.2");
        });
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512"})
    void validate_numbersOfFullLengthBeginWithZero_accepts(String curve, String algorithm) {
        PublicJsonWebKey key = TestKeys.leadingZeros(curve, "z");
        try (Sealgate verifying = create(TestConfigs.signed(TestKeys.publicJwk(key, "")));
                Sealgate decrypting = create(TestConfigs.nested(SIGNERS, TestKeys.privateJwk(key, "ECDH-ES")))) {
            assertThat(verifying.tokenValidator().validate(TestTokens.valid().signedWith(key, algorithm)))
                    .isInstanceOf(Validated.class);
            assertThat(decrypting
                            .tokenValidator()
                            .validate(TestTokens.valid().nested(SIGNER, "ES256", key, "ECDH-ES", "A128GCM")))
                    .isInstanceOf(Validated.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, x, 32",
        "P-256, y, 32",
        "P-384, x, 48",
        "P-384, y, 48",
        "P-521, x, 66",
        "P-521, y, 66",
    })
    void create_coordinateOfAPublicKeyAByteShortOrLong_refuses(String curve, String member, int length) {
        String jwk = TestKeys.publicJwk(TestKeys.leadingZeros(curve, "z"), "");
        for (boolean more : List.of(true, false)) {
            String respelled = TestKeys.respelled(jwk, member, more);

            assertProblem(TestConfigs.signed(respelled), "mp.jwt.verify.publickey", member, length);
            assertProblem(
                    TestConfigs.signed(TestKeys.set(SIGNERS, respelled)), "mp.jwt.verify.publickey", member, length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, x, 32", "P-256, y, 32", "P-256, d, 32",
        "P-384, x, 48", "P-384, y, 48", "P-384, d, 48",
        "P-521, x, 66", "P-521, y, 66", "P-521, d, 66"
    })
    void create_numberOfAPrivateKeyAByteShortOrLong_refuses(String curve, String member, int length) {
        String jwk = TestKeys.privateJwk(TestKeys.leadingZeros(curve, "z"), "ECDH-ES");
        for (boolean more : List.of(true, false)) {
            assertProblem(
                    TestConfigs.nested(SIGNERS, TestKeys.respelled(jwk, member, more)),
                    "sealgate.decrypt.key",
                    member,
                    length);
        }
    }

    @ParameterizedTest
    @CsvSource({"P-256, x", "P-256, y", "P-384, x", "P-384, y", "P-521, x", "P-521, y"})
    void read_fetchedCoordinateAByteShortOrLong_leavesTheKeyOut(String curve, String member) {
        String jwk = TestKeys.publicJwk(TestKeys.leadingZeros(curve, "z"), "");
        assertThat(readSet(SIGNERS, jwk).keys()).hasSize(2);
        for (boolean more : List.of(true, false)) {
            PublishedKeySet read = readSet(SIGNERS, TestKeys.respelled(jwk, member, more));

            assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly("signer");
            assertThat(read.leftOut())
                    .singleElement()
                    .asString()
                    .startsWith("Key 2 of the set: ")
                    .contains("\"" + member + "\"");
            assertThat(readSet(TestKeys.respelled(jwk, member, more)).refused()).isPresent();
        }
    }

    private static PublishedKeySet readSet(String... jwks) {
        return PublishedKeySet.read(TestKeys.set(jwks).getBytes(UTF_8), Set.of());
    }

    /** What the type of the key does not know is ignored (RFC 7517 section 4). */
    @Test
    void create_edwardsKeyWithAMemberOfAnotherType_accepts() {
        PublicJsonWebKey key = TestKeys.ed25519("e");
        String jwk = TestKeys.publicJwk(key, "").replace("{", "{\"y\":\"AA\",");
        try (Sealgate sealgate = create(TestConfigs.signed(jwk))) {
            assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "EdDSA")))
                    .isInstanceOf(Validated.class);
        }
    }

    /** RFC 7518 section 6.3.1.1 forbids it and tells readers that some write it: the number is the same one. */
    @ParameterizedTest
    @CsvSource({"n", "e"})
    void validate_rsaNumberWithAZeroBefore_accepts(String member) {
        PublicJsonWebKey key = TestKeys.rsa2048("r");
        String respelled = TestKeys.respelled(TestKeys.publicJwk(key, "RS256"), member, true);

        assertThat(readSet(respelled).keys()).hasSize(1);
        try (Sealgate sealgate = create(TestConfigs.signed(respelled))) {
            assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "RS256")))
                    .isInstanceOf(Validated.class);
        }
    }
}
