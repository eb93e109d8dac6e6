package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.servlet.TestServer.Response;
import io.sealgate.servlet.identity.TestIdentities;
import io.sealgate.token.TokenPrincipal;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.HttpConstraintElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.ServletSecurity.TransportGuarantee;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.EnumSet;
import org.apache.catalina.authenticator.jaspic.AuthConfigFactoryImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller by way of Jakarta Authentication, as Tomcat implements it. */
class ContainerIdentityTest {
    private static final String ALICE = "Authorization: Bearer good.alice.clerk";
    private static final String BOB = "Authorization: Bearer good.bob.guest";

    private static AuthConfigFactory factoryBefore;
    private static TestServer server;

    private CapturedLog log;

    @BeforeAll
    static void startServer() throws Exception {
        factoryBefore = AuthConfigFactory.getFactory();
        // With the API's own classes before Tomcat's on the class path, nobody names the implementation.
        AuthConfigFactory.setFactory(new AuthConfigFactoryImpl());
        server = TestServer.start(true, (classes, context) -> install(context));
    }

    @AfterAll
    static void stopServer() throws Exception {
        String[] running = AuthConfigFactory.getFactory().getRegistrationIDs(null);
        server.close();
        String[] afterwards = AuthConfigFactory.getFactory().getRegistrationIDs(null);
        AuthConfigFactory.setFactory(factoryBefore);

        // An application that has stopped leaves nothing registered.
        assertThat(running).hasSize(1);
        assertThat(afterwards).isEmpty();
    }

    @BeforeEach
    void openLog() {
        log = CapturedLog.open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static void install(ServletContext context) {
        SealgateConfig config = TestCallers.config();
        TestCallers callers = TestCallers.everywhere();
        TestIdentities.install(
                context, request -> RequestAuthentication.authenticate(request, config, callers), config.realm());
        FilterRegistration.Dynamic filter = context.addFilter(
                "Sealgate", new TokenAuthenticationFilter(config, callers, CallerIdentity.of(context, config.realm())));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");

        ServletRegistration.Dynamic open = context.addServlet("open", new WhoAmI());
        open.setAsyncSupported(true);
        open.addMapping("/open", "/forward", "/dispatch", "/start", "/error", "/error-page");
        ServletRegistration.Dynamic clerks = context.addServlet("clerks", new WhoAmI());
        clerks.addMapping("/clerks");
        clerks.setServletSecurity(
                new ServletSecurityElement(new HttpConstraintElement(TransportGuarantee.NONE, "clerk")));
    }

    @ParameterizedTest
    @CsvSource({"/open", "/forward", "/dispatch", "/start", "/clerks"})
    void get_goodToken_containerKnowsCallerAndRoles(String path) throws Exception {
        Response response = server.get(path, ALICE);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().trim()).isEqualTo("alice TokenPrincipal Bearer clerk=true guest=false");
    }

    @Test
    void get_errorPage_knowsTheCaller() throws Exception {
        Response response = server.get("/error", ALICE);

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.body().trim()).isEqualTo("alice TokenPrincipal Bearer clerk=true guest=false");
    }

    @ParameterizedTest
    @CsvSource({"/open", "/forward", "/dispatch", "/start"})
    void get_noToken_containerKnowsNobody(String path) throws Exception {
        server.get(path, ALICE);

        Response response = server.get(path);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().trim()).isEqualTo("null null null clerk=false guest=false");
    }

    @ParameterizedTest
    @CsvSource({
        "reject.EXPIRED.x, 401",
        "reject.MULTIPLE_TOKENS.x, 400",
        "busy.1000.x, 503",
        "throw.StackOverflowError.x, 503"
    })
    void get_badToken_refusedOnceAndAlikeWithAndWithoutConstraint(String token, int status) throws Exception {
        String header = "Authorization: Bearer " + token;

        Response open = server.get("/open", header);
        Response constrained = server.get("/clerks", header);

        assertThat(open.status()).isEqualTo(status);
        assertThat(constrained.status()).isEqualTo(status);
        assertThat(constrained.body()).isEqualTo(open.body());
        assertThat(constrained.headers("WWW-Authenticate")).isEqualTo(open.headers("WWW-Authenticate"));
        assertThat(log.warnings()).hasSize(2);
    }

    @Nested
    class Constraint {
        @Test
        void get_noToken_challengesWithoutError() throws Exception {
            Response response = server.get("/clerks");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers("WWW-Authenticate")).containsExactly("Bearer realm=\"shop\"");
            assertThat(log.warnings()).singleElement().asString().contains("TOKEN_REQUIRED", "/clerks");
        }

        @Test
        void get_tokenWithoutRole_isForbidden() throws Exception {
            assertThat(server.get("/clerks", BOB).status()).isEqualTo(403);
        }
    }

    /** Says whom the request takes the caller for, in the way that the path names. */
    private static final class WhoAmI extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            switch (request.getServletPath()) {
                case "/forward" -> request.getRequestDispatcher("/open").forward(request, response);
                case "/dispatch" -> request.startAsync().dispatch("/open");
                case "/start" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        write((HttpServletRequest) async.getRequest(), response);
                        async.complete();
                    });
                }
                case "/error" -> response.sendError(409);
                default -> write(request, response);
            }
        }

        private static void write(HttpServletRequest request, HttpServletResponse response) {
            Principal principal = request.getUserPrincipal();
            try {
                response.getWriter()
                        .println((principal == null ? null : principal.getName()) + " "
                                + (principal instanceof TokenPrincipal ? "TokenPrincipal" : null) + " "
                                + request.getAuthType() + " clerk=" + request.isUserInRole("clerk") + " guest="
                                + request.isUserInRole("guest"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
