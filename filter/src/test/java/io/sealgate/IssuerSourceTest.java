package io.sealgate;

import static io.sealgate.testing.TestKeys.publicJwk;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.testing.Await;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One configured issuer, and tenants of whom code tells. */
class IssuerSourceTest {
    private static final String TENANT = "https://tenant.example";
    private static final PublicJsonWebKey OWN = TestKeys.p256("k");
    private static final PublicJsonWebKey KEY = TestKeys.ed25519("k");

    private final Map<String, Issuer> tenants = new ConcurrentHashMap<>(Map.of(TENANT, tenant(TENANT, KEY)));
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean failing;
    private final Sealgate sealgate = Sealgate.create(
            TestConfigs.signed(publicJwk(OWN, "ES256")).with(new IssuerLookup(10, Duration.ofSeconds(1))),
            Clock.systemUTC(),
            issuer -> {
                calls.incrementAndGet();
                if (failing) {
                    throw new IllegalStateException("no database");
                }
                return Optional.ofNullable(tenants.get(issuer));
            });

    private static Issuer tenant(String name, PublicJsonWebKey key) {
        return new Issuer(
                name,
                Set.of("api://tenant"),
                TestConfigs.verifying(publicJwk(key, "")),
                Optional.empty(),
                TestConfigs.CLAIMS);
    }

    @AfterEach
    void close() {
        sealgate.close();
    }

    private static TestTokens token(String issuer) {
        return TestTokens.valid().claim("iss", issuer).claim("aud", List.of("api://tenant", TestTokens.AUDIENCE));
    }

    private RejectionReason reason(String token) {
        return ((Rejected) sealgate.tokenValidator().validate(token))
                .rejection()
                .reason();
    }

    @Test
    @Requirement(62)
    void validate_tokensOfTenantAndConfigured_eachByItsPolicy() {
        assertThat(sealgate.tokenValidator().validate(token(TENANT).signedWith(KEY, "EdDSA")))
                .isInstanceOf(Validated.class);
        assertThat(sealgate.tokenValidator().validate(token(TestTokens.ISSUER).signedWith(OWN, "ES256")))
                .isInstanceOf(Validated.class);
        assertThat(calls).hasValue(1);

        assertThat(reason(token(TENANT).signedWith(OWN, "ES256"))).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
        assertThat(reason(token(TestTokens.ISSUER).signedWith(KEY, "EdDSA")))
                .isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
        assertThat(reason(token(TENANT).claim("aud", TestTokens.AUDIENCE).signedWith(KEY, "EdDSA")))
                .isEqualTo(RejectionReason.AUDIENCE_NOT_ACCEPTED);
        assertThat(reason(token(TENANT + "/").signedWith(KEY, "EdDSA"))).isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
        assertThat(reason(token("").signedWith(KEY, "EdDSA"))).isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
        assertThat(reason(token(TENANT).without("iss").signedWith(KEY, "EdDSA")))
                .isEqualTo(RejectionReason.ISSUER_NOT_ACCEPTED);
    }

    @Test
    void validate_configuredIssuer_neverAsks() {
        assertThat(sealgate.tokenValidator().validate(token(TestTokens.ISSUER).signedWith(OWN, "ES256")))
                .isInstanceOf(Validated.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    @Requirement(79)
    void validate_encryptedToken_isRefused() {
        assertThat(reason(token(TENANT).nested(KEY, "EdDSA", TestKeys.p256("e"), "ECDH-ES", "A256GCM")))
                .isEqualTo(RejectionReason.ENCRYPTION_NOT_EXPECTED);
    }

    @Test
    @Requirement(120)
    void validate_tenantsKeysChange_refusesRememberedTokenWithinTheAge() throws Exception {
        String token = token(TENANT).signedWith(KEY, "EdDSA");
        assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
        tenants.put(TENANT, tenant(TENANT, TestKeys.ed25519("other")));

        // The tenants are asked for again after a second.
        Await.until(() -> refusal(token).isPresent());
        assertThat(refusal(token)).contains(RejectionReason.UNKNOWN_KEY);
        tenants.remove(TENANT);
        Await.until(() -> !refusal(token).equals(Optional.of(RejectionReason.UNKNOWN_KEY)));
        assertThat(refusal(token)).contains(RejectionReason.ISSUER_NOT_ACCEPTED);
    }

    /** What the token is refused for; empty if it is accepted. */
    private Optional<RejectionReason> refusal(String token) {
        return sealgate.tokenValidator().validate(token) instanceof Rejected rejected
                ? Optional.of(rejected.rejection().reason())
                : Optional.empty();
    }

    @Test
    void validate_sourceFails_isUnavailableForTenantsAlone() {
        failing = true;
        assertThat(sealgate.tokenValidator().validate(token(TENANT).signedWith(KEY, "EdDSA")))
                .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                    assertThat(unavailable.retryAfter()).isPositive();
                    assertThat(unavailable.rejection().reason().status()).isEqualTo(503);
                    assertThat(unavailable.rejection().toString()).doesNotContain("database");
                });
        assertThat(sealgate.tokenValidator().validate(token(TestTokens.ISSUER).signedWith(OWN, "ES256")))
                .isInstanceOf(Validated.class);
    }

    @Test
    void create_noConfiguredIssuer_servesTenantsAlone() {
        SealgateConfig config = TestConfigs.signed("")
                .with(new IssuerLookup(10, Duration.ofMinutes(1)))
                .with(List.of());
        try (Sealgate tenantsAlone =
                Sealgate.create(config, Clock.systemUTC(), issuer -> Optional.ofNullable(tenants.get(issuer)))) {
            assertThat(tenantsAlone.tokenValidator().validate(token(TENANT).signedWith(KEY, "EdDSA")))
                    .isInstanceOf(Validated.class);
            assertThat(tenantsAlone
                            .tokenValidator()
                            .validate(token(TestTokens.ISSUER).signedWith(OWN, "ES256")))
                    .isInstanceOf(Rejected.class);
        }
    }
}
