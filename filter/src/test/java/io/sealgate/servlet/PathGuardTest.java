package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.event.SecurityEvent;
import io.sealgate.event.SecurityEvent.AccessDenied;
import io.sealgate.event.SecurityEvent.CallerAuthenticated;
import io.sealgate.event.SecurityEvent.RequestRefused;
import io.sealgate.paths.AccessRule;
import io.sealgate.paths.PathPattern;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import io.sealgate.servlet.TestServer.Response;
import io.sealgate.testing.PathTricks;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.SettableClock;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Connector;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for paths from outside, in a container that is as lenient about paths as it can be made, with real tokens. */
class PathGuardTest {
    private static final PublicJsonWebKey KEY = TestKeys.p256("key");
    private static final String RULES =
            """
            mp.jwt.verify.issuer=%s
            mp.jwt.verify.audiences=%s
            mp.jwt.verify.publickey=%s
            sealgate.path.admin.path=/admin/*
            sealgate.path.admin.require=role:admin
            sealgate.path.audit.path=/admin/audit
            sealgate.path.audit.require=scope:audit
            sealgate.path.open.path=/admin/open
            sealgate.path.open.require=permit
            sealgate.path.known.path=/known/*
            sealgate.path.known.require=authenticated
            sealgate.path.never.path=/never/*
            sealgate.path.never.require=deny
            sealgate.path.tried.path=/tried/*
            sealgate.path.tried.require=role:admin
            sealgate.path.tried.mode=report
            sealgate.path.read.path=/orders/*
            sealgate.path.read.methods=GET
            sealgate.path.read.require=authenticated
            sealgate.path.pages.path=*.jsp
            sealgate.path.pages.require=role:admin
            """.formatted(TestTokens.ISSUER, TestTokens.AUDIENCE, TestKeys.publicJwk(KEY, "ES256"));

    private static final AtomicInteger APPLICATION_CALLS = new AtomicInteger();
    private static final List<SecurityEvent> EVENTS = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path directory;

    private static URLClassLoader loader;
    private static TestServer server;

    private CapturedLog log;

    @BeforeAll
    static void start() throws Exception {
        loader = TestApplication.with(directory, RULES);
        server = start(loader);
    }

    private static TestServer start(ClassLoader application) throws Exception {
        return TestServer.start(true, application, PathGuardTest::lenient, (classes, context) -> install(context));
    }

    private static void lenient(Connector connector) {
        connector.setEncodedSolidusHandling("decode");
        connector.setAllowBackslash(true);
        connector.setURIEncoding("UTF-8");
        connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
    }

    private static void install(ServletContext context) {
        new SealgateInitializer().onStartup(null, context);
        SecurityEvents.register(context, EVENTS::add);
        ServletRegistration.Dynamic servlet = context.addServlet("application", new Application());
        servlet.setAsyncSupported(true);
        servlet.addMapping("/", "/admin/*", "*.jsp");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        loader.close();
    }

    @BeforeEach
    void openLog() {
        APPLICATION_CALLS.set(0);
        EVENTS.clear();
        log = CapturedLog.open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void request_clockMoved_decides() throws Exception {
        SettableClock clock = new SettableClock(Instant.now());
        PathRules rules = PathRules.of(List.of(new PathRule(
                "recent",
                PathPattern.parse("/recent"),
                Set.of(),
                AccessRule.parse(List.of("claim:auth_time within PT1M")),
                false)));
        String token = TestTokens.validAt(clock.instant())
                .claim("auth_time", clock.instant().getEpochSecond())
                .signedWith(KEY, "ES256");
        try (Sealgate sealgate = Sealgate.create(TestConfigs.signed(TestKeys.publicJwk(KEY, "ES256")), clock);
                TestServer timed = TestServer.start(
                        true,
                        (classes, context) -> context.addServlet("timed", new Timed(sealgate, rules))
                                .addMapping("/"))) {
            assertThat(timed.get("/recent", "Authorization: Bearer " + token).body())
                    .isEqualTo("passed");
            clock.advance(Duration.ofSeconds(61));
            assertThat(timed.get("/recent", "Authorization: Bearer " + token).body())
                    .isEqualTo("CLAIM_REQUIRED");
        }
    }

    /** Holds each request against rules, by the clock of its own application. */
    private static final class Timed extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient Sealgate sealgate;
        private final transient PathRules rules;

        Timed(Sealgate sealgate, PathRules rules) {
            this.sealgate = sealgate;
            this.rules = rules;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Rejection rejection =
                    PathGuard.check(request, RequestAuthentication.authenticate(request, sealgate), rules);
            response.getWriter().print(rejection == null ? "passed" : rejection.reason());
        }
    }

