package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestTokens;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what once a token is found valid, over TLS. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorizationConformanceIT extends TokenConformance {
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void requirement_fulfilled_passes(String method, String path, TestTokens claims) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(TestIssuer.sign(claims)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).startsWith("SECRET");
    }

    static Stream<Arguments> requirement_fulfilled_passes() {
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "other orders:write")),
                Arguments.of(
                        "DELETE",
                        ORDERS + "/1",
                        TestTokens.valid().claim("scope", "orders:write").claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid().claim("email", "a@example.org")),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme")),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:write orders:read")),
                Arguments.of("GET", "/api/claims/pointer", roles("clerk", "guest")),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("auditor", true)),
                Arguments.of(
                        "GET",
                        "/api/audit/approval",
                        TestTokens.valid().claim("auditor", 1).claim("approver", "yes")),
                Arguments.of("GET", "/api/async/stage", reader()),
                Arguments.of("GET", "/api/async/suspended", reader()),
                Arguments.of("GET", "/guarded", reader()),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid().claim("groups", List.of("user"))),
                Arguments.of("GET", "/api/roles/admin", TestTokens.valid().claim("groups", List.of("operator"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @Requirement({103, 104})
    void requirement_notFulfilled_isForbidden(String method, String path, TestTokens claims, Reason reason) {
        Answer answer = send(method, path, method.equals("POST") ? "book" : "", bearer(keep(TestIssuer.sign(claims))));
        answer.isRefusal(reason);
    }

    static Stream<Arguments> requirement_notFulfilled_isForbidden() {
        Reason claim = Reason.CLAIM_REQUIRED;
        return Stream.of(
                Arguments.of("GET", ORDERS, TestTokens.valid(), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "orders"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", "ORDERS:READ"), claim),
                Arguments.of("GET", ORDERS, TestTokens.valid().claim("scope", null), claim),
                Arguments.of("POST", ORDERS, TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("scope", "orders:write"), claim),
                Arguments.of("DELETE", ORDERS + "/1", TestTokens.valid().claim("tenant", "acme"), claim),
                Arguments.of("GET", "/api/claims/present", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", "acme2"), claim),
                Arguments.of("GET", "/api/claims/equals", TestTokens.valid().claim("tenant", List.of("acme")), claim),
                Arguments.of("GET", "/api/claims/all", TestTokens.valid().claim("scope", "orders:read"), claim),
                Arguments.of("GET", "/api/claims/pointer", roles("guest"), claim),
                Arguments.of("GET", "/api/claims/pointer", TestTokens.valid().claim("realm_access", "clerk"), claim),
                Arguments.of("GET", "/api/audit", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("auditor", true), claim),
                Arguments.of("GET", "/api/audit/approval", TestTokens.valid().claim("approver", "yes"), claim),
                Arguments.of("GET", "/api/async/stage", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/async/suspended", TestTokens.valid(), claim),
                Arguments.of("GET", "/api/roles/user", TestTokens.valid(), Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/user",
                        TestTokens.valid().claim("groups", List.of("User")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/admin",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ROLE_REQUIRED),
                Arguments.of(
                        "GET",
                        "/api/roles/nobody",
                        TestTokens.valid().claim("groups", List.of("user")),
                        Reason.ACCESS_DENIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders/1",
                "/api/claims/present",
                "/api/claims/equals",
                "/api/claims/all",
                "/api/claims/pointer",
                "/api/audit",
                "/api/audit/approval",
                "/api/async/stage",
                "/api/async/suspended",
                "/api/roles/user",
                "/api/roles/admin",
                "/api/roles/nobody",
                "/api/shared"
            })
    @Requirement(106)
    void requirement_noToken_isUnauthorized(String path) {
        get(path).isRefusal(Reason.TOKEN_REQUIRED);
    }

    @Test
    void permitAll_inAGuardedClass_passesEverybody() {
        get("/api/roles/everybody").isOk("open to everybody");
        get("/api/roles/everybody", bearer(signed())).isOk("open to everybody");
    }

    @Test
    void bean_calledByAServlet_isGuarded() {
        Answer anonymous = get("/guarded");
        assertThat(anonymous.status()).isEqualTo(401);
        anonymous.givesNothingAway();
        Answer other = get("/guarded", bearer(TestIssuer.sign(TestTokens.valid())));
        assertThat(other.status()).isEqualTo(403);
        other.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer e30.e30.e30"})
    void post_refused_doesNotWaitForTheBody(String credentials) {
        Answer answer = CLIENT.sendRawHead("POST " + CONTEXT + ORDERS + " HTTP/1.1\r\nHost: localhost\r\n"
                + (credentials.isEmpty() ? "" : "Authorization: " + credentials + "\r\n")
                + "Content-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @Test
    void head_noToken_hasNoBody() {
        Answer answer = send("HEAD", ORDERS, "");
        answer.isRefusalWithoutBody(Reason.TOKEN_REQUIRED);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_token_passes() {
        assertThat(send("HEAD", ORDERS, "", bearer(signed())).status()).isEqualTo(200);
    }
}
