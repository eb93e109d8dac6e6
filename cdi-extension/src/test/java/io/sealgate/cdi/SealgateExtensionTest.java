package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class SealgateExtensionTest {

    @ApplicationScoped
    static class PrivateMethod {
        @RequiresClaim(name = "a")
        private void hidden() {}
    }

    @Dependent
    static class FinalMethod {
        @RequiresClaim(name = "a")
        public final void sealed() {}
    }

    @Dependent
    @RequiresClaim(name = "a")
    static final class FinalClass {
        public void call() {}
    }

    @ApplicationScoped
    static class TwoMatchers {
        @RequiresClaim(name = "a", equals = "x", anyOf = "y")
        public void call() {}
    }

    interface InvalidService {
        @RequiresClaim(name = "")
        void call();
    }

    @ApplicationScoped
    static class InvalidImpl implements InvalidService {
        @Override
        public void call() {}
    }

    @ApplicationScoped
    static class TwoRequests {
        @Produces
        static HttpServletRequest one() {
            return TestRequests.request();
        }

        @Produces
        static HttpServletRequest another() {
            return TestRequests.request();
        }
    }

    @ApplicationScoped
    static class Fine {
        @RequiresClaim(name = "a")
        public void call() {}
    }

    private static Weld weld(SealgateExtension extension, Class<?>... beans) {
        return new Weld().disableDiscovery().addExtension(extension).beanClasses(beans);
    }

    private static void assertFails(Class<?>[] beans, String... messages) {
        assertThatThrownBy(() ->
                        weld(new SealgateExtension(application -> {}), beans).initialize())
                .satisfies(failure -> assertThat(failure.getMessage()).contains(messages));
    }

    private static Class<?>[] beans(Class<?>... beans) {
        return beans;
    }

    @Test
    void deploy_noProblem_succeedsAndKnowsTheGuardedBeans() {
        SealgateExtension extension = new SealgateExtension(application -> {});
        try (WeldContainer container =
                weld(extension, Fine.class, TestRequests.class).initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(extension.isValidated()).isTrue();
            assertThat(extension.guardedBeans()).containsExactly(Fine.class);
        }
    }

    @Test
    void deploy_privateMethod_fails() {
        assertFails(beans(PrivateMethod.class), "PrivateMethod#hidden has @RequiresClaim but is private");
    }

    @Test
    void deploy_finalMethod_fails() {
        assertFails(beans(FinalMethod.class), "FinalMethod#sealed has @RequiresClaim but is final");
    }

    @Test
    void deploy_finalClass_fails() {
        assertFails(beans(FinalClass.class), "FinalClass has @RequiresClaim but is a final class");
    }

    @Test
    void deploy_invalidAnnotation_fails() {
        assertFails(beans(TwoMatchers.class), "TwoMatchers#call asks for claim a in more than one way");
    }

    @Test
    void deploy_invalidAnnotationInInterface_fails() {
        assertFails(beans(InvalidImpl.class), "InvalidService#call names no claim");
    }

    @Test
    void deploy_secondRequestBean_fails() {
        assertFails(beans(TwoRequests.class), "More than one bean is an HttpServletRequest, so the caller");
    }

    @Test
    void deploy_severalProblems_reportsAllAtOnce() {
        ConfigProblem problem = new ConfigProblem("SG-101", "mp.jwt.verify.issuer", "It is not set.", "Set it.");
        SealgateExtension extension = new SealgateExtension(application -> {
            throw new InvalidConfigurationException(List.of(problem));
        });
        assertThatThrownBy(() ->
                        weld(extension, PrivateMethod.class, TwoMatchers.class).initialize())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "SG-101 mp.jwt.verify.issuer: It is not set. Set it.",
                                "PrivateMethod#hidden",
                                "TwoMatchers#call"));
    }
}
