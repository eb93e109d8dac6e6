package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.servlet.TestServer.Response;
import io.sealgate.testing.Requirement;
import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter from outside, over HTTP. */
class TokenAuthenticationFilterTest {
    private static final String ALICE = "Authorization: Bearer good.alice.clerk";
    private static final AtomicInteger APPLICATION_CALLS = new AtomicInteger();
    private static final AtomicInteger AUTHENTICATIONS = new AtomicInteger();

    private static TestServer server;

    private CapturedLog log;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestServer.start(true, (classes, context) -> install(context));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void openLog() {
        APPLICATION_CALLS.set(0);
        AUTHENTICATIONS.set(0);
        log = CapturedLog.open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static void install(ServletContext context) {
        TestCallers callers = TestCallers.everywhere();
        FilterRegistration.Dynamic filter = context.addFilter(
                "filter",
                new TokenAuthenticationFilter(
                        TestCallers.config(),
                        request -> {
                            AUTHENTICATIONS.incrementAndGet();
                            return callers.apply(request);
                        },
                        new RequestWrapperIdentity("shop")));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        ServletRegistration.Dynamic servlet = context.addServlet("application", new Application());
        servlet.setAsyncSupported(true);
        servlet.addMapping("/");
    }

    /** Says who it thinks calls, by different ways of getting there. */
    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            APPLICATION_CALLS.incrementAndGet();
            boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
            switch (included ? "/who" : request.getServletPath()) {
                case "/forward" -> request.getRequestDispatcher("/who").forward(request, response);
                case "/include" -> {
                    response.getWriter().print("before ");
                    request.getRequestDispatcher("/who").include(request, response);
                    response.getWriter().print(" after " + name(request.getUserPrincipal()));
                }
                case "/async-dispatch" -> request.startAsync().dispatch("/who");
                case "/async-wrapped-dispatch" ->
                    request.startAsync(request, response).dispatch("/who");
                case "/async-thread" -> asyncThread(request, response);
                case "/send-error" -> response.sendError(409);
                case "/throw" -> throw new IllegalStateException("application");
                case "/throw-security" -> throw new SecurityException("application");
                case "/cacheable" -> {
                    response.setHeader("Cache-Control", "max-age=60");
                    who(request, response);
                }
                case "/cacheable-forward" -> {
                    response.setHeader("Cache-Control", "max-age=60");
                    request.getRequestDispatcher("/who").forward(request, response);
                }
                case "/logout" -> {
                    request.logout();
                    who(request, response);
                }
                case "/login" -> {
                    try {
                        request.login("mallory", "password");
                    } catch (ServletException refused) {
                        response.getWriter().print("refused ");
                    }
                    who(request, response);
                }
                case "/authenticate" -> {
                    response.getWriter().print(request.authenticate(response) + " ");
                    who(request, response);
                }
                case "/parameter" -> response.getWriter().print(request.getParameter("item"));
                default -> who(request, response);
            }
        }

        private static void asyncThread(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync(request, response);
            async.start(() -> {
                try {
                    who((HttpServletRequest) async.getRequest(), response);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    async.complete();
                }
            });
        }

        private static void who(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AuthenticationResult result = RequestAuthentication.get(request);
            response.getWriter()
                    .print(request.getDispatcherType() + " user=" + name(request.getUserPrincipal()) + " remote="
                            + request.getRemoteUser() + " type=" + request.getAuthType() + " clerk="
                            + request.isUserInRole("clerk") + " admin=" + request.isUserInRole("admin") + " anyRole="
                            + request.isUserInRole("**") + " star=" + request.isUserInRole("*") + " result="
                            + (result == null ? "none" : result.getClass().getSimpleName()));
        }