    /** Says what it was asked for, or dispatches to the path that the query names. */
    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            APPLICATION_CALLS.incrementAndGet();
            if (request.getDispatcherType() == DispatcherType.INCLUDE
                    && "/error-page".equals(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH))) {
                response.getWriter().print("error page");
                return;
            }
            String query = request.getQueryString();
            if (query == null || request.getDispatcherType() != DispatcherType.REQUEST) {
                response.getWriter().print("SECRET " + request.getMethod() + " " + request.getDispatcherType());
                return;
            }
            String target = query.substring(query.indexOf('=') + 1);
            switch (query.substring(0, query.indexOf('='))) {
                case "forward" -> request.getRequestDispatcher(target).forward(request, response);
                case "include" -> {
                    response.getWriter().print("before ");
                    request.getRequestDispatcher(target).include(request, response);
                    response.getWriter().print(" after");
                }
                case "flushed-include" -> {
                    response.getWriter().print("before ");
                    response.flushBuffer();
                    request.getRequestDispatcher(target).include(request, response);
                }
                case "wrapped-include" -> {
                    try {
                        request.getRequestDispatcher(target).include(request, response);
                    } catch (ServletException e) {
                        throw new ServletException("a page", new IllegalStateException(e));
                    }
                }
                case "async" -> request.startAsync().dispatch(target);
                case "error" -> response.sendError(Integer.parseInt(target));
                default -> response.sendError(500);
            }
        }
    }

    private static String bearer(String... groups) {
        return "Authorization: Bearer "
                + TestTokens.valid().claim("groups", List.of(groups)).signedWith(KEY, "ES256");
    }

    private static String scope(String scope) {
        return "Authorization: Bearer "
                + TestTokens.valid().claim("scope", scope).signedWith(KEY, "ES256");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin, 401, 403, 200",
        "/admin/, 401, 403, 200",
        "/admin/users/7, 401, 403, 200",
        "/admin/open, 200, 200, 200",
        "/admin/open/, 200, 200, 200",
        "/admin/audit, 401, 403, 403",
        "/known, 401, 200, 200",
        "/never/x, 401, 403, 403",
        "/x.jsp, 401, 403, 200",
        "/a/b/x.jsp, 401, 403, 200",
        "/admin;jsessionid=1/x, 401, 403, 200",
        "/administrator, 200, 200, 200",
        "/, 200, 200, 200",
        "/public?x=/admin, 500, 500, 500"
    })
    void request_rule_decides(String path, int anonymous, int caller, int admin) throws IOException {
        assertThat(server.get(path).status()).isEqualTo(anonymous);
        assertThat(server.get(path, bearer("clerk")).status()).isEqualTo(caller);
        assertThat(server.get(path, bearer("admin")).status()).isEqualTo(admin);
    }

    @Test
    void request_denied_isAnsweredAndLoggedAsEverywhere() throws IOException {
        Response refused = server.get("/admin/users", bearer("clerk"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers("WWW-Authenticate").get(0)).contains("error=\"insufficient_scope\"");
        assertThat(refused.body()).doesNotContain("SECRET", "admin");
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("Refused ROLE_REQUIRED GET /admin/users alg=ES256 ")
                .endsWith(
                        "expected role admin (from the claims that sealgate.roles.from names, groups by default), asked by sealgate.path.admin.require");
        assertThat(APPLICATION_CALLS).hasValue(0);
        assertThat(server.get("/admin/audit", scope("read audit")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, 200", "HEAD, 200", "POST, 403", "DELETE, 403", "OPTIONS, 403", "get, 403", "TRACE, 403"})
    void request_methodThatNoRuleNames_isDenied(String method, int status) throws IOException {
        assertThat(server.request(method, "/orders/7", "", bearer("admin")).status())
                .isIn(status, method.equals("TRACE") ? 405 : status);
        assertThat(server.request(method, "/orders/7", "").status()).isIn(401, 405);
    }

    static List<String> tricks() {
        return PathTricks.adminAnd(
                "///admin/x",
                "/x/%2E%2e/admin/x",
                "/x/..;a=b/admin/x",
                "/;a/admin/x",
                "/admin;%2fopen/x",
                "/%61%64%6d%69%6e/x",
                "/x/..%2fadmin/x",
                "/x%5c..%5cadmin%5cx",
                "/x%00/../admin/x",
                "/admin%0d%0a/x",
                "/admin%3b/x",
                "/Admin/x",
                "/%41dmin/x",
                "/admin.%20/x",
                "/admin%2e/x",
                "/%e0%80%afadmin/x",
                "/admin%2",
                "/x.JSP",
                "/x.Jsp",
                "/x%2ejsp",
                "/x.jsp;a",
                "/x.%6asp",
                "/x.jsp.",
                "/x.jsp%20",
                "/x.jsp/",
                "/x.jsp%00",
                "/x.jsp%2f",
                "/never/../never/x",
                "/NEVER/x",
                "http://shop.example/admin/x",
                "http://other.example//admin/x",
                "/admin/x?forward=/public",
                "/admin#/open");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    @Requirement(17)
    void request_trick_neverGetsPast(String path) throws IOException {
        Response anonymous = server.get(path);
        assertThat(anonymous.status()).as(anonymous.raw()).isIn(400, 401, 404);
        assertThat(anonymous.raw()).doesNotContain("SECRET");
        Response caller = server.get(path, bearer("clerk"));
        assertThat(caller.status()).as(caller.raw()).isIn(400, 403, 404);
        assertThat(APPLICATION_CALLS).hasValue(0);
    }

    @Test
    void request_ambiguousPath_saysWhy() throws IOException {
        Response refused = server.get("/public//x", bearer("admin"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("The path of the request is ambiguous");
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("Refused AMBIGUOUS_PATH GET /public//x alg=ES256 ")
                .contains("a segment of the path is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "forward, /admin/x, 401",
        "forward, /admin/open, 200",
        "forward, /never/x, 401",
        "forward, /x.jsp, 401",
        "forward, /ADMIN/x, 401",
        "forward, /public, 200",
        "async, /admin/x, 401",
        "async, /public, 200",
        "include, /admin/x, 401",
        "include, /x.jsp, 401",
        "include, /never/x, 401",
        "include, /public, 200",
        "include, /admin/open, 200",
        "wrapped-include, /admin/x, 401",
        "wrapped-include, /admin/open, 200"
    })
    @Requirement(17)
    void dispatch_rule_decides(String how, String target, int status) throws IOException {
        Response response = server.get("/public?" + how + "=" + target);

        assertThat(response.status()).as(response.raw()).isEqualTo(status);
        if (status == 200) {
            assertThat(response.body()).contains("SECRET");
        } else {
            assertThat(response.raw()).doesNotContain("SECRET", "before");
            assertThat(response.headers("WWW-Authenticate")).hasSize(1);
            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(server.get("/public?" + how + "=" + target, bearer("admin")).status())
                .isEqualTo(target.contains("never") ? 403 : 200);
    }

    @Test
    void dispatch_includeAfterTheAnswerHasBegun_isCutOff() throws IOException {
        Response response = server.get("/public?flushed-include=/admin/x");

        assertThat(response.raw()).contains("before").doesNotContain("SECRET");
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void events_tellWhatBecameOfRequests() throws IOException {
        String token = bearer("clerk");
        server.get("/admin/x", token);
        server.get("/public", token);
        server.get("/never/x");
        server.get("/public", token + "x");

        assertThat(EVENTS)
                .satisfiesExactly(
                        event -> assertThat(event).isInstanceOfSatisfying(CallerAuthenticated.class, authenticated -> {
                            assertThat(authenticated.path()).isEqualTo("/admin/x");
                            assertThat(authenticated.token().issuer()).isEqualTo(TestTokens.ISSUER);
                        }),
                        event -> assertThat(event).isInstanceOfSatisfying(AccessDenied.class, denied -> {
                            assertThat(denied.reason()).isEqualTo(RejectionReason.ROLE_REQUIRED);
                            assertThat(denied.enforced()).isTrue();
                            assertThat(denied.detail()).contains("sealgate.path.admin");
                        }),
                        event -> assertThat(event).isInstanceOf(CallerAuthenticated.class),
                        event -> assertThat(event)
                                .isInstanceOfSatisfying(
                                        AccessDenied.class,
                                        denied ->
                                                assertThat(denied.reason()).isEqualTo(RejectionReason.TOKEN_REQUIRED)),
                        event -> assertThat(event)
                                .isInstanceOfSatisfying(
                                        RequestRefused.class,
                                        refused -> assertThat(refused.reason().status())
                                                .isEqualTo(401)));
        assertThat(EVENTS.toString()).doesNotContain(token.substring(22));
    }

    @Test
    void rule_reportOnly_reportsAndLetsPass() throws IOException {
        assertThat(server.get("/tried/x", bearer("clerk")).status()).isEqualTo(200);
        assertThat(server.get("/tried/x").status()).isEqualTo(200);
        assertThat(server.get("/tried/x", bearer("clerk") + "x").status()).isEqualTo(401);
        assertThat(server.get("/tried//x").status()).isEqualTo(400);

        assertThat(log.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Would refuse ROLE_REQUIRED GET /tried/x alg=ES256"),
                        line -> assertThat(line).startsWith("Would refuse TOKEN_REQUIRED GET /tried/x"),
                        line -> assertThat(line).startsWith("Refused "),
                        line -> assertThat(line).startsWith("Refused AMBIGUOUS_PATH "));
        assertThat(EVENTS.stream().filter(AccessDenied.class::isInstance).map(AccessDenied.class::cast))
                .extracting(AccessDenied::enforced)
                .containsExactly(false, false, true);
    }

    @Test
    void application_reportMode_reportsAndLetsPass(@TempDir Path other) throws Exception {
        try (URLClassLoader application = TestApplication.with(other, RULES + "sealgate.authorization.mode=report\n");
                TestServer reporting = start(application)) {
            assertThat(log.warnings())
                    .anySatisfy(line -> assertThat(line).startsWith("RULES ARE NOT ENFORCED in the root context"))
                    .anySatisfy(line -> assertThat(line).contains("only reported: sealgate.path.tried"));
            log.clear();

            assertThat(reporting.get("/admin/x").status()).isEqualTo(200);
            assertThat(reporting.get("/never/x", bearer("clerk")).status()).isEqualTo(200);
            assertThat(reporting.get("/public//x").status()).isEqualTo(200);
            assertThat(reporting.get("/public?include=/admin/x").status()).isEqualTo(200);
            // What is wrong with a token is no matter of rules.
            assertThat(reporting.get("/admin/x", bearer("admin") + "x").status())
                    .isEqualTo(401);
            assertThat(reporting.get("/admin/x", "Authorization: Bearer").status())
                    .isEqualTo(400);

            assertThat(log.warnings().subList(0, 4)).allMatch(line -> line.startsWith("Would refuse "));
            assertThat(log.warnings().subList(4, 6)).allMatch(line -> line.startsWith("Refused "));
        }
    }

    @Test
    void listener_thatThrows_changesNothing(@TempDir Path other) throws Exception {
        try (URLClassLoader application = TestApplication.with(other, RULES);
                TestServer failing = TestServer.start(true, application, (classes, context) -> {
                    install(context);
                    SecurityEvents.register(context, event -> {
                        throw new StackOverflowError(event.toString());
                    });
                })) {
            assertThat(failing.get("/admin/x").status()).isEqualTo(401);
            assertThat(failing.get("/admin/x", bearer("clerk")).status()).isEqualTo(403);
            assertThat(failing.get("/admin/x", bearer("admin")).status()).isEqualTo(200);
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("A listener or observer of AccessDenied has thrown"));
        }
    }
}
