package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Where the mechanism is a bean; what it does is tested on servers. */
class TokenMechanismTest {

    @ApplicationScoped
    static class Own implements HttpAuthenticationMechanism {
        @Override
        public AuthenticationStatus validateRequest(
                HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
            return context.doNothing();
        }
    }

    @ApplicationScoped
    static class Combined extends Own {
        final HttpAuthenticationMechanism tokens;

        Combined() {
            tokens = this;
        }

        @Inject
        Combined(@SealgateAuthenticationMechanism HttpAuthenticationMechanism tokens) {
            this.tokens = tokens;
        }
    }

    @ApplicationScoped
    static class Asking {
        @Inject
        @SealgateAuthenticationMechanism
        HttpAuthenticationMechanism tokens;
    }

    private final SealgateExtension extension = new SealgateExtension(application -> false);

    private WeldContainer boot(Class<?>... beans) {
        return new Weld()
                .disableDiscovery()
                .addExtension(extension)
                .beanClasses(TestRequests.class)
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void deploy_nobodyAsks_isNoBean() {
        try (WeldContainer container = boot(Own.class)) {
            assertThat(extension.asksForMechanism()).isFalse();
            assertThat(container.select(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE))
                    .hasSize(1);
        }
    }

    @Test
    void deploy_ownMechanismAsks_isInjectedAndNotTheDefault() {
        try (WeldContainer container = boot(Combined.class)) {
            assertThat(extension.asksForMechanism()).isTrue();
            assertThat(container
                            .select(HttpAuthenticationMechanism.class, SealgateAuthenticationMechanism.Literal.INSTANCE)
                            .isResolvable())
                    .isTrue();
            assertThat(container
                            .select(HttpAuthenticationMechanism.class)
                            .getHandle()
                            .getBean()
                            .getBeanClass())
                    .isEqualTo(Combined.class);
        }
    }

    @Test
    void deploy_nobodyToCallIt_fails() {
        assertThatThrownBy(() -> boot(Asking.class)).hasMessageContaining("no HttpAuthenticationMechanism of its own");
    }
}
