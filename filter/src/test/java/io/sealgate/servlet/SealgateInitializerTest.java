package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.servlet.TestServer.Response;
import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealgateInitializerTest {
    @TempDir
    private Path directory;

    @Test
    void services_initializer_isFoundByContainers() {
        assertThat(ServiceLoader.load(ServletContainerInitializer.class))
                .anyMatch(initializer -> initializer instanceof SealgateInitializer);
    }

    @Test
    void onStartup_goodConfiguration_protectsTheApplication() throws Exception {
        try (URLClassLoader loader = TestApplication.valid(directory);
                TestServer server = TestServer.start(true, loader, SealgateInitializerTest::install)) {
            assertThat(server.get("/").body()).isEqualTo("Anonymous");
            assertThat(server.get("/forward").body()).isEqualTo("Anonymous");

            Response refused = server.get("/", "Authorization: Bearer a.b.c");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers("WWW-Authenticate").get(0)).startsWith("Bearer realm=\"orders\", error=");
            assertThat(refused.headers("Other-Filter")).isEmpty();
            assertThat(server.get("/", "Authorization: Bearer").status()).isEqualTo(400);
        }
    }

    @Test
    void onStartup_plainHttp_refusesTokens() throws Exception {
        try (URLClassLoader loader = TestApplication.valid(directory);
                TestServer server = TestServer.start(false, loader, SealgateInitializerTest::install);
                CapturedLog log = CapturedLog.open()) {
            Response refused = server.get("/", "Authorization: Bearer a.b.c");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("Tokens are accepted over TLS only");
            assertThat(log.warnings())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("Refused INSECURE_TRANSPORT GET / ")
                            .contains("sealgate.transport.trusted-proxies"));
            assertThat(server.get("/").body()).isEqualTo("Anonymous");
        }
    }

    // Requirement 124
    @Test
    void onStartup_badConfiguration_stopsTheDeploymentWithAllProblems() throws Exception {
        try (URLClassLoader loader = TestApplication.with(directory, "mp.jwt.verify.isuer=https://idp.example\n")) {
            assertThatThrownBy(() -> TestServer.start(true, loader, SealgateInitializerTest::install))
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("mp.jwt.verify.isuer")
                    .hasMessageContaining("mp.jwt.verify.audiences");
        }
    }

    @Test
    void onStartup_containerThatOnlyWarns_keepsTheApplicationShut() throws Exception {
        try (URLClassLoader loader = TestApplication.with(directory, "mp.jwt.verify.isuer=https://idp.example\n");
                TestServer server = TestServer.start(true, loader, (classes, context) -> {
                    assertThatThrownBy(() -> new SealgateInitializer().onStartup(classes, context))
                            .isInstanceOf(InvalidConfigurationException.class);
                    context.addServlet("application", new Application()).addMapping("/");
                })) {
            assertThat(server.applicationIsAvailable()).isFalse();
            assertThat(server.get("/").status()).isIn(404, 503);
        }
    }

    @Test
    void contextDestroyed_letsGoOfTheSealgate() throws Exception {
        AtomicReference<ClassLoader> application = new AtomicReference<>();
        try (URLClassLoader loader = TestApplication.valid(directory);
                TestServer server = TestServer.start(true, loader, (classes, context) -> {
                    install(classes, context);
                    application.set(context.getClassLoader());
                })) {
            Sealgate sealgate = ApplicationSealgate.get(application.get());
            assertThat(ApplicationSealgate.get(application.get())).isSameAs(sealgate);
            server.stopApplication();

            // It would be made anew, and Tomcat lets nobody look for services in an application that has ended.
            assertThatThrownBy(() -> ApplicationSealgate.get(application.get()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Another filter is registered first, and comes second all the same. */
    private static void install(Set<Class<?>> classes, ServletContext context) {
        Filter other = (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Other-Filter", "called");
            chain.doFilter(request, response);
        };
        var registration = context.addFilter("other", other);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        context.addServlet("application", new Application()).addMapping("/");
        new SealgateInitializer().onStartup(classes, context);
    }

    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            if (request.getServletPath().equals("/forward")) {
                request.getRequestDispatcher("/").forward(request, response);
                return;
            }
            AuthenticationResult result = RequestAuthentication.get(request);
            response.getWriter()
                    .print(result == null ? "none" : result.getClass().getSimpleName());
        }
    }
}
