package io.sealgate;

import static io.sealgate.testing.Refusals.assertRejected;
import static io.sealgate.testing.TestKeys.publicJwk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Authorization;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.paths.AccessRule;
import io.sealgate.paths.PathPattern;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplacedConfigurationTest {
    private static final PublicJsonWebKey KEY = TestKeys.p256("k1");
    private static final PublicJsonWebKey OTHER = TestKeys.p256("k2");
    private static final SealgateConfig CONFIG = TestConfigs.signed(publicJwk(KEY, ""));

    private final Sealgate sealgate = Sealgate.create(CONFIG, Clock.systemUTC());
    private final TokenValidator validator = sealgate.tokenValidator();
    private final String token = TestTokens.valid().signedWith(KEY, "ES256");

    @AfterEach
    void close() {
        sealgate.close();
    }

    private static Reading reading(SealgateConfig config) {
        return new Reading(
                Optional.of(config),
                config.issuers().stream().map(IssuerKeys::of).toList(),
                List.of());
    }

    private static Issuer issuer(String name, PublicJsonWebKey key, String audience) {
        return new Issuer(
                name,
                Set.of(audience),
                TestConfigs.verifying(publicJwk(key, "")),
                Optional.empty(),
                TestConfigs.CLAIMS);
    }

    private void replace(Issuer... issuers) {
        sealgate.replaceConfiguration(reading(CONFIG.with(List.of(issuers))), null);
    }

    private List<String> problems(SealgateConfig config, IssuerSource source) {
        InvalidConfigurationException thrown = catchThrowableOfType(
                InvalidConfigurationException.class, () -> sealgate.replaceConfiguration(reading(config), source));
        return thrown.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    @Requirement(120)
    void replaceConfiguration_otherPolicy_judgesRememberedTokensByIt() {
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);

        replace(issuer(TestTokens.ISSUER, KEY, "api://other"));
        assertRejected(validator.validate(token), RejectionReason.AUDIENCE_NOT_ACCEPTED);
        replace(issuer(TestTokens.ISSUER, OTHER, TestTokens.AUDIENCE));
        assertRejected(validator.validate(token), RejectionReason.UNKNOWN_KEY);
        replace(issuer("https://other.example", KEY, TestTokens.AUDIENCE));
        assertRejected(validator.validate(token), RejectionReason.ISSUER_NOT_ACCEPTED);
        replace(issuer(TestTokens.ISSUER, KEY, TestTokens.AUDIENCE));
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
    }

    @Test
    void replaceConfiguration_moreIssuers_acceptsTheirTokens() {
        String other = TestTokens.valid().claim("iss", "https://b.example").signedWith(OTHER, "ES256");
        assertThat(validator.validate(other)).isInstanceOf(Rejected.class);

        replace(
                issuer(TestTokens.ISSUER, KEY, TestTokens.AUDIENCE),
                issuer("https://b.example", OTHER, TestTokens.AUDIENCE));

        assertThat(sealgate.tokenValidator()).isSameAs(validator);
        assertThat(validator.validate(other)).isInstanceOf(Validated.class);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
        assertThat(sealgate.config().issuers()).hasSize(2);
        assertThat(sealgate.status().issuers()).hasSize(2);
    }

    @Test
    void replaceConfiguration_sameKeys_goesOnCounting() {
        validator.validate(token);
        replace(issuer(TestTokens.ISSUER, KEY, TestTokens.AUDIENCE));
        validator.validate(token);

        assertThat(sealgate.status().issuers().get(0).keys())
                .singleElement()
                .satisfies(key -> assertThat(key.verified()).isEqualTo(2));
    }

    @Test
    void replaceConfiguration_broken_reportsEverythingAndChangesNothing() {
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
        ValidationResult remembered = validator.validate(token);

        SealgateConfig broken = new SealgateConfig(
                List.of(
                        issuer(TestTokens.ISSUER, TestKeys.p256("k3"), "x"),
                        new Issuer(
                                Optional.of("acme"),
                                "https://b.example",
                                Set.of("x"),
                                TestConfigs.verifying("no key"),
                                Optional.empty(),
                                TestConfigs.CLAIMS)),
                Optional.empty(),
                new Tokens(Set.of(TokenSource.COOKIE), "c", Optional.of("X-T"), 20_000),
                new Transport(PlainHttp.ALLOW, List.of()),
                "other",
                new Resources(7, 7, Optional.empty(), Duration.ofSeconds(7)),
                new Authorization(true, Unannotated.DENY, PathRules.NONE));
        List<String> problems = problems(broken, null);

        assertThat(problems).anySatisfy(problem -> assertThat(problem).startsWith("SG-201"));
        assertThat(problems.stream()
                        .filter(problem -> problem.startsWith("SG-224"))
                        .map(problem -> problem.split(" |:")[1]))
                .containsExactly(
                        "mp.jwt.token.cookie",
                        "sealgate.token.sources",
                        "sealgate.token.header-name",
                        "sealgate.token.max-length",
                        "sealgate.cache.entries",
                        "sealgate.files.check-interval",
                        "sealgate.decrypt.max-concurrent",
                        "sealgate.transport.plain-http",
                        "sealgate.realm",
                        "sealgate.endpoints.unannotated",
                        "sealgate.authorization.mode");
        assertThat(validator.validate(token)).isSameAs(remembered);
        assertThat(sealgate.config()).isEqualTo(CONFIG);
    }

    private static SealgateConfig guarding(String rule) {
        PathRule path =
                new PathRule("r", PathPattern.parse("/orders/*"), Set.of(), AccessRule.parse(List.of(rule)), false);
        return CONFIG.with(new Authorization(false, Unannotated.ALLOW, PathRules.of(List.of(path))));
    }

    @Test
    void replaceConfiguration_pathRules_mayNotChange() {
        try (Sealgate guarded = Sealgate.create(guarding("role:clerk"), Clock.systemUTC())) {
            guarded.replaceConfiguration(reading(guarding("role:clerk")), null);

            assertThat(catchThrowableOfType(
                            InvalidConfigurationException.class,
                            () -> guarded.replaceConfiguration(reading(guarding("role:auditor")), null)))
                    .hasMessageContaining("SG-224 sealgate.path:");
        }
    }

    @Test
    void replaceConfiguration_unreadable_changesNothing() {
        Reading unreadable = new Reading(
                Optional.empty(), List.of(), List.of(new ConfigProblem("SG-101", "p", "It is wrong.", "Mend it.")));
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> sealgate.replaceConfiguration(unreadable, null))
                        .problems())
                .hasSize(1);
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
    }

    @Test
    void replaceConfiguration_lookup_keepsWhatWasSaidUnlessItChanges() {
        SealgateConfig with = CONFIG.with(new IssuerLookup(10, Duration.ofMinutes(5)));
        AtomicInteger calls = new AtomicInteger();
        IssuerSource source = name -> {
            calls.incrementAndGet();
            return Optional.of(issuer(name, OTHER, TestTokens.AUDIENCE));
        };
        assertThat(problems(with, null)).singleElement().asString().startsWith("SG-221");
        String tenant = TestTokens.valid().claim("iss", "https://t.example").signedWith(OTHER, "ES256");

        sealgate.replaceConfiguration(reading(with), source);
        assertThat(validator.validate(tenant)).isInstanceOf(Validated.class);
        assertThat(sealgate.status().lookedUp()).isEqualTo(1);
        sealgate.replaceConfiguration(reading(with), source);
        assertThat(validator.validate(tenant)).isInstanceOf(Validated.class);
        assertThat(calls).hasValue(1);
        sealgate.replaceConfiguration(reading(CONFIG.with(new IssuerLookup(9, Duration.ofMinutes(5)))), source);
        assertThat(validator.validate(tenant)).isInstanceOf(Validated.class);
        assertThat(calls).hasValue(2);
        sealgate.replaceConfiguration(reading(CONFIG), null);
        assertThat(validator.validate(tenant)).isInstanceOf(Rejected.class);
    }
}