        private static String name(Principal principal) {
            return principal == null ? "none" : principal.getName();
        }
    }

    private static String alice(String dispatch) {
        return dispatch
                + " user=alice remote=alice type=Bearer clerk=true admin=false anyRole=true star=false result=Authenticated";
    }

    private static String anonymous(String dispatch) {
        return dispatch
                + " user=none remote=null type=null clerk=false admin=false anyRole=false star=false result=Anonymous";
    }

    private void assertRefused(Response response, int status, String challenge) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers("WWW-Authenticate")).containsExactly(challenge);
        assertThat(response.headers("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers("Content-Type").get(0)).startsWith("application/problem+json");
        assertThat(APPLICATION_CALLS).hasValue(0);
        assertThat(log.warnings()).hasSize(1);
    }

    @Nested
    class GoodToken {
        // Requirements 1, 2
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Authorization: Bearer good.alice.clerk",
                    "authorization: bearer good.alice.clerk",
                    "AUTHORIZATION: BEARER good.alice.clerk",
                    "X-Token: good.alice.clerk",
                    "Cookie: token=good.alice.clerk",
                    "Cookie: x=1; token=good.alice.clerk; y=2"
                })
        void request_tokenInAConfiguredPlace_runsAsTheCaller(String header) throws Exception {
            Response response = server.get("/who", header);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(alice("REQUEST"));
            assertThat(log.all()).isEmpty();
        }

        // Requirement 4
        @Test
        void request_tokenInFormBody_runsAsTheCallerAndLeavesTheForm() throws Exception {
            Response response = server.request(
                    "POST",
                    "/parameter?x=1",
                    "item=7&access_token=good.alice.clerk",
                    "Content-Type: application/x-www-form-urlencoded; charset=UTF-8");

            assertThat(response.body()).isEqualTo("7");
            assertThat(AUTHENTICATIONS).hasValue(1);
        }

        // Requirement 11
        @Test
        void response_applicationSaysNothing_isNotForSharedCaches() throws Exception {
            assertThat(server.get("/who", ALICE).headers("Cache-Control")).containsExactly("private");
        }

        @Test
        void response_applicationSaysMore_isLeftAlone() throws Exception {
            for (String path : new String[] {"/cacheable", "/cacheable-forward"}) {
                assertThat(server.get(path, ALICE).headers("Cache-Control")).containsExactly("max-age=60");
            }
        }

        @Test
        void logout_forgetsTheCaller() throws Exception {
            assertThat(server.get("/logout", ALICE).body()).isEqualTo(anonymous("REQUEST"));
        }

        @Test
        void login_isRefused() throws Exception {
            assertThat(server.get("/login", ALICE).body()).isEqualTo("refused " + alice("REQUEST"));
        }

        @Test
        void authenticate_isDoneAlready() throws Exception {
            assertThat(server.get("/authenticate", ALICE).body()).isEqualTo("true " + alice("REQUEST"));
        }

        @Test
        void application_throws_isAServerErrorAndNotABadToken() throws Exception {
            for (String path : new String[] {"/throw", "/throw-security"}) {
                Response response = server.get(path, ALICE);

                assertThat(response.status()).isEqualTo(500);
                assertThat(response.headers("WWW-Authenticate")).isEmpty();
            }
            assertThat(log.all()).isEmpty();
        }
    }

    // Requirement 17
    @Nested
    class Dispatches {
        @ParameterizedTest
        @CsvSource({
            "/forward, FORWARD",
            "/async-dispatch, ASYNC",
            "/async-wrapped-dispatch, ASYNC",
            "/async-thread, REQUEST",
            "/send-error, ERROR",
            "/throw, ERROR"
        })
        void dispatch_goodToken_runsAsTheSameCallerAuthenticatedOnce(String path, String dispatch) throws Exception {
            assertThat(server.get(path, ALICE).body()).isEqualTo(alice(dispatch));
            assertThat(AUTHENTICATIONS).hasValue(1);
        }

        @Test
        void include_goodToken_runsAsTheSameCaller() throws Exception {
            assertThat(server.get("/include", ALICE).body()).isEqualTo("before " + alice("INCLUDE") + " after alice");
            assertThat(AUTHENTICATIONS).hasValue(1);
        }

        @ParameterizedTest
        @CsvSource({"/forward, FORWARD", "/async-dispatch, ASYNC", "/send-error, ERROR"})
        void dispatch_noToken_staysAnonymous(String path, String dispatch) throws Exception {
            assertThat(server.get(path).body()).isEqualTo(anonymous(dispatch));
            assertThat(AUTHENTICATIONS).hasValue(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/forward", "/include", "/async-dispatch", "/async-thread", "/send-error", "/throw"})
        @Requirement(17)
        void dispatch_badToken_neverHappens(String path) throws Exception {
            Response response = server.get(path, "Authorization: Bearer reject.EXPIRED.x");

            assertThat(response.status()).isEqualTo(401);
            assertThat(APPLICATION_CALLS).hasValue(0);
            assertThat(AUTHENTICATIONS).hasValue(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/who;x=1",
                    "/%77ho",
                    "//who",
                    "/who/",
                    "/./who",
                    "/a/../who",
                    "/WHO",
                    "/who%20",
                    "/",
                    "/none",
                    "/who;jsessionid=1/x"
                })
        @Requirement(17)
        void path_anySpelling_badTokenIsRefused(String path) throws Exception {
            assertThat(server.get(path, "Authorization: Bearer reject.EXPIRED.x")
                            .status())
                    .isIn(400, 401);
            assertThat(APPLICATION_CALLS).hasValue(0);
        }
    }

    @Nested
    class NoToken {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X: y",
                    "Authorization: Basic dXNlcjpwYXNz",
                    "Authorization: good.alice.clerk",
                    "Cookie: other=good.alice.clerk",
                    "Cookie: Token=good.alice.clerk",
                    "Proxy-Authorization: Bearer good.alice.clerk"
                })
        void request_noToken_goesOnAsAnonymous(String header) throws Exception {
            Response response = server.get("/who", header);

            assertThat(response.body()).isEqualTo(anonymous("REQUEST"));
            assertThat(response.headers("Cache-Control")).isEmpty();
            assertThat(log.all()).isEmpty();
        }

        // Requirement 3
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/who?access_token=good.alice.clerk",
                    "/who?token=good.alice.clerk",
                    "/who?Authorization=Bearer%20good.alice.clerk"
                })
        void request_tokenInQuery_goesOnAsAnonymous(String path) throws Exception {
            assertThat(server.get(path).body()).isEqualTo(anonymous("REQUEST"));
        }

        // Requirements 3, 4
        @ParameterizedTest
        @CsvSource({
            "POST, ?access_token=good.alice.clerk, item=7, application/x-www-form-urlencoded",
            "POST, ?access%5Ftoken=good.alice.clerk, item=7, application/x-www-form-urlencoded",
            "POST, ?%61ccess_token=good.alice.clerk, '', application/x-www-form-urlencoded",
            "POST, ?access_token=good.mallory.x, access_token=good.alice.clerk, application/x-www-form-urlencoded",
            "POST, '', access_token=good.alice.clerk, text/plain",
            "POST, '', access_token=good.alice.clerk, application/x-www-form-urlencodedx",
            "PUT, '', access_token=good.alice.clerk, application/x-www-form-urlencoded",
            "GET, '', access_token=good.alice.clerk, application/x-www-form-urlencoded"
        })
        void request_formThatIsNone_goesOnAsAnonymous(String method, String query, String body, String type)
                throws Exception {
            assertThat(server.request(method, "/who" + query, body, "Content-Type: " + type)
                            .body())
                    .isEqualTo(anonymous("REQUEST"));
        }

        // Requirement 18
        @Test
        @Requirement(18)
        void preflight_passesUntouched() throws Exception {
            Response response = server.request(
                    "OPTIONS",
                    "/who",
                    "",
                    "Origin: https://other.example",
                    "Access-Control-Request-Method: PUT",
                    "Access-Control-Request-Headers: authorization");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(anonymous("REQUEST"));
            assertThat(response.headers("WWW-Authenticate")).isEmpty();
        }
    }

    @Nested
    class BadToken {
        // Requirements 5, 7
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Authorization: Bearer",
                    "Authorization: Bearer ",
                    "Authorization:",
                    "Authorization: Bearer good.alice.clerk b",
                    "Authorization: Bearer good.alice.clerk, Bearer good.alice.clerk",
                    "Authorization: Bearer \u00e4.b.c",
                    "Authorization: Bearer\tgood.alice.clerk",
                    "X-Token: Bearer good.alice.clerk"
                })
        void request_malformedCredentials_isBadRequest(String header) throws Exception {
            assertRefused(
                    server.get("/who", header),
                    400,
                    "Bearer realm=\"shop\", error=\"invalid_request\", error_description=\"The credentials are malformed\"");
            assertThat(log.warnings().get(0)).startsWith("Refused MALFORMED_CREDENTIALS GET /who alg=- ");
        }

        @ParameterizedTest
        @CsvSource({
            "Authorization: Bearer good.alice.clerk, Authorization: Bearer good.bob.clerk",
            "Authorization: Bearer good.alice.clerk, Authorization: Bearer good.alice.clerk",
            "Authorization: Bearer good.alice.clerk, Authorization: Bearer reject.EXPIRED.x",
            "Authorization: Bearer reject.EXPIRED.x, Authorization: Bearer good.alice.clerk",
            "Authorization: Bearer good.alice.clerk, Authorization: Basic dTpw",
            "Authorization: Basic dTpw, Authorization: Bearer good.alice.clerk",
            "Authorization: Bearer good.alice.clerk, Cookie: token=good.alice.clerk",
            "Cookie: token=good.alice.clerk, Authorization: Bearer good.alice.clerk",
            "Cookie: token=good.alice.clerk; token=good.alice.clerk, X: y",
            "Cookie: token=good.alice.clerk, Cookie: token=good.alice.clerk",
            "Authorization: Bearer good.alice.clerk, X-Token: good.alice.clerk"
        })
        void request_twoTokens_isBadRequestInEitherOrder(String first, String second) throws Exception {
            assertRefused(
                    server.get("/who", first, second),
                    400,
                    "Bearer realm=\"shop\", error=\"invalid_request\", error_description=\"The request carries more than one token\"");
        }

        @Test
        void request_emptyCookie_isUnauthorized() throws Exception {
            assertRefused(
                    server.get("/who", "Cookie: token="),
                    401,
                    "Bearer realm=\"shop\", error=\"invalid_token\", error_description=\"The token is malformed\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Authorization: Bearer a\u0000b", "Authorization: Bearer a\u007fb", "Cookie: token=a\u0000b"
                })
        void request_controlCharacters_neverReachTheApplication(String header) throws Exception {
            assertThat(server.get("/who", header).status()).isIn(400, 401);
            assertThat(APPLICATION_CALLS).hasValue(0);
        }

        @Test
        void request_aMegabyte_isUnauthorized() throws Exception {
            assertRefused(
                    server.get("/who", "Authorization: Bearer " + "a".repeat(1 << 20)),
                    401,
                    "Bearer realm=\"shop\", error=\"invalid_token\", error_description=\"The token is malformed\"");
        }

        // Requirements 8, 10, 19
        @Test
        void request_rejectedToken_isAnsweredByTheReasonAlone() throws Exception {
            Response response =
                    server.get("/orders/7;jsessionid=5E55?q=s3cr3t", "Authorization: Bearer reject.EXPIRED.s3cr3t");

            assertRefused(
                    response,
                    401,
                    "Bearer realm=\"shop\", error=\"invalid_token\", error_description=\"The token has expired\"");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"The token has expired\",\"error\":\"invalid_token\"}");
            assertThat(response.headers("X-Injected")).isEmpty();
            assertThat(response.raw()).doesNotContain("s3cr3t", "Injected", "idp.example");
            assertThat(log.warnings())
                    .containsExactly("Refused EXPIRED GET /orders/7; alg=ES256\\u000d\\u000aX-Injected:\\u00201"
                            + " kid=k\\u00221\\u000d\\u000aX-Injected:\\u00202 iss=https://idp.example jti=\\u0000jti:"
                            + " expected\\u000d\\u000asomething else");
            assertThat(log.all()).doesNotContain("s3cr3t", "5E55");
        }

        @Test
        void head_rejectedToken_hasNoBody() throws Exception {
            Response response = server.request("HEAD", "/who", "", "Authorization: Bearer reject.EXPIRED.x");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers("WWW-Authenticate")).hasSize(1);
            assertThat(response.body()).isEmpty();
        }

        // Requirement 12
        @Test
        void post_cookieFromAnotherSite_isForbidden() throws Exception {
            assertRefused(
                    server.request(
                            "POST", "/who", "", "Cookie: token=good.alice.clerk", "Origin: https://evil.example"),
                    403,
                    "Bearer realm=\"shop\"");
            assertThat(log.warnings().get(0)).startsWith("Refused CROSS_SITE_REQUEST POST /who ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Origin: https://shop.example", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"})
        void post_cookieFromOurSite_runsAsTheCaller(String header) throws Exception {
            assertThat(server.request("POST", "/who", "", "Cookie: token=good.alice.clerk", header)
                            .body())
                    .isEqualTo(alice("REQUEST"));
        }

        @Test
        void unknownMethod_badToken_isRefused() throws Exception {
            assertThat(server.request("FROBNICATE", "/who", "", "Authorization: Bearer reject.EXPIRED.x")
                            .status())
                    .isEqualTo(401);
            assertThat(log.warnings().get(0)).startsWith("Refused EXPIRED FROBNICATE /who ");
        }
    }

    @Nested
    class OurFault {
        @ParameterizedTest
        @Requirement(16)
        @ValueSource(
                strings = {
                    "StackOverflowError",
                    "OutOfMemoryError",
                    "LinkageError",
                    "AssertionError",
                    "null",
                    "IllegalStateException"
                })
        void authenticator_throws_isUnavailableAndNothingLeaks(String what) throws Exception {
            Response response = server.get("/who", "Authorization: Bearer throw." + what + ".s3cr3t");

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.headers("WWW-Authenticate")).isEmpty();
            assertThat(response.headers("Retry-After")).containsExactly("5");
            assertThat(response.headers("Cache-Control")).containsExactly("no-store");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"Tokens cannot be verified at the moment\"}");
            assertThat(APPLICATION_CALLS).hasValue(0);
            assertThat(log.warnings())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("Refused INTERNAL_ERROR GET /who ")
                            .contains(": unexpected java.lang.", "TestCallers"));
            assertThat(log.all()).doesNotContain("s3cr3t");
        }

        @ParameterizedTest
        @CsvSource({"0, 5", "1, 1", "1000, 1", "1001, 2", "30000, 30"})
        void authenticator_isUnavailable_saysWhenToRetry(String milliseconds, String seconds) throws Exception {
            Response response = server.get("/who", "Authorization: Bearer busy." + milliseconds + ".x");

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.headers("Retry-After")).containsExactly(seconds);
            assertThat(APPLICATION_CALLS).hasValue(0);
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
