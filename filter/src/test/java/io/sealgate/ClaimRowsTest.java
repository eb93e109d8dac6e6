package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the requirements ask of claims, with a clock that stands still. */
class ClaimRowsTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("s1");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Call CALL = Call.at(Clock.fixed(NOW, ZoneOffset.UTC));
    private static final long EXP = NOW.getEpochSecond() + 300;

    private static @Nullable RejectionReason reason(TestTokens token) {
        return reason(token, TestConfigs.CLAIMS, NOW);
    }

    private static @Nullable RejectionReason reason(TestTokens token, Claims claims, Instant now) {
        ValidationResult result = ComparedValidator.of(
                        TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256"), claims),
                        Clock.fixed(now, ZoneOffset.UTC))
                .validate(token.signedWith(SIGNER, "ES256"));
        return result instanceof Rejected rejected ? rejected.rejection().reason() : null;
    }

    private static VerifiedToken verified(TestTokens token) {
        ValidationResult result = ComparedValidator.of(
                        TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256")), Clock.fixed(NOW, ZoneOffset.UTC))
                .validate(token.signedWith(SIGNER, "ES256"));
        assertThat(result).isInstanceOf(Validated.class);
        return ((Validated) result).token();
    }

    private static TestTokens token() {
        return TestTokens.validAt(NOW);
    }

    private static Claims claims(Duration skew, Optional<Duration> maxAge, Duration lifetime) {
        return new Claims(skew, maxAge, lifetime, Set.of(), Set.of(), List.of("groups"));
    }

    @Nested
    class Times {
        @ParameterizedTest
        @Requirement({93, 95})
        @CsvSource({"0, 299, true", "0, 300, false", "0, 301, false", "30, 329, true", "30, 330, false", "60, 359, true"
        })
        void validate_aroundExpiry_endsAtTheSecond(int skew, int later, boolean accepted) {
            Claims claims = claims(Duration.ofSeconds(skew), Optional.empty(), Duration.ofHours(1));

            assertThat(reason(token(), claims, NOW.plusSeconds(later)))
                    .isEqualTo(accepted ? null : RejectionReason.EXPIRED);
        }

        @ParameterizedTest
        @Requirement(94)
        @CsvSource({"0, 10, true", "0, 11, false", "0, 61, false", "60, 60, true", "60, 61, false"})
        void validate_notBeforeAhead_allowsForTheClocks(int skew, int ahead, boolean accepted) {
            Claims claims = claims(Duration.ofSeconds(skew), Optional.empty(), Duration.ofHours(1));

            assertThat(reason(token().claim("nbf", NOW.getEpochSecond() + ahead), claims, NOW))
                    .isEqualTo(accepted ? null : RejectionReason.NOT_YET_VALID);
            assertThat(reason(token().claim("iat", NOW.getEpochSecond() + ahead), claims, NOW))
                    .isEqualTo(accepted ? null : RejectionReason.ISSUED_IN_FUTURE);
        }

        @ParameterizedTest
        @Requirement(96)
        @CsvSource({"3600, true", "3601, false"})
        void validate_lifetime_isBounded(long seconds, boolean accepted) {
            Claims claims = claims(Duration.ZERO, Optional.empty(), Duration.ofHours(1));
            RejectionReason expected = accepted ? null : RejectionReason.LIFETIME_TOO_LONG;
            TestTokens token = token().claim("exp", NOW.getEpochSecond() + seconds);

            assertThat(reason(token, claims, NOW)).isEqualTo(expected);
            assertThat(reason(token.without("iat"), claims, NOW)).isEqualTo(expected);
        }

        @ParameterizedTest
        @Requirement(96)
        @CsvSource({"60, true", "61, false"})
        void validate_age_isBounded(long seconds, boolean accepted) {
            Claims claims = claims(Duration.ZERO, Optional.of(Duration.ofSeconds(60)), Duration.ofHours(1));

            assertThat(reason(token(), claims, NOW.plusSeconds(seconds)))
                    .isEqualTo(accepted ? null : RejectionReason.TOO_OLD);
            assertThat(reason(token().without("iat"), claims, NOW)).isEqualTo(RejectionReason.CLAIM_MISSING);
        }

        static Stream<Arguments> notDates() {
            return Stream.of("exp", "nbf", "iat")
                    .flatMap(name -> Stream.<@Nullable Object>of(
                                    null,
                                    "1800000300",
                                    "",
                                    true,
                                    List.of(EXP),
                                    Map.of("s", EXP),
                                    Long.MAX_VALUE,
                                    Long.MIN_VALUE,
                                    new BigDecimal("1e400"),
                                    new BigDecimal("-1e400"),
                                    new BigDecimal("9.2e18"))
                            .map(value -> Arguments.of(name, value)));
        }

        @ParameterizedTest
        @Requirement({96, 97})
        @MethodSource("notDates")
        void validate_dateOfAnotherShape_rejects(String name, @Nullable Object value) {
            assertThat(reason(token().claim(name, value))).isEqualTo(RejectionReason.MALFORMED_CLAIMS);
        }

        @ParameterizedTest
        @Requirement(97)
        @CsvSource({"0.999, true", "1.000, false", "1.001, false"})
        void validate_fractionOfASecond_isCutOff(BigDecimal fraction, boolean expired) {
            TestTokens token = token().claim(
                            "exp", BigDecimal.valueOf(NOW.getEpochSecond()).add(fraction));

            assertThat(reason(token)).isEqualTo(expired ? RejectionReason.EXPIRED : null);
        }
    }

    @Nested
    class Parties {
        @ParameterizedTest
        @Requirement(98)
        @ValueSource(
                strings = {
                    "https://issuer.example/",
                    "https://ISSUER.example",
                    "https://issuer.example ",
                    " https://issuer.example",
                    "https://issuer.example.",
                    "http://issuer.example",
                    "https://issuer.example#",
                    "issuer.example",
                    ""
                })
        void validate_issuerOfAnotherSpelling_rejects(String issuer) {
            assertThat(reason(token().claim("iss", issuer))).isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
        }

        static Stream<@Nullable Object> foreignAudiences() {
            return Stream.of(
                    null,
                    "",
                    "api://order",
                    "api://orders/",
                    "API://orders",
                    " api://orders",
                    "api://orders api://stock",
                    "api://orders,api://stock",
                    1,
                    true,
                    List.of(),
                    List.of("api://stock"),
                    List.of(List.of("api://orders")),
                    List.of("api://orders", 1),
                    Arrays.asList("api://orders", null),
                    List.of("api://orders", true),
                    Map.of("aud", "api://orders"),
                    Map.of("api://orders", true));
        }

        @ParameterizedTest
        @Requirement(99)
        @MethodSource("foreignAudiences")
        void validate_audienceOfAnotherShape_rejects(@Nullable Object audience) {
            assertThat(reason(token().claim("aud", audience))).isEqualTo(RejectionReason.AUDIENCE_NOT_ACCEPTED);
        }

        @Test
        @Requirement(99)
        void validate_oneAudienceOfSeveral_accepts() {
            assertThat(reason(token().claim("aud", List.of("api://stock", TestTokens.AUDIENCE))))
                    .isNull();
        }

        @Test
        @Requirement(100)
        void read_oneSubjectOfTwoIssuers_isTwoPrincipals() {
            TokenPrincipal one = principal("https://one.example", "alice");
            TokenPrincipal two = principal("https://two.example", "alice");

            assertThat(one).isNotEqualTo(two).isEqualTo(principal("https://one.example", "alice"));
            assertThat(one).isNotEqualTo(principal("https://one.example", "Alice"));
        }

        private TokenPrincipal principal(String issuer, String subject) {
            var config = TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256"));
            var issuerConfig = new io.sealgate.config.SealgateConfig.Issuer(
                    issuer,
                    config.issuer().audiences(),
                    config.issuer().verification(),
                    Optional.empty(),
                    config.issuer().claims());
            ValidationResult result = ComparedValidator.of(
                            new io.sealgate.config.SealgateConfig(
                                    issuerConfig, config.tokens(), config.transport(), config.realm()),
                            Clock.fixed(NOW, ZoneOffset.UTC))
                    .validate(token().claim("iss", issuer).claim("sub", subject).signedWith(SIGNER, "ES256"));
            return TestIssuers.callers(List.of("groups")).read(((Validated) result).token());
        }

        @Test
        @Requirement(109)
        void read_claimsThatNobodyNamed_giveNoRoles() {
            VerifiedToken token = verified(token().claim("roles", List.of("admin"))
                    .claim("role", "admin")
                    .claim("scope", "admin")
                    .claim("authorities", List.of("admin"))
                    .claim("realm_access", Map.of("roles", List.of("admin")))
                    .claim("groups", List.of("clerk")));

            assertThat(TestIssuers.callers(List.of("groups")).read(token).roles())
                    .containsExactly("clerk");
            assertThat(TestIssuers.callers(List.of("groups", "/realm_access/roles"))
                            .read(token)
                            .roles())
                    .containsExactly("clerk", "admin");
        }

        @ParameterizedTest
        @Requirement(108)
        @ValueSource(strings = {"jkt", "x5t#S256", "jwk", "unknown"})
        void validate_tokenBoundToAKey_rejects(String method) {
            assertThat(reason(token().claim("cnf", Map.of(method, "x")))).isEqualTo(RejectionReason.PROOF_REQUIRED);
        }
    }

    @Nested
    class Types {
        private final Claims accessTokens = new Claims(
                Duration.ZERO,
                Optional.empty(),
                Duration.ofHours(1),
                Set.of("at+jwt"),
                Set.of("client_id", "iat", "jti"),
                List.of("groups"));

        @ParameterizedTest
        @Requirement(101)
        @ValueSource(
                strings = {"JWT", "id_token+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "at-jwt", "at+jwt ", ""})
        void validate_otherTypeThanConfigured_rejects(String type) {
            assertThat(reason(token().claim("client_id", "c").header("typ", type), accessTokens, NOW))
                    .isEqualTo(RejectionReason.TYPE_NOT_ACCEPTED);
        }

        @Test
        @Requirement({101, 102})
        void validate_profileOfAccessTokens_asksForTypeAndClaims() {
            assertThat(reason(token().claim("client_id", "c").header("typ", "at+jwt"), accessTokens, NOW))
                    .isNull();
            assertThat(reason(token().claim("client_id", "c").withoutHeader("typ"), accessTokens, NOW))
                    .isEqualTo(RejectionReason.TYPE_NOT_ACCEPTED);
            for (String claim : List.of("client_id", "iat", "jti")) {
                assertThat(reason(
                                token().claim("client_id", "c")
                                        .header("typ", "at+jwt")
                                        .without(claim),
                                accessTokens,
                                NOW))
                        .as(claim)
                        .isEqualTo(RejectionReason.CLAIM_MISSING);
            }
        }
    }

    @Nested
    class Requirements {
        @ParameterizedTest
        @Requirement(103)
        @ValueSource(
                strings = {"admin2", "Admin", "ad min", "admin\t", "read,admin", "\"admin\"", "", "admi", "xadmin"})
        void isFulfilledBy_scopeThatMerelyLooksLikeIt_denies(String scope) {
            ClaimRequirement admin = new ClaimRequirement("scope", Match.ANY_OF, List.of("admin"));

            assertThat(admin.isFulfilledBy(
                            verified(token().claim("scope", scope)).claims(), CALL))
                    .isFalse();
            assertThat(admin.isFulfilledBy(
                            verified(token().claim("scope", "read admin")).claims(), CALL))
                    .isTrue();
        }

        /** Each claim against each way to ask; the value asked for is the text 5. */
        @ParameterizedTest
        @Requirement(104)
        @EnumSource(names = {"EQUALS", "ANY_OF", "ALL_OF"})
        void isFulfilledBy_otherShapeOrSpelling_denies(Match match) {
            ClaimRequirement five = new ClaimRequirement("level", match, List.of("5"));
            Map<String, @Nullable Object> shapes = new LinkedHashMap<>();
            shapes.put("null", null);
            shapes.put("number", 5);
            shapes.put("fraction", new BigDecimal("5.0"));
            shapes.put("boolean", true);
            shapes.put("object", Map.of("5", "5"));
            shapes.put("longer", "55");
            shapes.put("padded", "5 ");
            shapes.put("empty", "");
            shapes.put("list of numbers", List.of(5));
            shapes.put("mixed list", List.of("5", 5));
            shapes.put("nested list", List.of(List.of("5")));
            shapes.put("empty list", List.of());
            shapes.forEach((name, value) -> assertThat(five.isFulfilledBy(
                            verified(token().claim("level", value)).claims(), CALL))
                    .as(name)
                    .isFalse());
            assertThat(five.isFulfilledBy(verified(token().claim("Level", "5")).claims(), CALL))
                    .isFalse();
            assertThat(five.isFulfilledBy(verified(token()).claims(), CALL)).isFalse();
            assertThat(five.isFulfilledBy(
                            verified(token().claim("level", List.of("5"))).claims(), CALL))
                    .isEqualTo(match != Match.EQUALS);
            assertThat(five.isFulfilledBy(verified(token().claim("level", "5")).claims(), CALL))
                    .isTrue();
        }

        @Test
        @Requirement(106)
        void requireAll_nobodyAuthenticated_denies() {
            assertThat(ClaimAuthorizer.requireAll(null, List.of(), CALL)).isInstanceOf(Denied.class);
            assertThat(ClaimAuthorizer.requireAnyRole(null, Set.of("**"))).isInstanceOf(Denied.class);
            assertThat(ClaimAuthorizer.requireAll(io.sealgate.token.Anonymous.INSTANCE, List.of(), CALL))
                    .isInstanceOf(Denied.class);
        }
    }
}
