package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does what the message says must not get the same message again. */
class DeploymentAdviceTest {
    @Test
    void bean_servletWithARuleOnItsMethod_isToldToAnnotateTheClassAndNotToInjectIt() {
        assertThat(DeploymentCheck.bean(ReportServlet.class))
                .singleElement()
                .asString()
                .startsWith(ReportServlet.class.getName() + "#doGet has @RequiresRole but is a method of a servlet")
                .contains("Annotate the class")
                .doesNotContain("Inject");
    }

    @Test
    void bean_servletThatCallsItsGuardedHelper_isStillRefused() {
        assertThat(DeploymentCheck.bean(HelpedServlet.class))
                .singleElement()
                .asString()
                .contains("HelpedServlet#help has @RequiresRole but is a method of a servlet");
    }

    @ParameterizedTest
    @ValueSource(classes = {Scoped.class, Depending.class, Hidden.class})
    void unguarded_classWithAScope_isNotToldToAddOne(Class<?> type) {
        assertThat(DeploymentCheck.unguarded(List.of(type), Set.of(), Set.of()))
                .singleElement()
                .asString()
                .contains("#count has @RequiresRole but is not an intercepted bean method")
                .contains("bean-discovery-mode=\"none\"", "@Vetoed")
                .doesNotContain("Add a scope");
    }

    @Test
    void unguarded_classWithoutAScope_isToldToAddOne() {
        assertThat(DeploymentCheck.unguarded(List.of(Plain.class), Set.of(), Set.of()))
                .singleElement()
                .asString()
                .endsWith("Add a scope such as @RequestScoped to " + Plain.class.getName() + ".");
    }

    static class ReportServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        @RequiresRole("auditor")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class HelpedServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            help();
        }

        @RequiresRole("auditor")
        void help() {}
    }

    @ApplicationScoped
    static class Scoped {
        @RequiresRole("auditor")
        public void count() {}
    }

    @Dependent
    static class Depending {
        @RequiresRole("auditor")
        public void count() {}
    }

    @Vetoed
    static class Hidden {
        @RequiresRole("auditor")
        public void count() {}
    }

    static class Plain {
        @RequiresRole("auditor")
        public void count() {}
    }
}
