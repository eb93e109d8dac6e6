package io.sealgate;

import static io.sealgate.testing.TestKeys.octJwk;
import static io.sealgate.testing.TestKeys.privateJwk;
import static io.sealgate.testing.TestKeys.publicJwk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.claims.IssuerRule;
import io.sealgate.claims.TimeRule;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.KeySource;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three issuers whose keys have one name. Each speaks for itself. */
class SeveralIssuersTest {
    private static final String A = "https://a.example";
    private static final String B = "https://b.example";
    private static final String C = "https://c.example";

    /** The key of an issuer, and what it signs with. */
    private enum Signer {
        OF_A(A, TestKeys.p256("k"), "ES256"),
        OF_B(B, TestKeys.rsa2048("k"), "RS256"),
        OF_C(C, TestKeys.oct(256, "k"), "HS256");

        private final String issuer;
        private final JsonWebKey key;
        private final String algorithm;

        Signer(String issuer, JsonWebKey key, String algorithm) {
            this.issuer = issuer;
            this.key = key;
            this.algorithm = algorithm;
        }

        String sign(TestTokens token) {
            return token.signedWith(key, algorithm);
        }
    }

    private static final PublicJsonWebKey RECIPIENT_A = TestKeys.p256("ea");
    private static final PublicJsonWebKey RECIPIENT_B = TestKeys.rsa2048("eb");

    private static final SealgateConfig CONFIG = TestConfigs.signed("")
            .with(List.of(
                    issuer(
                            "a",
                            A,
                            TestConfigs.verifying(publicJwk(TestKeys.p256("k"), "ES256")),
                            Optional.of(TestConfigs.decryption(privateJwk(RECIPIENT_A, "ECDH-ES"), false)),
                            "scope"),
                    issuer(
                            "b",
                            B,
                            TestConfigs.verifying(publicJwk(TestKeys.rsa2048("k"), "RS256")),
                            Optional.of(TestConfigs.decryption(privateJwk(RECIPIENT_B, "RSA-OAEP-256"), false)),
                            "groups"),
                    issuer(
                            "c",
                            C,
                            new Verification(
                                    List.of(),
                                    List.of(new KeyText(
                                            "sealgate.issuer.c.verify.secret",
                                            octJwk(TestKeys.oct(256, "k"), "HS256"))),
                                    Set.of()),
                            Optional.empty(),
                            "groups")));
    private static final Sealgate SEALGATE = Sealgate.create(CONFIG, Clock.systemUTC());

    private static Issuer issuer(
            String label, String name, Verification verification, Optional<Decryption> decryption, String rolesFrom) {
        return new Issuer(
                Optional.of(label),
                name,
                Set.of("api://" + label),
                verification,
                decryption,
                new Claims(
                        Duration.ZERO, Optional.empty(), Duration.ofHours(1), Set.of(), Set.of(), List.of(rolesFrom)));
    }

    @AfterAll
    static void close() {
        SEALGATE.close();
    }

    private static TestTokens token(String issuer) {
        return TestTokens.valid()
                .claim("iss", issuer)
                .claim("aud", List.of("api://a", "api://b", "api://c"))
                .claim("groups", List.of("group"))
                .claim("scope", "scope");
    }

    private static Judgement judge(String token) {
        return SEALGATE.tokenValidator().judge(token);
    }

    private static Rejection rejection(String token) {
        Judgement judgement = judge(token);
        assertThat(judgement.result()).isInstanceOf(Rejected.class);
        return ((Rejected) judgement.result()).rejection();
    }

    private static RejectionReason reason(String token) {
        return rejection(token).reason();
    }

    @Nested
    class OwnTokens {
        @ParameterizedTest
        @MethodSource("io.sealgate.SeveralIssuersTest#signers")
        void judge_signedByItsIssuer_acceptsByItsPolicy(Signer signer) {
            Judgement judgement = judge(signer.sign(token(signer.issuer)));

            assertThat(judgement.result()).isInstanceOf(Validated.class);
            assertThat(judgement
                            .policy()
                            .caller(((Validated) judgement.result()).token())
                            .roles())
                    .containsExactly(signer == Signer.OF_A ? "scope" : "group");
        }

