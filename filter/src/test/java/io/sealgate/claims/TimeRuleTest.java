package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each boundary to the second; now is second 1,000,000. */
class TimeRuleTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final Duration DAY = Duration.ofDays(1);

    private static TimeRule rule(int skew) {
        return new TimeRule(Duration.ofSeconds(skew), Optional.empty(), DAY);
    }

    private static TimeRule maxAge(int skew, int age) {
        return new TimeRule(Duration.ofSeconds(skew), Optional.of(Duration.ofSeconds(age)), DAY);
    }

    private static Optional<RejectionReason> judge(TimeRule rule, String members) {
        return judge(rule, members, NOW);
    }

    private static Optional<RejectionReason> judge(TimeRule rule, String members, Instant now) {
        return rule.validate(TestVerifiedTokens.claims(members), now).map(Rejection::reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000001", "0, 1000100", "30, 999971", "30, 1000000", "30, 1000001", "300, 999701"})
    void validate_expirationAheadBySkew_accepts(int skew, long expiration) {
        assertThat(judge(rule(skew), "\"exp\":" + expiration)).isEmpty();
        assertThat(judge(rule(skew), "\"iat\":999000,\"exp\":" + expiration)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000000", "0, 999999", "0, 0", "0, -1", "30, 999970", "30, 999969", "300, 999700"})
    void validate_expirationReached_rejects(int skew, long expiration) {
        assertThat(judge(rule(skew), "\"iat\":-5,\"exp\":" + expiration)).contains(RejectionReason.EXPIRED);
    }

    @Test
    void validate_fractionOfASecond_isCutOff() {
        assertThat(judge(rule(0), "\"exp\":1000001.999")).isEmpty();
        assertThat(judge(rule(0), "\"exp\":1000000.999")).contains(RejectionReason.EXPIRED);
        assertThat(judge(rule(0), "\"exp\":1.000001e6")).isEmpty();
        assertThat(judge(rule(0), "\"exp\":1000001", NOW.plusNanos(999_999_999)))
                .isEmpty();
        assertThat(judge(rule(0), "\"exp\":1000001", NOW.plusSeconds(1))).contains(RejectionReason.EXPIRED);
    }

    @Test
    void validate_noExpiration_rejects() {
        assertThat(judge(rule(0), "\"iat\":1000000")).contains(RejectionReason.EXPIRATION_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":null",
                "\"exp\":\"1000001\"",
                "\"exp\":true",
                "\"exp\":[1000001]",
                "\"exp\":{}",
                "\"exp\":1e300",
                "\"exp\":31556889864403200",
                "\"exp\":9223372036854775807",
                "\"exp\":1000001,\"nbf\":\"1\"",
                "\"exp\":1000001,\"nbf\":null",
                "\"exp\":1000001,\"nbf\":1e99",
                "\"exp\":1000001,\"iat\":\"1\"",
                "\"exp\":1000001,\"iat\":null",
                "\"exp\":1000001,\"iat\":-31557014167219201",
                "\"exp\":1000001,\"iat\":[]"
            })
    void validate_dateThatIsNone_rejectsAsMalformed(String members) {
        assertThat(judge(rule(0), members)).contains(RejectionReason.MALFORMED_CLAIMS);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000010",
        "0, 999999",
        "0, 1000000",
        "9, 1000010",
        "10, 1000010",
        "11, 1000011",
        "60, 1000060",
        "0, -7"
    })
    void validate_notBeforeWithinTolerance_accepts(int skew, long date) {
        assertThat(judge(rule(skew), "\"exp\":1000100,\"nbf\":" + date)).isEmpty();
        assertThat(judge(
                        new TimeRule(Duration.ofSeconds(skew), Optional.empty(), Duration.ofDays(365)),
                        "\"exp\":1000100,\"iat\":" + date))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000011", "9, 1000011", "10, 1000011", "11, 1000012", "60, 1000061", "0, 2000000"})
    void validate_dateTooFarAhead_rejects(int skew, long date) {
        assertThat(judge(rule(skew), "\"exp\":1000100,\"nbf\":" + date)).contains(RejectionReason.NOT_YET_VALID);
        assertThat(judge(rule(skew), "\"exp\":1000100,\"iat\":" + date)).contains(RejectionReason.ISSUED_IN_FUTURE);
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 999940", "0, 60, 999941", "0, 60, 1000000", "5, 60, 999935", "0, 0, 1000000"})
    void validate_ageWithinBound_accepts(int skew, int age, long issuedAt) {
        assertThat(judge(maxAge(skew, age), "\"exp\":1000100,\"iat\":" + issuedAt))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 999939", "5, 60, 999934", "0, 0, 999999"})
    void validate_ageBeyondBound_rejects(int skew, int age, long issuedAt) {
        assertThat(judge(maxAge(skew, age), "\"exp\":1000100,\"iat\":" + issuedAt))
                .contains(RejectionReason.TOO_OLD);
    }

    @Test
    void validate_boundOnAgeWithoutIssuedAt_rejects() {
        assertThat(judge(maxAge(0, 60), "\"exp\":1000100")).contains(RejectionReason.CLAIM_MISSING);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1086400", "999999, 1086399", "1000000, 1000001"})
    void validate_lifetimeWithinBound_accepts(long issuedAt, long expiration) {
        assertThat(judge(rule(0), "\"iat\":" + issuedAt + ",\"exp\":" + expiration))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1086401", "999999, 1086400", "0, 1000001"})
    void validate_lifetimeBeyondBound_rejects(long issuedAt, long expiration) {
        assertThat(judge(rule(0), "\"iat\":" + issuedAt + ",\"exp\":" + expiration))
                .contains(RejectionReason.LIFETIME_TOO_LONG);
    }

    @Test
    void validate_noIssuedAt_countsLifetimeFromNow() {
        assertThat(judge(rule(0), "\"exp\":1086400")).isEmpty();
        assertThat(judge(rule(0), "\"exp\":1086401")).contains(RejectionReason.LIFETIME_TOO_LONG);
    }

    @Test
    void validate_expirationBeforeIssue_rejects() {
        assertThat(judge(rule(60), "\"iat\":1000010,\"exp\":1000009")).contains(RejectionReason.MALFORMED_CLAIMS);
        assertThat(judge(rule(60), "\"iat\":1000010,\"exp\":1000010")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000100", "30, 1000130", "300, 1000400"})
    void holdsUntil_noBoundOnAge_isTheExpirationAndTheSkew(int skew, long second) {
        assertThat(rule(skew).holdsUntil(TestVerifiedTokens.claims("\"exp\":1000100,\"iat\":999000"), NOW))
                .isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 60, 1000051",
        "5, 60, 1000056",
        "0, 109, 1000100",
        "0, 108, 1000099",
        "0, 500, 1000100",
        "30, 500, 1000130",
        "0, 10, 1000001"
    })
    void holdsUntil_boundOnAge_isWhatComesFirst(int skew, int age, long second) {
        assertThat(maxAge(skew, age).holdsUntil(TestVerifiedTokens.claims("\"exp\":1000100,\"iat\":999990"), NOW))
                .isEqualTo(second);
    }

    @Test
    void validate_rejection_tellsTheTokenAndNoDate() {
        Rejection rejection = rule(0).validate(TestVerifiedTokens.claims("\"exp\":123456,\"jti\":\"j7\""), NOW)
                .orElseThrow();
        assertThat(rejection.token().tokenId()).isEqualTo("j7");
        assertThat(rejection.detail()).doesNotContain("123456");
    }

    @Test
    void constructor_negativeDuration_throws() {
        Duration negative = Duration.ofSeconds(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRule(negative, Optional.empty(), DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRule(Duration.ZERO, Optional.of(negative), DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRule(Duration.ZERO, Optional.empty(), negative));
        assertThat(new TimeRule(Duration.ZERO, Optional.of(Duration.ZERO), Duration.ZERO))
                .isNotNull();
    }
}
