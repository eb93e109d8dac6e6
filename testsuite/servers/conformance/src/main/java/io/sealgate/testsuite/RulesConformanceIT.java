package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to ask something of a claim lets the same requests pass on every server. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class RulesConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts("rules", "io.sealgate.testsuite.rules", TestIssuer.configuration());
    }

    static Stream<Arguments> rule_fulfilled_passes() {
        return Stream.of(
                Arguments.of("/rules/scope", scope("orders:write orders:read")),
                Arguments.of("/rules/role", groups("clerk")),
                Arguments.of("/rules/any", groups("boss")),
                Arguments.of("/rules/any", token().claim("level", 3)),
                Arguments.of("/rules/authentication", authenticated("phr", 200)),
                Arguments.of("/rules/claims", claims()),
                Arguments.of("/tenants/acme", tenant("acme")),
                Arguments.of("/tenants/a%63me", tenant("acme")),
                Arguments.of("/tenants/x/query?tenant=acme&tenant=acm%65", tenant("acme")),
                Arguments.of("/tenants/acme/argument", tenant("acme").claim("scope", "ledger")),
                Arguments.of("/tenants/acme/open/7", tenant("acme").claim("account", "7")),
                Arguments.of("/tenants/acme/guarded", tenant("acme")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rule_fulfilled_passes(String path, TestTokens claims) {
        Answer answer = get(path, claims);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).startsWith("SECRET");
    }

    static Stream<Arguments> rule_notFulfilled_isRefused() {
        Reason claim = Reason.CLAIM_REQUIRED;
        Reason authentication = Reason.AUTHENTICATION_INSUFFICIENT;
        String scope = ", scope=\"orders:read orders:write\"";
        String stepUp = ", acr_values=\"phr\", max_age=\"300\"";
        return Stream.of(
                Arguments.of("/rules/scope", scope("orders:read"), claim, scope),
                Arguments.of("/rules/scope", scope("orders:read,orders:write"), claim, scope),
                Arguments.of("/rules/role", groups("clerks"), Reason.ROLE_REQUIRED, ""),
                Arguments.of("/rules/role", token().claim("role", "clerk"), Reason.ROLE_REQUIRED, ""),
                Arguments.of("/rules/any", groups("guest").claim("level", 2), claim, ""),
                Arguments.of("/rules/any", token().claim("level", "3"), claim, ""),
                Arguments.of("/rules/authentication", authenticated("phr", 400), authentication, stepUp),
                Arguments.of("/rules/authentication", authenticated("pwd", 10), authentication, stepUp),
                Arguments.of("/rules/authentication", token(), authentication, stepUp),
                Arguments.of("/rules/claims", claims().claim("act", null), claim, ""),
                Arguments.of("/rules/claims", claims().claim("groups", List.of("clerk", "suspended")), claim, ""),
                Arguments.of("/rules/claims", claims().without("groups"), claim, ""),
                Arguments.of("/rules/claims", claims().claim("email_verified", "true"), claim, ""),
                Arguments.of("/rules/claims", claims().claim("number", "5"), claim, ""),
                Arguments.of("/rules/events", token(), claim, ", scope=\"orders:read\""),
                Arguments.of("/tenants/other", tenant("acme"), claim, ""),
                Arguments.of("/tenants/acme?tenantId=other", tenant("other"), claim, ""),
                Arguments.of("/tenants/acme/query", tenant("acme"), claim, ""),
                Arguments.of("/tenants/acme/query?tenant=acme&tenant=other", tenant("acme"), claim, ""),
                Arguments.of("/tenants/acme/query?tenant=other&tenant=acme", tenant("acme"), claim, ""),
                Arguments.of("/tenants/acme/header", tenant("acme"), claim, ""),
                Arguments.of("/tenants/other/argument", tenant("acme").claim("scope", "ledger"), claim, ""),
                Arguments.of("/tenants/acme/argument", tenant("acme"), claim, ", scope=\"ledger\""),
                Arguments.of("/tenants/other/open/7", tenant("acme").claim("account", "7"), claim, ""),
                Arguments.of("/tenants/acme/open/8", tenant("acme").claim("account", "7"), claim, ""),
                Arguments.of("/tenants/other/guarded", tenant("acme"), claim, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rule_notFulfilled_isRefused(String path, TestTokens claims, Reason reason, String needs) {
        get(path, claims).isRefusal(reason, needs);
    }

    /** Path parameters are decoded once. Jetty does not pass such a path on. */
    @Test
    void parameter_encodedTwice_isAnother() {
        DecisionRecorder.whoeverRefuses();
        get("/tenants/a%2563me", tenant("acme")).isRefusedWith(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rules/scope",
                "/rules/role",
                "/rules/any",
                "/rules/authentication",
                "/rules/claims",
                "/rules/events",
                "/tenants/acme",
                "/tenants/acme/query?tenant=acme",
                "/tenants/acme/header",
                "/tenants/acme/argument",
                "/tenants/acme/open/7",
                "/tenants/acme/guarded"
            })
    void rule_noToken_isRefused(String path) {
        CLIENT.get(https(path)).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void header_eachLine_hasToEqualTheClaim() {
        String token = "Bearer " + TestIssuer.sign(tenant("acme"));
        URI header = https("/tenants/x/header");
        CLIENT.get(header, "Authorization", token, "X-Tenant", "acme").isOk("SECRET header");
        CLIENT.get(header, "Authorization", token, "X-Tenant", "other").isRefusal(Reason.CLAIM_REQUIRED);
        CLIENT.get(header, "Authorization", token, "X-Tenant", "acme", "X-Tenant", "other")
                .isRefusal(Reason.CLAIM_REQUIRED);
    }

    @Test
    void events_scope_areSent() {
        Answer answer = get("/rules/events", scope("orders:read"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).contains("SECRET event");
    }

    private static TestTokens token() {
        return TestTokens.valid();
    }

    private static TestTokens scope(String scope) {
        return token().claim("scope", scope);
    }

    private static TestTokens groups(String... groups) {
        return token().claim("groups", List.of(groups));
    }

    private static TestTokens tenant(String tenant) {
        return token().claim("tenant", tenant);
    }

    private static TestTokens authenticated(String acr, int secondsAgo) {
        return token().claim("acr", acr).claim("auth_time", Instant.now().getEpochSecond() - secondsAgo);
    }

    private static TestTokens claims() {
        return groups("clerk").claim("email_verified", true).claim("number", 5);
    }

    private static Answer get(String path, TestTokens claims) {
        return CLIENT.get(https(path), "Authorization", "Bearer " + TestIssuer.sign(claims));
    }

    private static URI https(String path) {
        return ServerUnderTest.https("/rules/api" + path);
    }
}
