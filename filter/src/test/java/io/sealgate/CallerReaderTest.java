package io.sealgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.RoleNames;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedJws;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerReaderTest {
    private static final String ALICE = "\"sub\":\"alice\",\"iss\":\"i\"";

    private static VerifiedToken token(String members) {
        JsonReader reader = new JsonReader(("{" + members + "}").getBytes(UTF_8), JsonLimits.CLAIMS);
        assertThat(reader.read()).as(members).isNull();
        return VerifiedJws.of(new ProtectedHeader("ES256", "k1", null, null, null), reader.object(), false);
    }

    private static TokenPrincipal read(String members, String... rolesFrom) {
        return TestIssuers.callers(List.of(rolesFrom)).read(token(members));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"upn\":\"u\",\"preferred_username\":\"p\",\"sub\":\"s\" | u",
                "\"sub\":\"s\",\"preferred_username\":\"p\" | p",
                "\"sub\":\"s\" | s",
                "\"upn\":\"\",\"preferred_username\":\"\",\"sub\":\"s\" | s",
                "\"upn\":\"\",\"preferred_username\":\"p\",\"sub\":\"s\" | p",
                "\"upn\":7,\"sub\":\"s\" | s"
            })
    void getName_severalNames_isTheFirst(String members, String name) {
        assertThat(read(members).getName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"sub\":\"\"", "\"sub\":7", "\"name\":\"a\""})
    void read_noName_throws(String members) {
        assertThatIllegalStateException().isThrownBy(() -> read(members));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"groups\":[\"a\",\"b\"] | a,b",
                "\"groups\":\"a b\" | a b",
                "\"groups\":[] | ``",
                "\"groups\":[\"a\",7,null,[\"c\"],\"\",\"a\"] | a",
                "\"groups\":7 | ``",
                "\"groups\":{\"a\":1} | ``",
                "\"groups\":null | ``",
                "\"scope\":\"r w\" | r,w",
                "\"scope\":\"r  w \" | r,w",
                "\"scope\":[\"r w\"] | r w",
                "\"realm\":{\"roles\":[\"admin\"]} | admin",
                "\"realm\":{\"roles\":\"x y\"} | x y",
                "\"realm\":{\"roles\":[\"admin\"]},\"groups\":[\"b\",\"admin\"],\"scope\":\"w\" | b,admin,w",
                "\"/realm/roles\":[\"fake\"] | ``"
            })
    void roles_configuredSources_holdTheirStrings(String members, String roles) {
        TokenPrincipal caller = read(ALICE + "," + members, "groups", "/realm/roles", "scope");
        assertThat(String.join(",", caller.roles())).isEqualTo(roles);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> caller.roles().add("x"));
    }

    /** As the warning about such names says. */
    @ParameterizedTest
    @ValueSource(strings = {"realm/roles", "/realm~1roles"})
    void roles_slashInTheNameOfTheClaim_isNoPath(String source) {
        assertThat(read(ALICE + ",\"realm/roles\":[\"a\"],\"realm\":{\"roles\":[\"b\"]}", source)
                        .roles())
                .containsExactly("a");
        assertThat(read(ALICE + ",\"realm\":{\"roles\":[\"b\"]}", source).roles())
                .isEmpty();
    }

    @Test
    void roles_sourceNotConfigured_isNotLookedAt() {
        assertThat(read(ALICE + ",\"groups\":[\"a\"],\"scope\":\"b\"", "scope").roles())
                .containsExactly("b");
        assertThat(read(ALICE + ",\"groups\":[\"a\"]").roles()).isEmpty();
    }

    @Test
    void read_anyToken_keepsIssuerSubjectAndToken() {
        VerifiedToken token = token(ALICE);
        TokenPrincipal caller = TestIssuers.callers(List.of()).read(token);
        assertThat(caller.issuer()).contains("i");
        assertThat(caller.subject()).contains("alice");
        assertThat(caller.token()).isSameAs(token);
        assertThat(caller.claims()).isSameAs(token.claims());
        assertThat(caller.toString()).contains("iss=i").doesNotContain("alice");
    }

    @Test
    void equals_sameIssuerAndSubject_isTrueWhateverTheRest() {
        TokenPrincipal caller = read("\"sub\":\"s\",\"iss\":\"i\",\"upn\":\"a\",\"groups\":[\"x\"]", "groups");
        TokenPrincipal same = read("\"sub\":\"s\",\"iss\":\"i\",\"upn\":\"b\"");
        assertThat(caller).isEqualTo(same).hasSameHashCodeAs(same).isEqualTo(caller);
        TokenPrincipal nameless = read("\"iss\":\"i\",\"upn\":\"a\"");
        assertThat(nameless).isEqualTo(read("\"iss\":\"i\",\"upn\":\"a\",\"x\":1"));
    }

    @Test
    void equals_anotherCaller_isFalse() {
        TokenPrincipal caller = read("\"sub\":\"s\",\"iss\":\"i\"");
        assertThat(caller)
                .isNotEqualTo(read("\"sub\":\"s\",\"iss\":\"j\""))
                .isNotEqualTo(read("\"sub\":\"t\",\"iss\":\"i\""))
                .isNotEqualTo(read("\"sub\":\"s\""))
                .isNotEqualTo(read("\"upn\":\"s\",\"iss\":\"i\""))
                .isNotEqualTo(null)
                .isNotEqualTo("s");
        assertThat(read("\"iss\":\"i\",\"upn\":\"a\"")).isNotEqualTo(read("\"iss\":\"i\",\"upn\":\"b\""));
        assertThat(caller.hashCode())
                .isNotEqualTo(read("\"sub\":\"t\",\"iss\":\"j\"").hashCode());
    }

    @Test
    void roles_withOtherNames_areCalledThose() {
        CallerReader reader = new CallerReader(
                List.of("groups", "scope"),
                new RoleNames("acme.", Map.of("admin", "ADMIN", "read:orders", "CLERK", "b", "a")),
                Claims.STANDARD_PRINCIPAL);

        assertThat(reader.read(token(
                                ALICE + ",\"groups\":[\"admin\",\"Admin\",\"a\",\"b\"],\"scope\":\"read:orders x\""))
                        .roles())
                .containsExactly("acme.ADMIN", "acme.Admin", "acme.a", "acme.CLERK", "acme.x");
    }

    @Test
    void getName_otherClaims_areTakenInTheirOrder() {
        CallerReader reader = new CallerReader(List.of(), RoleNames.AS_THEY_ARE, List.of("email", "sub"));

        assertThat(reader.read(token(ALICE + ",\"upn\":\"u\",\"email\":\"e\"")).getName())
                .isEqualTo("e");
        assertThat(reader.read(token(ALICE + ",\"upn\":\"u\"")).getName()).isEqualTo("alice");
        assertThatIllegalStateException().isThrownBy(() -> reader.read(token("\"upn\":\"u\"")));
    }
}
