package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.servlet.TestServer.Response;
import io.sealgate.token.Anonymous;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejected;
import io.sealgate.token.Unavailable;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What happens to a request around the filter: another authentication, another application, a guard without a filter. */
class RequestAuthenticationTest {
    private static final String ALICE = "Authorization: Bearer good.alice.clerk";

    /** Runs the body of a servlet on a server without any filter. */
    private static Response serve(Body body, String... headers) throws Exception {
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                body.serve(request, response);
            }
        };
        try (TestServer server = TestServer.start(
                true, (classes, context) -> context.addServlet("body", servlet).addMapping("/"))) {
            return server.get("/", headers);
        }
    }

    @FunctionalInterface
    private interface Body {
        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    // Requirement 106
    @Test
    void get_requestThatNoFilterSaw_isNull() throws Exception {
        Response response =
                serve((request, answer) -> answer.getWriter().print(RequestAuthentication.get(request)), ALICE);

        assertThat(response.body()).isEqualTo("null");
    }

    @Test
    void get_forgedAttribute_isNull() throws Exception {
        AtomicReference<AuthenticationResult> result = new AtomicReference<>(Anonymous.INSTANCE);
        serve((request, answer) -> {
            request.setAttribute("io.sealgate.authentication", "Authenticated");
            result.set(RequestAuthentication.get(request));
        });

        assertThat(result).hasValue(null);
    }

    @Test
    void authenticate_forgedAttribute_authenticates() throws Exception {
        AtomicReference<AuthenticationResult> result = new AtomicReference<>();
        serve(
                (request, answer) -> {
                    request.setAttribute("io.sealgate.authentication", Anonymous.INSTANCE);
                    result.set(RequestAuthentication.authenticate(
                            request, TestCallers.config(), TestCallers.everywhere()));
                },
                "Authorization: Bearer reject.EXPIRED.x");

        assertThat(result.get()).isInstanceOf(Rejected.class);
    }

    @Test
    void authenticate_secondTime_returnsTheFirstResult() throws Exception {
        Response response = serve(
                (request, answer) -> {
                    SealgateConfig config = TestCallers.config();
                    AuthenticationResult first =
                            RequestAuthentication.authenticate(request, config, TestCallers.everywhere());
                    AuthenticationResult second = RequestAuthentication.authenticate(request, config, view -> {
                        throw new AssertionError("authenticated twice");
                    });
                    assertThat(second).isSameAs(first).isSameAs(RequestAuthentication.get(request));
                    answer.getWriter().print("asserted");
                },
                ALICE);

        assertThat(response.body()).isEqualTo("asserted");
    }

    @Test
    void authenticate_resultOfAnotherApplication_isUnavailable() throws Exception {
        AtomicReference<AuthenticationResult> result = new AtomicReference<>();
        serve(
                (request, answer) -> {
                    RequestAuthentication.authenticate(request, TestCallers.config(), TestCallers.everywhere());
                    result.set(RequestAuthentication.authenticate(
                            request, TestCallers.config(), TestCallers.everywhere()));
                },
                ALICE);

        assertThat(result.get()).isInstanceOf(Unavailable.class);
    }

    @Test
    void authenticate_authenticatorReturnsNull_isUnavailable() throws Exception {
        AtomicReference<AuthenticationResult> result = new AtomicReference<>();
        serve((request, answer) ->
                result.set(RequestAuthentication.authenticate(request, TestCallers.config(), view -> null)));

        assertThat(result.get()).isInstanceOf(Unavailable.class);
    }

    @Test
    void filter_errorDispatchAfterARefusal_refusesAgainAndLogsOnce() throws Exception {
        try (TestServer server = TestServer.start(true, RequestAuthenticationTest::installBehindASender);
                CapturedLog log = CapturedLog.open()) {
            Response response = server.get("/", "Authorization: Bearer reject.EXPIRED.x");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers("WWW-Authenticate")).hasSize(1);
            assertThat(response.body()).contains("The token has expired");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /** Something before the filter, such as a server auth module, that refuses through the error page. */
    private static void installBehindASender(Set<Class<?>> classes, ServletContext context) {
        SealgateConfig config = TestCallers.config();
        Filter sender = (request, response, chain) -> {
            HttpServletRequest httpRequest = (HttpServletRequest) request;
            if (RequestAuthentication.authenticate(httpRequest, config, TestCallers.everywhere())
                    instanceof Rejected rejected) {
                RefusalLog.refused(httpRequest, rejected.rejection());
                ((HttpServletResponse) response).sendError(401);
            }
        };
        context.addFilter("sender", sender).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        context.addFilter(
                        "filter",
                        new TokenAuthenticationFilter(
                                config, TestCallers.everywhere(), new RequestWrapperIdentity("shop")))
                .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        context.addServlet("none", new HttpServlet() {
                    private static final long serialVersionUID = 1;
                })
                .addMapping("/");
    }

    @Test
    void filter_containerKnowsAnotherCaller_refusesInsteadOfReplacing() throws Exception {
        try (TestServer server = TestServer.start(true, RequestAuthenticationTest::installBehindAnotherMechanism);
                CapturedLog log = CapturedLog.open()) {
            Response both = server.get("/", ALICE);
            assertThat(both.status()).isEqualTo(400);
            assertThat(both.headers("WWW-Authenticate").get(0)).contains("error=\"invalid_request\"");
            assertThat(both.body()).doesNotContain("alice", "bob");
            assertThat(log.warnings())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("Refused MULTIPLE_TOKENS GET / alg=ES256 "));

            assertThat(server.get("/").body()).isEqualTo("bob");
        }
    }

    private static void installBehindAnotherMechanism(Set<Class<?>> classes, ServletContext context) {
        Filter mechanism = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return () -> "bob";
                    }
                },
                response);
        EnumSet<DispatcherType> dispatches = EnumSet.allOf(DispatcherType.class);
        context.addFilter("mechanism", mechanism).addMappingForUrlPatterns(dispatches, true, "/*");
        context.addFilter(
                        "filter",
                        new TokenAuthenticationFilter(
                                TestCallers.config(), TestCallers.everywhere(), new RequestWrapperIdentity("shop")))
                .addMappingForUrlPatterns(dispatches, true, "/*");
        context.addServlet("who", new HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws IOException {
                        response.getWriter().print(request.getUserPrincipal().getName());
                    }
                })
                .addMapping("/");
    }
}
