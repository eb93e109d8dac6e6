package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for a member of a claim and means a claim of a name with a slash: allowed, for there are such claims, and warned of. */
class SlashedClaimTest {
    private static final String ROLES_FROM = "sealgate.roles.from";

    private static Reading read(String... changes) {
        return Configs.read(Configs.validBut(changes));
    }

    @Test
    void read_slashInside_warnsAndSaysWhatToWrite() {
        Reading reading = read(ROLES_FROM, "groups, realm_access/roles");

        assertThat(reading.orThrow().issuer().claims().rolesFrom()).containsExactly("groups", "realm_access/roles");
        assertThat(reading.warnings())
                .singleElement()
                .hasToString(
                        "SG-229 sealgate.roles.from: \"realm_access/roles\" has no slash before it, so the claim of"
                                + " just this name is read. For the member \"roles\" of the claim \"realm_access\" write"
                                + " \"/realm_access/roles\"; if the claim is called so, write \"/realm_access~1roles\", which is"
                                + " the same without this warning.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/roles",
                "a/b/c",
                "a/",
                "a//b",
                "resource_access/shop/roles",
                "a/b:c",
                "a/urn:b",
                "kubernetes.io/serviceaccount/namespace"
            })
    void read_slashInsideOfWhatIsNoUri_warns(String claim) {
        assertThat(read(ROLES_FROM, claim).warnings())
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(tuple("SG-229", ROLES_FROM));
        assertThat(read("sealgate.verify.required-claims", "sub," + claim).warnings())
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(tuple("SG-229", "sealgate.verify.required-claims"));
        assertThat(read("sealgate.path.a.path", "/a", "sealgate.path.a.require", "role:b,claim:" + claim + " equals c")
                        .warnings())
                .extracting(ConfigProblem::code, ConfigProblem::property)
                .containsExactly(tuple("SG-229", "sealgate.path.a.require"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups",
                "/realm_access/roles",
                "/realm_access~1roles",
                "https://example.com/roles",
                "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
                "urn:example:a/b",
                "cognito:groups",
                "tag:example.com,2026:a/b",
                "a/b://c",
                "keycloak",
                "a~b"
            })
    void read_pointerOrUriOrPlainName_doesNotWarn(String claim) {
        assertThat(read(ROLES_FROM, claim.replace(",", "\\,")).warnings()).isEmpty();
        assertThat(read(
                                "sealgate.path.a.path",
                                "/a",
                                "sealgate.path.a.require",
                                "claim:" + (claim.startsWith("/") ? claim : claim.replace(",", "\\,")))
                        .warnings())
                .isEmpty();
    }

    @Test
    void read_rolesAndScopesWithSlashes_doNotWarn() {
        assertThat(read(
                                "sealgate.path.a.path",
                                "/a",
                                "sealgate.path.a.require",
                                "role:a/b,scope:c/d,claim:e equals f/g")
                        .warnings())
                .isEmpty();
        assertThat(read("sealgate.roles.map", "a/b:c").warnings()).isEmpty();
    }

    @Test
    void read_tildes_areEscapedUnlessTheyAlreadyAre() {
        assertThat(SlashedClaim.of("a~b/c").orElseThrow().mend()).contains("write \"/a~0b/c\";", "write \"/a~0b~1c\",");
        assertThat(SlashedClaim.of("resource_access/my~1shop/roles")
                        .orElseThrow()
                        .mend())
                .contains("write \"/resource_access/my~1shop/roles\";");
        assertThat(SlashedClaim.of("a\n/" + "b".repeat(500)).orElseThrow().mend())
                .matches("[ -~]{1,500}")
                .endsWith(".");
    }

    @Test
    void read_severalIssuers_namesThePropertyOfEach() {
        Reading reading = read(
                ROLES_FROM,
                "a/b",
                "sealgate.issuer.acme.verify.issuer",
                "https://acme.example",
                "sealgate.issuer.acme.verify.audiences",
                "orders",
                "sealgate.issuer.acme.verify.publickey",
                Configs.PUBLIC_KEY,
                "sealgate.issuer.acme.roles.from",
                "c/d,e/f");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings())
                .extracting(ConfigProblem::property)
                .containsExactly(ROLES_FROM, "sealgate.issuer.acme.roles.from", "sealgate.issuer.acme.roles.from");
    }

    @Test
    void read_problemsBesides_bothAreFound() {
        Reading reading = read(ROLES_FROM, "a/b", "mp.jwt.verify.issuer", null);

        assertThat(reading.problems()).extracting(ConfigProblem::code).containsExactly("SG-101");
        assertThat(reading.warnings()).extracting(ConfigProblem::code).containsExactly("SG-229");
    }
}
