package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.servlet.CapturedLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Names of claims that are likely to be meant for JSON Pointers: the deployment succeeds, and the log warns. */
class SlashedClaimsTest {
    @RequiresClaim(name = "realm_access/roles", anyOf = "boss")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Bosses {}

    interface Service {
        @RequiresClaim(name = "inherited/claim")
        void inherited();
    }

    @ApplicationScoped
    @RequiresClaim(name = "of/class", reportOnly = true)
    static class Slashed implements Service {
        @RequiresClaim(name = "realm_access/roles", anyOf = "clerk")
        public void single() {}

        @RequiresAnyOf({@RequiresClaim(name = "one/of"), @RequiresClaim(name = "/two/of"), @RequiresClaim(name = "a/b")
        })
        public void group() {}

        @RequiresClaim(name = "bound/claim", equalsArgument = "0")
        public void bound(String tenant) {}

        @Bosses
        public void own() {}

        @Override
        public void inherited() {}
    }

    @ApplicationScoped
    @RequiresClaim(name = "tenant")
    static class Fine {
        @RequiresClaim(name = "/realm_access/roles", anyOf = "clerk")
        @RequiresClaim(name = "/realm_access~1roles")
        @RequiresClaim(name = "https://example.com/roles")
        @RequiresClaim(name = "urn:example:a/b")
        @RequiresClaim(name = "path", equals = "a/b")
        @RequiresRole("a/b")
        @RequiresScope("a/b")
        public void call() {}
    }

    private static List<String> warnings(Class<?> bean) {
        try (CapturedLog log = CapturedLog.open();
                WeldContainer container = new Weld()
                        .disableDiscovery()
                        .addExtension(new SealgateExtension(application -> false))
                        .beanClasses(bean, TestRequests.class)
                        .initialize()) {
            assertThat(container.isRunning()).isTrue();
            return log.warnings();
        }
    }

    @Test
    void deploy_slashInsideOfANameThatIsNoUri_warnsOnceForEachPlace() {
        String type = Slashed.class.getName();

        assertThat(warnings(Slashed.class))
                .allMatch(line -> line.startsWith("SG-229 @Requires"))
                .extracting(line ->
                        line.replaceFirst("has no slash before it.*", "").strip())
                .containsExactlyInAnyOrder(
                        "SG-229 @RequiresClaim on " + type + ": \"of/class\"",
                        "SG-229 @RequiresClaim on " + type + "#single: \"realm_access/roles\"",
                        "SG-229 @RequiresAnyOf on " + type + "#group: \"one/of\"",
                        "SG-229 @RequiresAnyOf on " + type + "#group: \"a/b\"",
                        "SG-229 @RequiresClaim on " + type + "#bound: \"bound/claim\"",
                        "SG-229 @RequiresClaim on " + type + "#own: \"realm_access/roles\"",
                        "SG-229 @RequiresClaim on " + Service.class.getName() + "#inherited: \"inherited/claim\"");
    }

    @Test
    void deploy_pointersAndUris_doesNotWarn() {
        assertThat(warnings(Fine.class)).isEmpty();
    }
}
