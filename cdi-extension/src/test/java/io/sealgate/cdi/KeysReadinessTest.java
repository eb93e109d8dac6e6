package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.SealgateStatus;
import io.sealgate.SealgateStatus.IssuerStatus;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.spi.HealthCheckResponseProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysReadinessTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

    /** Answers without a server that would write them down. */
    private static final class Responses implements HealthCheckResponseProvider {
        @Override
        public HealthCheckResponseBuilder createResponseBuilder() {
            return new HealthCheckResponseBuilder() {
                private final Map<String, Object> data = new TreeMap<>();
                private String name = "";
                private boolean up;

                @Override
                public HealthCheckResponseBuilder name(String given) {
                    name = given;
                    return this;
                }

                @Override
                public HealthCheckResponseBuilder withData(String key, String value) {
                    data.put(key, value);
                    return this;
                }

                @Override
                public HealthCheckResponseBuilder withData(String key, long value) {
                    data.put(key, value);
                    return this;
                }

                @Override
                public HealthCheckResponseBuilder withData(String key, boolean value) {
                    data.put(key, value);
                    return this;
                }

                @Override
                public HealthCheckResponseBuilder up() {
                    return status(true);
                }

                @Override
                public HealthCheckResponseBuilder down() {
                    return status(false);
                }

                @Override
                public HealthCheckResponseBuilder status(boolean given) {
                    up = given;
                    return this;
                }

                @Override
                public HealthCheckResponse build() {
                    return new HealthCheckResponse(
                            name,
                            up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
                            Optional.of(data));
                }
            };
        }
    }

    @BeforeAll
    static void answer() {
        HealthCheckResponse.setResponseProvider(new Responses());
    }

    @AfterAll
    static void answerNoMore() {
        HealthCheckResponse.setResponseProvider(null);
    }

    private static IssuerStatus issuer(String label, boolean available, Optional<Instant> staleSince) {
        return new IssuerStatus(
                label.isEmpty() ? Optional.empty() : Optional.of(label),
                "https://secret.example",
                available,
                staleSince,
                staleSince,
                Optional.of("https://internal.example/jwks answered with status 500."),
                List.of());
    }

    private static HealthCheckResponse call(boolean ready, IssuerStatus... issuers) {
        return new KeysReadiness(() -> new SealgateStatus(ready, List.of(issuers), 0)).call();
    }

    @Test
    void call_noKeys_isDownAndTellsNothingOfTheInside() {
        HealthCheckResponse response = call(false, issuer("", false, Optional.empty()));

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getName()).isEqualTo("sealgate-keys");
        assertThat(response.getData()).contains(Map.of("mp.jwt.verify.issuer", "no keys"));
    }

    @Test
    void call_keysOfSome_isUpAndTellsWhich() {
        HealthCheckResponse response = call(
                true,
                issuer("", true, Optional.empty()),
                issuer("acme", false, Optional.of(SINCE)),
                issuer("b", true, Optional.of(SINCE)));

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData())
                .contains(Map.of(
                        "mp.jwt.verify.issuer", "keys are there",
                        "sealgate.issuer.acme.verify.issuer", "no keys",
                        "sealgate.issuer.b.verify.issuer", "keys are stale since " + SINCE));
    }

    @Test
    void deploy_whereHealthIsThere_hasTheBean() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new SealgateExtension(application -> false))
                .beanClasses(TestRequests.class)
                .initialize()) {
            assertThat(container
                            .select(KeysReadiness.class, Readiness.Literal.INSTANCE)
                            .isResolvable())
                    .isTrue();
        }
    }

    @Test
    void bean_besideAnother_isThereAsACheckAlone() {
        SealgateStatus status = new SealgateStatus(false, List.of(issuer("", false, Optional.empty())), 0);
        Extension extension = new Extension() {
            void add(@Observes AfterBeanDiscovery event) {
                event.addBean(new ReadinessBean(TestRequests.class, () -> status));
            }
        };
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(extension)
                .beanClasses(TestRequests.class)
                .initialize()) {
            assertThat(container
                            .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                            .get()
                            .call()
                            .getStatus())
                    .isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(container.select(HealthCheck.class).isUnsatisfied()).isTrue();
        }
    }
}
