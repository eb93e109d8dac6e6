package io.sealgate.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerRulesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);
    private static final String TYPE = "at+jwt";

    /** What a good token says. */
    private static final Map<String, String> GOOD =
            Map.of("iss", "\"i\"", "aud", "\"a\"", "exp", "1001", "sub", "\"alice\"", "tenant", "7");

    private final IssuerRules rules = rules(Optional.of(new AudienceRule(List.of("a"))));

    private static IssuerRules rules(Optional<AudienceRule> audience) {
        return new IssuerRules(
                new TypeRule(List.of(TYPE)),
                new IssuerRule("i"),
                audience,
                new TimeRule(Duration.ZERO, Optional.empty(), Duration.ofDays(1)),
                IdentityClaimsRule.namedBy(List.of("sub")),
                new ConfirmationRule(),
                RequiredClaimsRule.of(Set.of("tenant")));
    }

    /** A good token but for these claims. */
    private static VerifiedToken token(String type, Map<String, String> others) {
        Map<String, String> claims = new LinkedHashMap<>(GOOD);
        claims.putAll(others);
        return TestVerifiedTokens.token(
                type,
                claims.entrySet().stream()
                        .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
                        .reduce((one, other) -> one + "," + other)
                        .orElseThrow());
    }

    private static Optional<RejectionReason> judge(IssuerRules rules, VerifiedToken token) {
        return rules.validate(token, NOW).map(Rejection::reason);
    }

    @Test
    void validate_goodToken_accepts() {
        assertThat(judge(rules, token(TYPE, Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "iss, '\"j\"', ISSUER_NOT_ACCEPTED",
        "aud, '\"b\"', AUDIENCE_NOT_ACCEPTED",
        "exp, 1000, EXPIRED",
        "sub, 7, MALFORMED_CLAIMS",
        "cnf, {}, PROOF_REQUIRED",
        "tenant, null, CLAIM_MISSING"
    })
    void validate_oneRuleBroken_isToldByThatRule(String claim, String value, RejectionReason reason) {
        assertThat(judge(rules, token(TYPE, Map.of(claim, value)))).contains(reason);
    }

    @Test
    void validate_otherType_isToldFirst() {
        assertThat(judge(rules, token("jwt", Map.of()))).contains(RejectionReason.TYPE_NOT_ACCEPTED);
        assertThat(judge(rules, token("jwt", Map.of("iss", "1")))).contains(RejectionReason.TYPE_NOT_ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, aud, ISSUER_NOT_ACCEPTED",
        "aud, exp, AUDIENCE_NOT_ACCEPTED",
        "exp, sub, MALFORMED_CLAIMS",
        "sub, cnf, MALFORMED_CLAIMS"
    })
    void validate_twoRulesBroken_isToldByTheFormer(String one, String other, RejectionReason reason) {
        assertThat(judge(rules, token(TYPE, Map.of(one, "[]", other, "[]")))).contains(reason);
    }

    @Test
    void validate_audienceNotConfigured_acceptsAny() {
        IssuerRules any = rules(Optional.empty());

        assertThat(judge(any, token(TYPE, Map.of("aud", "\"b\"")))).isEmpty();
        assertThat(judge(any, token(TYPE, Map.of("aud", "\"b\"", "exp", "1000"))))
                .contains(RejectionReason.EXPIRED);
    }

    @Test
    void holdsUntil_any_isWhenTheTokenExpires() {
        assertThat(rules.holdsUntil(token(TYPE, Map.of()), NOW)).isEqualTo(1001);
    }

    /** Who explains a token asks each; none may be left out. */
    @Test
    void each_any_isEveryComponentInItsOrder() {
        assertThat(rules.each())
                .containsExactly(
                        rules.type(),
                        rules.issuer(),
                        rules.audience().orElseThrow(),
                        rules.time(),
                        rules.identity(),
                        rules.confirmation(),
                        rules.required());
        assertThat(rules(Optional.empty()).each()).hasSize(6).doesNotHaveAnyElementsOfTypes(AudienceRule.class);
        assertThat(rules.type().each()).containsExactly(rules.type());
    }
}