        @Test
        void judge_audienceOfAnotherIssuersPolicy_rejectsAndNamesTheProperty() {
            Rejection rejection = rejection(Signer.OF_B.sign(token(B).claim("aud", "api://a")));

            assertThat(rejection.reason()).isEqualTo(RejectionReason.AUDIENCE_NOT_ACCEPTED);
            assertThat(rejection.detail()).contains("sealgate.issuer.b.verify.audiences");
        }

        @Test
        void judge_encryptedToItsIssuersKey_accepts() {
            assertThat(judge(token(A).nested(TestKeys.p256("k"), "ES256", RECIPIENT_A, "ECDH-ES", "A256GCM"))
                            .result())
                    .isInstanceOf(Validated.class);
            assertThat(judge(token(B).nested(TestKeys.rsa2048("k"), "RS256", RECIPIENT_B, "RSA-OAEP-256", "A256GCM"))
                            .result())
                    .isInstanceOf(Validated.class);
        }

        @Test
        void judge_slashesEscapedInIss_accepts() {
            TestTokens escaped = TestTokens.valid()
                    .payload(token(A).payload().replace("\"iss\":\"https://", "\"iss\":\"https:\\/\\/"));
            assertThat(escaped.payload()).contains("https:\\/\\/a.example");
            assertThat(judge(Signer.OF_A.sign(escaped)).result()).isInstanceOf(Validated.class);
        }

        @Test
        void equals_oneSubjectOfTwoIssuers_isTwoCallers() {
            Judgement ofA = judge(Signer.OF_A.sign(token(A)));
            Judgement ofB = judge(Signer.OF_B.sign(token(B)));

            assertThat(ofA.policy().caller(((Validated) ofA.result()).token()))
                    .isNotEqualTo(ofB.policy().caller(((Validated) ofB.result()).token()));
        }
    }

    static Stream<Signer> signers() {
        return Stream.of(Signer.values());
    }

    static Stream<Arguments> forgeries() {
        List<Arguments> forgeries = new ArrayList<>();
        for (Signer signer : Signer.values()) {
            for (Signer victim : Signer.values()) {
                if (signer != victim) {
                    forgeries.add(Arguments.of(signer, victim));
                }
            }
        }
        return forgeries.stream();
    }

