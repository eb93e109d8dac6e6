package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.token.SignatureAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedIssuersTest {
    private static final String ACME = "sealgate.issuer.acme.";

    private static Map<String, String> named(Map<String, String> others, String... changes) {
        Map<String, String> properties = new LinkedHashMap<>(others);
        properties.put(ACME + "verify.issuer", "https://acme.example.org");
        properties.put(ACME + "verify.audiences", "stock");
        properties.put(ACME + "verify.publickey", Configs.PUBLIC_KEY);
        for (int i = 0; i < changes.length; i += 2) {
            properties.put(changes[i], changes[i + 1]);
        }
        return properties;
    }

    private static Issuer acme(String... changes) {
        return Configs.read(named(Map.of(), changes)).orThrow().issuer();
    }

    @Test
    void read_namedBesideDefault_makesTwoPoliciesThatShareNothing() {
        SealgateConfig config = Configs.read(named(
                        Configs.validBut("mp.jwt.verify.clock.skew", "7", "sealgate.roles.from", "scope"),
                        ACME + "verify.token.age",
                        "60"))
                .orThrow();

        assertThat(config.issuers()).hasSize(2);
        Issuer first = config.issuers().get(0);
        Issuer second = config.issuers().get(1);
        assertThat(first.label()).isEmpty();
        assertThat(first.name()).isEqualTo("https://idp.example.org/realms/shop");
        assertThat(first.audiences()).containsExactly("orders");
        assertThat(first.claims().clockSkew()).isEqualTo(Duration.ofSeconds(7));
        assertThat(first.claims().maxAge()).isEmpty();
        assertThat(first.claims().rolesFrom()).containsExactly("scope");
        assertThat(second.label()).contains("acme");
        assertThat(second.name()).isEqualTo("https://acme.example.org");
        assertThat(second.audiences()).containsExactly("stock");
        assertThat(second.claims().clockSkew()).isZero();
        assertThat(second.claims().maxAge()).contains(Duration.ofMinutes(1));
        assertThat(second.claims().rolesFrom()).containsExactly("groups");
        assertThat(second.verification().publicKeys())
                .extracting(KeyText::property)
                .containsExactly(ACME + "verify.publickey");
    }

    @Test
    void read_namedAlone_needsNoDefault() {
        Issuer issuer = acme(
                ACME + "verify.algorithms",
                "ES256",
                ACME + "verify.required-claims",
                "jti",
                ACME + "verify.types",
                "at+jwt",
                ACME + "decrypt.key.location",
                "/keys/secret.json",
                ACME + "decrypt.required",
                "false",
                "sealgate.decrypt.max-concurrent",
                "3",
                "sealgate.realm",
                "shop");

        assertThat(issuer.label()).contains("acme");
        assertThat(issuer.verification().algorithms()).containsExactly(SignatureAlgorithm.ES256);
        assertThat(issuer.claims().required()).containsExactly("jti");
        assertThat(issuer.claims().types()).containsExactly("at+jwt");
        assertThat(issuer.decryption())
                .hasValueSatisfying(
                        decryption -> assertThat(decryption.required()).isFalse());
    }

    @Test
    void read_remoteKeys_takesBoundsOfTheIssuer() {
        Map<String, String> properties = named(
                Map.of(),
                ACME + "verify.publickey.location",
                "https://acme.example.org/jwks",
                ACME + "keys.timeout",
                "PT1S");
        properties.remove(ACME + "verify.publickey");

        assertThat(Configs.read(properties).orThrow().issuer().verification().remote())
                .hasValueSatisfying(remote -> assertThat(remote.timeout()).hasSeconds(1));
    }

    @Test
    void read_environment_overridesAndNeverCounts() {
        Map<String, String> environment = Map.of(
                "SEALGATE_ISSUER_ACME_VERIFY_AUDIENCES", "other",
                "SEALGATE_ISSUER_SERVICE_HOST", "10.0.0.1",
                "SEALGATE_ISSUER_PORT_443_TCP", "tcp://10.0.0.1:443");

        Reading reading = SealgateConfigReader.read(
                Configs.of(named(Map.of()), environment), NamedIssuersTest.class.getClassLoader());

        assertThat(reading.orThrow().issuers())
                .singleElement()
                .satisfies(issuer -> assertThat(issuer.audiences()).containsExactly("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "9", "Shop_2-eu", "verify"})
    void read_anyProperName_isTaken(String label) {
        Map<String, String> properties = new LinkedHashMap<>();
        named(Map.of()).forEach((name, value) -> properties.put(name.replace("acme", label), value));

        assertThat(Configs.read(properties).orThrow().issuer().label()).contains(label);
    }

    @Test
    void names_ofEachProperty_endAlikeAndAreToldApart() {
        PropertyNames names = new PropertyNames(Optional.of("acme"));

        assertThat(Arrays.stream(SealgateProperty.values()).map(names::of)).doesNotHaveDuplicates();
        for (SealgateProperty property : SealgateProperty.values()) {
            assertThat(PropertyNames.DEFAULT.of(property)).isEqualTo(property.propertyName());
            assertThat(names.of(property))
                    .isEqualTo(property.perIssuer() ? ACME + property.suffix() : property.propertyName());
            assertThat(SealgateProperty.ofSuffix(property.suffix())).contains(property);
        }
        assertThat(names.in("Set mp.jwt.verify.issuer, sealgate.realm and sealgate.no-such. Or sealgate.roles.from."))
                .isEqualTo("Set " + ACME + "verify.issuer, sealgate.realm and sealgate.no-such. Or " + ACME
                        + "roles.from.");
        assertThat(names.in(ACME + "verify.issuer")).isEqualTo(ACME + "verify.issuer");
    }

    @Test
    void config_noIssuerOrOneTwice_throws() {
        SealgateConfig config = Configs.read(Configs.VALID).orThrow();
        Issuer issuer = config.issuer();
        Issuer same = new Issuer(
                Optional.of("acme"),
                issuer.name(),
                Set.of("other"),
                issuer.verification(),
                issuer.decryption(),
                issuer.claims());

        assertThatIllegalArgumentException().isThrownBy(() -> config.with(List.<Issuer>of()));
        assertThatIllegalArgumentException().isThrownBy(() -> config.with(List.of(issuer, same)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PropertyNames(Optional.of("a.b")));
    }
}
