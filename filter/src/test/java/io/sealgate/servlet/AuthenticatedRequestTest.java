package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticatedRequestTest {
    /** A request of a container that knows nobody and lets nobody in. */
    private static final HttpServletRequest UNKNOWN = (HttpServletRequest) Proxy.newProxyInstance(
            AuthenticatedRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);

    private static AuthenticatedRequest request(String... roles) {
        return new AuthenticatedRequest(UNKNOWN, new TestCallers.Caller("alice", Set.of(roles)));
    }

    @Test
    void isUserInRole_rolesOfTheToken_areExact() {
        AuthenticatedRequest request = request("clerk", "*");

        assertThat(request.isUserInRole("clerk")).isTrue();
        assertThat(request.isUserInRole("**")).isTrue();
        assertThat(request.isUserInRole("Clerk")).isFalse();
        assertThat(request.isUserInRole("clerk2")).isFalse();
        assertThat(request.isUserInRole("*")).isFalse();
        assertThat(request.isUserInRole("")).isFalse();
        assertThat(request.isUserInRole(null)).isFalse();
    }

    @Test
    void authenticate_callerKnown_doesNotAskTheContainer() throws Exception {
        assertThat(request().authenticate(null)).isTrue();
    }

    @Test
    void login_callerKnown_throws() {
        assertThatThrownBy(() -> request().login("mallory", "password"))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("logout()");
    }

    @Test
    void logout_thenEverythingSaysNobody() throws Exception {
        AuthenticatedRequest request = request("clerk");
        request.logout();

        assertThat(request.getUserPrincipal()).isNull();
        assertThat(request.getRemoteUser()).isNull();
        assertThat(request.getAuthType()).isNull();
        assertThat(request.isUserInRole("clerk")).isFalse();
        assertThat(request.isUserInRole("**")).isFalse();
        assertThat(request.authenticate(null)).isFalse();
        request.login("bob", "password");
    }
}