    @Nested
    class Forgeries {
        @ParameterizedTest
        @Requirement(62)
        @MethodSource("io.sealgate.SeveralIssuersTest#forgeries")
        void judge_signedByAnotherIssuer_rejects(Signer signer, Signer victim) {
            assertThat(reason(signer.sign(token(victim.issuer)))).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
            assertThat(reason(token(victim.issuer).signedWith(new HmacKey(new byte[64]), "k", "HS256")))
                    .isIn(RejectionReason.SIGNATURE_INVALID, RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @ParameterizedTest
        @Requirement(62)
        @MethodSource("io.sealgate.SeveralIssuersTest#forgeries")
        void judge_twoIssuersInOneToken_rejectsInBothOrders(Signer signer, Signer victim) {
            String both = token(signer.issuer).payload();
            String mine = "\"iss\":\"" + signer.issuer + "\"";
            String theirs = "\"iss\":\"" + victim.issuer + "\"";

            for (String payload : List.of(
                    both.replace(mine, mine + "," + theirs),
                    both.replace(mine, theirs + "," + mine),
                    both.replace(mine, theirs.replace("iss", "\\u0069ss") + "," + mine),
                    both.replace(mine, mine + "," + theirs.replace("iss", "\\u0069ss")))) {
                assertThat(payload).contains(victim.issuer);
                assertThat(reason(signer.sign(TestTokens.valid().payload(payload))))
                        .isIn(RejectionReason.MALFORMED_CLAIMS, RejectionReason.ALGORITHM_NOT_ALLOWED);
            }
        }

        @Test
        @Requirement(39)
        void judge_macKeyedWithAPublicKey_rejects() {
            for (Signer signer : List.of(Signer.OF_A, Signer.OF_B)) {
                byte[] spki = ((PublicJsonWebKey) signer.key).getPublicKey().getEncoded();
                for (String issuer : List.of(A, B, C)) {
                    assertThat(reason(token(issuer).signedWith(new HmacKey(spki), "k", "HS256")))
                            .isIn(RejectionReason.ALGORITHM_NOT_ALLOWED, RejectionReason.SIGNATURE_INVALID);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://a.example/",
                    "https://A.example",
                    "HTTPS://a.example",
                    "https://a.example ",
                    " https://a.example",
                    "https://a.example\u0000",
                    "https://a.exampl",
                    "https://d.example",
                    "a",
                    "",
                    "*"
                })
        @Requirement(98)
        void judge_issThatIsNearlyOne_rejects(String issuer) {
            for (Signer signer : Signer.values()) {
                assertThat(reason(signer.sign(token(issuer)))).isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
            }
        }

        @Test
        void judge_issThatIsNoString_rejects() {
            for (Object issuer : List.of(1, true, List.of(A), Map.of("iss", A))) {
                assertThat(reason(Signer.OF_A.sign(token(A).claim("iss", issuer))))
                        .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
            }
            assertThat(reason(Signer.OF_A.sign(token(A).claim("iss", null))))
                    .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
            assertThat(reason(Signer.OF_A.sign(token(A).without("iss").claim("act", Map.of("iss", A)))))
                    .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
        }

        @Test
        void judge_unknownIss_isLoggedAndNotTold() {
            Rejection rejection = rejection(Signer.OF_A.sign(token("https://d.example\r\nX: y")));
            assertThat(rejection.token().toString()).contains("iss=https://d.example\\u000d\\u000aX:");
            assertThat(rejection.detail()).doesNotContain("d.example");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a", "a.b", ".", "..", "...", "....", ".....", "a.b.c.d", "a.b.c.d.e.f"})
        void judge_noToken_rejects(String text) {
            assertThat(judge(text).result()).isInstanceOf(Rejected.class);
        }

        @Test
        void judge_tooLong_rejects() {
            assertThat(reason("A".repeat(20_000))).isEqualTo(RejectionReason.TOKEN_TOO_LONG);
        }
    }

    @Nested
    class Encrypted {
        private String encrypted(String jws, PublicJsonWebKey recipient, String keyId) {
            String alg = recipient == RECIPIENT_B ? "RSA-OAEP-256" : "ECDH-ES";
            return TestTokens.encrypt(
                    jws,
                    recipient,
                    alg,
                    "A256GCM",
                    keyId.isEmpty() ? Map.of("cty", "JWT") : Map.of("cty", "JWT", "kid", keyId));
        }

        @ParameterizedTest
        @Requirement(62)
        @MethodSource("io.sealgate.SeveralIssuersTest#forgeries")
        void judge_tokenOfAnotherIssuerInside_rejects(Signer inside, Signer victim) {
            if (victim != Signer.OF_C) {
                PublicJsonWebKey recipient = victim == Signer.OF_A ? RECIPIENT_A : RECIPIENT_B;
                Rejection rejection = rejection(encrypted(inside.sign(token(inside.issuer)), recipient, ""));
                assertThat(rejection.reason()).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
                assertThat(rejection.publicReason()).isEqualTo(RejectionReason.DECRYPTION_FAILED);

                Signer owner = victim;
                assertThat(reason(encrypted(owner.sign(token(inside.issuer)), recipient, "")))
                        .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
            }
        }

        @Test
        void judge_kidOfAnotherIssuersKey_rejects() {
            String jws = Signer.OF_A.sign(token(A));
            assertThat(reason(encrypted(jws, RECIPIENT_A, "eb"))).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
            assertThat(reason(encrypted(jws, RECIPIENT_A, "ec"))).isEqualTo(RejectionReason.UNKNOWN_KEY);
            assertThat(reason(encrypted(jws, TestKeys.p256("ea2"), "ea"))).isEqualTo(RejectionReason.DECRYPTION_FAILED);
            assertThat(reason(TestTokens.encrypt(
                            jws, TestKeys.oct(256, "ea"), "A256KW", "A256GCM", Map.of("cty", "JWT"))))
                    .isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
        }

        @Test
        @Requirement(77)
        void judge_claimsWithoutSignatureInside_rejects() {
            assertThat(judge(token(A).merelyEncrypted(RECIPIENT_A, "ECDH-ES", "A256GCM"))
                            .result())
                    .isInstanceOf(Rejected.class);
        }

        @Test
        @Requirement(78)
        void judge_signedTokenOfAnIssuerThatMustEncrypt_rejectsAndOthersGoOn() {
            Issuer a = CONFIG.issuers().get(0);
            Issuer strict = new Issuer(
                    a.label(),
                    a.name(),
                    a.audiences(),
                    a.verification(),
                    Optional.of(TestConfigs.decryption(privateJwk(RECIPIENT_A, "ECDH-ES"), true)),
                    a.claims());
            try (Sealgate sealgate =
                    Sealgate.create(CONFIG.with(List.of(strict, CONFIG.issuers().get(2))), Clock.systemUTC())) {
                assertThat(((Rejected) sealgate.tokenValidator().validate(Signer.OF_A.sign(token(A))))
                                .rejection()
                                .reason())
                        .isEqualTo(RejectionReason.ENCRYPTION_REQUIRED);
                assertThat(sealgate.tokenValidator().validate(Signer.OF_C.sign(token(C))))
                        .isInstanceOf(Validated.class);
            }
        }

        @Test
        @Requirement(79)
        void judge_noIssuerDecrypts_rejectsWithoutDecrypting() {
            List<Issuer> signed = CONFIG.issuers().stream()
                    .map(issuer -> new Issuer(
                            issuer.label(),
                            issuer.name(),
                            issuer.audiences(),
                            issuer.verification(),
                            Optional.empty(),
                            issuer.claims()))
                    .toList();
            try (Sealgate sealgate = Sealgate.create(CONFIG.with(signed), Clock.systemUTC())) {
                assertThat(((Rejected) sealgate.tokenValidator()
                                        .validate(encrypted(Signer.OF_A.sign(token(A)), RECIPIENT_A, "")))
                                .rejection()
                                .reason())
                        .isEqualTo(RejectionReason.ENCRYPTION_NOT_EXPECTED);
            }
        }
    }

    @Nested
    class Configurations {
        private List<String> problems(Decryption ofA, Decryption ofB) {
            Issuer a = CONFIG.issuers().get(0);
            Issuer b = CONFIG.issuers().get(1);
            InvalidConfigurationException thrown = catchThrowableOfType(
                    InvalidConfigurationException.class,
                    () -> Sealgate.create(
                                    CONFIG.with(List.of(
                                            issuer("a", A, a.verification(), Optional.of(ofA), "scope"),
                                            issuer("b", B, b.verification(), Optional.of(ofB), "scope"))),
                                    Clock.systemUTC())
                            .close());
            return thrown == null
                    ? List.of()
                    : thrown.problems().stream().map(ConfigProblem::toString).toList();
        }

        private Decryption decryption(String label, String keys) {
            return new Decryption(
                    List.of(new KeyText("sealgate.issuer." + label + ".decrypt.key", keys)),
                    Set.of(),
                    EnumSet.allOf(io.sealgate.token.ContentEncryptionAlgorithm.class),
                    true);
        }

        @Test
        void create_decryptionKeysThatCannotBeToldApart_finds() {
            String one = privateJwk(TestKeys.p256("e"), "");
            String other = privateJwk(TestKeys.p384("e"), "");

            assertThat(problems(decryption("a", one), decryption("b", other)))
                    .singleElement()
                    .asString()
                    .startsWith("SG-219 sealgate.issuer.b.decrypt.key: ")
                    .contains("sealgate.issuer.a.decrypt.key");
            assertThat(problems(decryption("a", one), decryption("b", one)))
                    .singleElement()
                    .asString()
                    .startsWith("SG-219");
            assertThat(problems(
                            decryption("a", privateJwk(TestKeys.p256(""), "")),
                            decryption("b", privateJwk(TestKeys.p384(""), ""))))
                    .singleElement()
                    .asString()
                    .startsWith("SG-219");
            assertThat(problems(
                            decryption("a", privateJwk(TestKeys.p256(""), "")),
                            decryption("b", privateJwk(TestKeys.rsa2048(""), ""))))
                    .isEmpty();
        }

        @Test
        void create_keyThatSignsForOneAndDecryptsForTheOther_finds() {
            assertThat(problems(
                            decryption("a", privateJwk(TestKeys.rsa2048("k"), "")),
                            decryption("b", privateJwk(TestKeys.p256("e"), ""))))
                    .singleElement()
                    .asString()
                    .startsWith("SG-217 sealgate.issuer.a.decrypt.key");
        }

        @Test
        void create_badKeyOfANamedIssuer_findsItUnderItsName() {
            assertThat(problems(
                            decryption("a", publicJwk(TestKeys.p256("e"), "")),
                            decryption("b", octJwk(TestKeys.oct(256, "s"), ""))))
                    .hasSize(2)
                    .anySatisfy(problem -> assertThat(problem).startsWith("SG-206 sealgate.issuer.a.decrypt.key"))
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("SG-211 sealgate.issuer.b.decrypt.key")
                            .contains("set sealgate.issuer.b.decrypt.key.algorithm"));
        }
    }

    @Test
    @Requirement(35)
    void validate_oneIssuer_looksAtNothingBeforeTheSignature() {
        // With several, this payload would be refused for its missing iss.
        try (Sealgate sealgate =
                Sealgate.create(CONFIG.with(List.of(CONFIG.issuers().get(0))), Clock.systemUTC())) {
            String token = Signer.OF_A.sign(TestTokens.valid().payload("no JSON"));
            assertThat(((Rejected) sealgate.tokenValidator().validate(TestTokens.tampered(token, 2)))
                            .rejection()
                            .reason())
                    .isEqualTo(RejectionReason.SIGNATURE_INVALID);
        }
    }

    @Nested
    class Remembered {
        private final VerificationKeys keysOfA = keys(TestKeys.p256("k"));
        private volatile VerificationKeys trustedByA = keysOfA;
        private final VerificationKeys keysOfB = keys(TestKeys.rsa2048("k"));
        private final TokenValidator validator = validator();

        private static VerificationKeys keys(PublicJsonWebKey key) {
            return VerificationKeys.of(
                    KeyReader.readPublicKeys(publicJwk(key, ""), Set.of()).keys());
        }

        private TokenValidator validator() {
            KeySource ofA = () -> trustedByA;
            KeySource ofB = () -> keysOfB;
            TimeRule inForce = new TimeRule(Duration.ZERO, Optional.empty(), Duration.ofHours(1));
            return new TokenValidator(
                    new ConfiguredIssuers(
                            Map.of(
                                    A,
                                    TestIssuers.policy(
                                            JoseTokenVerifier.forSigned(ofA, 16_384), ofA, new IssuerRule(A), inForce),
                                    B,
                                    TestIssuers.policy(
                                            JoseTokenVerifier.forSigned(ofB, 16_384), ofB, new IssuerRule(B), inForce)),
                            Map.of(),
                            16_384),
                    Clock.systemUTC(),
                    new VerifiedTokenCache(100));
        }

        @Test
        @Requirement(120)
        void validate_keysOfOneIssuerChange_forgetsItsTokensAlone() {
            String ofA = Signer.OF_A.sign(token(A));
            String ofB = Signer.OF_B.sign(token(B));
            ValidationResult firstOfA = validator.validate(ofA);
            ValidationResult firstOfB = validator.validate(ofB);
            assertThat(firstOfA).isInstanceOf(Validated.class);
            assertThat(validator.validate(ofA)).isSameAs(firstOfA);

            trustedByA = keys(TestKeys.p256("k2"));

            assertThat(((Rejected) validator.validate(ofA)).rejection().reason())
                    .isEqualTo(RejectionReason.UNKNOWN_KEY);
            assertThat(validator.validate(ofB)).isInstanceOf(Validated.class).isSameAs(firstOfB);
        }

        @Test
        void validate_issuerWithoutKeysAtTheMoment_isUnavailableAndOthersGoOn() {
            String ofA = Signer.OF_A.sign(token(A));
            String ofB = Signer.OF_B.sign(token(B));
            assertThat(validator.validate(ofA)).isInstanceOf(Validated.class);

            trustedByA = VerificationKeys.unavailable(Duration.ofSeconds(3));

            assertThat(validator.validate(ofA))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            unavailable -> assertThat(unavailable.retryAfter()).hasSeconds(3));
            assertThat(validator.validate(ofB)).isInstanceOf(Validated.class);
        }
    }
}
