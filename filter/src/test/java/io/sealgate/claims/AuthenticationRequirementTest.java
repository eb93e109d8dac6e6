package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.testing.Requirement;
import io.sealgate.token.RejectionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationRequirementTest {
    private static final AuthenticationRequirement BOTH = require(Duration.ofMinutes(5), "phr", "phrh");

    private record At(long epochSecond) implements Call {}

    private static AuthenticationRequirement require(@Nullable Duration maxAge, String... acr) {
        return new AuthenticationRequirement(List.of(acr), maxAge);
    }

    private static boolean decide(AuthenticationRequirement requirement, String claims) {
        return requirement.isFulfilledBy(new TestCaller(TestVerifiedTokens.claims(claims), Set.of()), new At(10_000));
    }

    @ParameterizedTest
    @Requirement(107)
    @CsvSource(
            delimiter = '|',
            value = {
                "\"acr\":\"phr\",\"auth_time\":10000 | true",
                "\"acr\":\"phrh\",\"auth_time\":9700 | true",
                "\"acr\":\"phr\",\"auth_time\":9699 | false",
                "\"acr\":\"phr\",\"auth_time\":10061 | false",
                "\"acr\":\"phr\",\"auth_time\":\"10000\" | false",
                "\"acr\":\"phr\",\"auth_time\":null | false",
                "\"acr\":\"phr\",\"iat\":10000 | false",
                "\"acr\":\"PHR\",\"auth_time\":10000 | false",
                "\"acr\":\"phr phrh\",\"auth_time\":10000 | false",
                "\"acr\":[\"phr\"],\"auth_time\":10000 | false",
                "\"acr\":null,\"auth_time\":10000 | false",
                "\"auth_time\":10000 | false",
                "\"amr\":\"phr\",\"auth_time\":10000 | false"
            })
    void isFulfilledBy_acrAndAuthTime_asksForBoth(String claims, boolean granted) {
        assertThat(decide(BOTH, claims)).isEqualTo(granted);
    }

    @Test
    @Requirement(107)
    void isFulfilledBy_oneOfThem_asksForThatAlone() {
        assertThat(decide(require(null, "phr"), "\"acr\":\"phr\"")).isTrue();
        assertThat(decide(require(null, "phr"), "\"auth_time\":10000")).isFalse();
        assertThat(decide(require(Duration.ofMinutes(5)), "\"auth_time\":10000"))
                .isTrue();
        assertThat(decide(require(Duration.ofMinutes(5)), "\"acr\":\"phr\"")).isFalse();
        assertThat(decide(require(null), "\"a\":1")).isTrue();
    }

    @Test
    @Requirement(107)
    void challenge_tellsWhatToAuthenticateWith() {
        assertThat(BOTH.reason()).isEqualTo(RejectionReason.AUTHENTICATION_INSUFFICIENT);
        assertThat(BOTH.reason().status()).isEqualTo(401);
        assertThat(BOTH.challenge()).containsExactly(Map.entry("acr_values", "phr phrh"), Map.entry("max_age", "300"));
        assertThat(require(null, "phr").challenge()).containsExactly(Map.entry("acr_values", "phr"));
        assertThat(require(Duration.ofSeconds(1)).challenge()).containsExactly(Map.entry("max_age", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "caf\u00e9", "a\nb"})
    void constructor_acrThatNoChallengeCanHold_throws(String acr) {
        assertThatIllegalArgumentException().isThrownBy(() -> require(null, acr));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT5M", "P36501D"})
    void constructor_maxAgeOutOfRange_throws(String maxAge) {
        assertThatIllegalArgumentException().isThrownBy(() -> require(Duration.parse(maxAge)));
    }

    @Test
    void equals_sameQuestion_isTheSame() {
        assertThat(BOTH)
                .isEqualTo(require(Duration.ofMinutes(5), "phr", "phrh"))
                .hasSameHashCodeAs(require(Duration.ofMinutes(5), "phr", "phrh"))
                .isNotEqualTo(require(Duration.ofMinutes(5), "phr"))
                .isNotEqualTo(require(null, "phr", "phrh"))
                .hasToString("authentication with acr any of [phr, phrh] within PT5M");
    }

    @Test
    void expectation_ofEachKind_saysWhereItComesFrom() {
        assertThat(BOTH.expectation())
                .isEqualTo("expected authentication with acr any of [phr, phrh] within PT5M (by auth_time)");
        assertThat(require(null, "phr").expectation()).isEqualTo("expected authentication with acr any of [phr]");
        ReportOnlyRequirement reported = new ReportOnlyRequirement(BOTH);
        assertThat(reported.expectation()).isEqualTo(BOTH.expectation() + " (report only)");
        assertThat(reported).hasToString(BOTH + " (report only)");
        assertThat(new RoleRequirement("clerk").expectation())
                .isEqualTo("expected role clerk (from the claims that sealgate.roles.from names, groups by default)");
    }
}
