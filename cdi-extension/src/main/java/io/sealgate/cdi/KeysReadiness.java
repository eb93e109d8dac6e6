package io.sealgate.cdi;

import io.sealgate.SealgateStatus;
import io.sealgate.SealgateStatus.IssuerStatus;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells MicroProfile Health that the application is not ready while there are no keys to verify tokens with. A bean only where the server has MicroProfile Health; {@link SealgateExtension} sees to
 * that. Says nothing that is not meant for everybody: of each issuer whether its keys are there, by the name of the property that names it.
 */
@Readiness
@ApplicationScoped
class KeysReadiness implements HealthCheck {
    private final Supplier<SealgateStatus> status;

    @Inject
    KeysReadiness(BeanManager beans) {
        this(() -> beans.getExtension(SealgateExtension.class).status());
    }

    KeysReadiness(Supplier<SealgateStatus> status) {
        this.status = status;
    }

    /** For the client proxy alone. */
    KeysReadiness() {
        this(() -> {
            throw new IllegalStateException("A client proxy was asked");
        });
    }

    @Override
    public HealthCheckResponse call() {
        SealgateStatus current = status.get();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("sealgate-keys").status(current.ready());
        for (IssuerStatus issuer : current.issuers()) {
            String name = new PropertyNames(issuer.label()).of(SealgateProperty.ISSUER);
            response.withData(
                    name,
                    issuer.staleSince()
                            .filter(since -> issuer.available())
                            .map(since -> "keys are stale since " + since)
                            .orElse(issuer.available() ? "keys are there" : "no keys"));
        }
        return response.build();
    }
}
