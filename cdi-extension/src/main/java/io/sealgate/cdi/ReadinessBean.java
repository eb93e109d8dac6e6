package io.sealgate.cdi;

import static java.util.Objects.requireNonNull;

import io.sealgate.SealgateStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * {@link KeysReadiness} as a bean in the archive of another one. WildFly's health subsystem sees the application's own archives alone, not those of beans that extensions add; and
 * Weld puts into an archive what names a class of it, unless it comes from a configurator.
 *
 * @param neighbour the class of that other bean
 */
record ReadinessBean(Class<?> neighbour, Supplier<SealgateStatus> status) implements Bean<HealthCheck> {
    ReadinessBean {
        requireNonNull(neighbour, "neighbour");
        requireNonNull(status, "status");
    }

    @Override
    public HealthCheck create(CreationalContext<HealthCheck> context) {
        return new KeysReadiness(status);
    }

    @Override
    public void destroy(HealthCheck instance, CreationalContext<HealthCheck> context) {
        context.release();
    }

    @Override
    public Class<?> getBeanClass() {
        return neighbour;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(HealthCheck.class, Object.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Readiness.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return ApplicationScoped.class;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }
}
