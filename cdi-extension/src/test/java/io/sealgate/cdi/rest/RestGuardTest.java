package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.RequiresAuthentication;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresRole;
import io.sealgate.cdi.RequiresScope;
import io.sealgate.testing.Requirement;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard of REST resources over HTTP, beside an explicit {@code Application} and without CDI. */
class RestGuardTest {
    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start(Explicit.class);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    public static class Explicit extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(
                    Orders.class,
                    Closed.class,
                    Inheriting.class,
                    Roots.class,
                    GuardedRoots.class,
                    GuardedLocators.class,
                    Tenants.class,
                    PathsOfTheirOwn.class,
                    RootAndSub.class,
                    CountingReader.class);
        }
    }

    @Path("/orders")
    public static class Orders {
        @GET
        @RequiresClaim(name = "role", equals = "clerk")
        public String get() {
            return "done";
        }

        @POST
        @RequiresClaim(name = "role", equals = "clerk")
        public String post(Order order) {
            return "done";
        }

        @GET
        @Path("/two")
        @RequiresClaim(name = "role", equals = "clerk")
        @RequiresClaim(name = "tenant", equals = "acme")
        public String two() {
            return "done";
        }

        @GET
        @Path("/async")
        @RequiresClaim(name = "role", equals = "clerk")
        public void async(@Suspended AsyncResponse response) {
            response.resume("done");
        }

        @GET
        @Path("/step-up")
        @RequiresScope("read")
        @RequiresRole("clerk")
        @RequiresAuthentication(
                acr = {"phr", "phrh"},
                maxAge = "PT5M")
        public String stepUp() {
            return "done";
        }

        @GET
        @Path("/open")
        public String open() {
            return "done";
        }

        @GET
        @Path("/roles")
        @RolesAllowed({"clerk", "boss"})
        public String roles() {
            return "done";
        }

        @GET
        @Path("/anybody-known")
        @RolesAllowed("**")
        public String known() {
            return "done";
        }

        @GET
        @Path("/deny")
        @DenyAll
        public String deny() {
            return "done";
        }

        @GET
        @Path("/role-and-claim")
        @RolesAllowed("clerk")
        @RequiresClaim(name = "tenant", equals = "acme")
        public String roleAndClaim() {
            return "done";
        }

        @GET
        @Path("/permit-and-claim")
        @PermitAll
        @RequiresClaim(name = "tenant", equals = "acme")
        public String permitAndClaim() {
            return "done";
        }

        @GET
        @Path("/thrown")
        public String thrown() {
            throw new AuthorizationDeniedException(Rejection.of(RejectionReason.CLAIM_REQUIRED, "secret detail"));
        }
    }

    @Path("/closed")
    @DenyAll
    public static class Closed {
        @GET
        public String get() {
            return "done";
        }

        @GET
        @Path("/permit")
        @PermitAll
        public String permit() {
            return "done";
        }

        @GET
        @Path("/roles")
        @RolesAllowed("clerk")
        public String roles() {
            return "done";
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    public interface Contract {
        @GET
        @RequiresClaim(name = "tenant", equals = "acme")
        String get();
    }

    @Path("/inheriting")
    public static class Inheriting implements Contract {
        @Override
        public String get() {
            return "done";
        }
    }

    @Path("/roots")
    public static class Roots {
        @Path("/guarded")
        public Sub guarded() {
            return new Sub();
        }

        @Path("/open")
        public OpenSub open() {
            return new OpenSub();
        }
    }

    @Path("/guarded-roots")
    @RequiresClaim(name = "role", equals = "clerk")
    public static class GuardedRoots {
        @Path("/open")
        public OpenSub open() {
            return new OpenSub();
        }
    }

    @Path("/guarded-locators")
    public static class GuardedLocators {
        @Path("/open")
        @RequiresClaim(name = "role", equals = "clerk")
        public OpenSub open() {
            return new OpenSub();
        }
    }

    @Path("/tenants/{tenantId}")
    public static class Tenants {
        @GET
        @RequiresClaim(name = "tenant", equalsPath = "tenantId")
        public String path() {
            return "done";
        }

        @GET
        @Path("/{tenantId}/twice")
        @RequiresClaim(name = "tenant", equalsPath = "tenantId")
        public String pathTwice() {
            return "done";
        }

        @GET
        @Path("/query")
        @RequiresClaim(name = "tenant", equalsQuery = "tenant")
        public String query() {
            return "done";
        }

        @GET
        @Path("/header")
        @RequiresClaim(name = "tenant", equalsHeader = "X-Tenant")
        public String header() {
            return "done";
        }

        @Path("/sub")
        public BoundSub sub() {
            return new BoundSub();
        }
    }

    public static class BoundSub {
        @GET
        @Path("/{id}")
        @RequiresClaim(name = "tenant", equalsPath = "tenantId")
        @RequiresClaim(name = "order", equalsPath = "id")
        public String get() {
            return "done";
        }
    }

    @Path("/paths")
    public static class PathsOfTheirOwn {
        @Path("/guarded")
        @RequiresClaim(name = "role", equals = "clerk")
        public RootAndSub guarded() {
            return new RootAndSub();
        }
    }

    @Path("/root-and-sub")
    public static class RootAndSub {
        @GET
        public String get() {
            return "done";
        }

        @Path("/deeper")
        @RequiresClaim(name = "tenant", equals = "acme")
        public RootAndSub deeper() {
            return this;
        }
    }

    public static class Sub {
        @GET
        @RequiresClaim(name = "role", equals = "clerk")
        public String get() {
            return "done";
        }
    }

    public static class OpenSub {
        @GET
        public String get() {
            return "done";
        }

        @Path("/deeper")
        public OpenSub deeper() {
            return this;
        }
    }

    public record Order(String text) {}

    public static class CountingReader implements MessageBodyReader<Order> {
        static final AtomicInteger READS = new AtomicInteger();

        @Override
        public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
            return type == Order.class;
        }

        @Override
        public Order readFrom(
                Class<Order> type,
                Type genericType,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, String> headers,
                InputStream body) {
            READS.incrementAndGet();
            return new Order("");
        }
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("done");
    }

    private static void assertTokenRequired(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        // RFC 6750 section 3.1: a request without a token gets a challenge without an error.
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer realm=")
                .doesNotContain("error");
        assertProblem(response);
    }

    private static void assertForbidden(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .contains("error=\"insufficient_scope\"");
        assertProblem(response);
    }

    /** Either alone is not enough. */
    private static void assertAsksForBoth(String path, String one, String other) throws Exception {
        assertForbidden(server.get(path, one));
        assertForbidden(server.get(path, other));
        assertGranted(server.get(path, one + " " + other));
    }

    private static void assertProblem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.body())
                .contains("\"status\":" + response.statusCode())
                .doesNotContain("clerk", "acme", "secret");
    }

    @Nested
    class Claims {
        @ParameterizedTest
        @ValueSource(
                strings = {"/orders", "/orders/async", "/roots/guarded", "/guarded-roots/open", "/guarded-locators/open"
                })
        void get_claimFulfilled_isGranted(String path) throws Exception {
            assertGranted(server.get(path, "role=clerk"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/orders",
                    "/orders/two",
                    "/orders/async",
                    "/inheriting",
                    "/roots/guarded",
                    "/guarded-roots/open",
                    "/guarded-roots/open/deeper",
                    "/guarded-locators/open",
                    "/guarded-locators/open/deeper/deeper"
                })
        @Requirement({105, 106})
        void get_guardedPath_refusesWhoeverHasNoTokenOrClaim(String path) throws Exception {
            assertTokenRequired(server.get(path, "anonymous"));
            assertTokenRequired(server.get(path)); // the filter has not seen it
            assertForbidden(server.get(path, "role=guest"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/orders/open", "/roots/open", "/roots/open/deeper"})
        void get_openPath_isGrantedToAnybody(String path) throws Exception {
            assertGranted(server.get(path, "anonymous"));
            assertGranted(server.get(path));
        }

        @Test
        void get_resourceWithAPathOfItsOwn_isGuardedByTheLocatorsThatLeadToIt() throws Exception {
            assertGranted(server.get("/root-and-sub", "anonymous"));
            assertTokenRequired(server.get("/paths/guarded", "anonymous"));
            assertForbidden(server.get("/paths/guarded", "role=guest"));
            assertGranted(server.get("/paths/guarded", "role=clerk"));
            assertAsksForBoth("/paths/guarded/deeper", "role=clerk", "tenant=acme");
            assertTokenRequired(server.get("/root-and-sub/deeper", "anonymous"));
            assertGranted(server.get("/root-and-sub/deeper/deeper", "tenant=acme"));
        }

        @Test
        void get_twoRequirements_asksForBoth() throws Exception {
            assertAsksForBoth("/orders/two", "role=clerk", "tenant=acme");
        }

        @Test
        void get_annotatedInterface_asksForItsRequirements() throws Exception {
            assertAsksForBoth("/inheriting", "role=clerk", "tenant=acme");
        }

        @Test
        void post_refused_doesNotReadTheBody() throws Exception {
            int before = CountingReader.READS.get();
            assertTokenRequired(server.send("POST", "/orders", "{}", "anonymous"));
            assertForbidden(server.send("POST", "/orders", "{}", "role=guest"));
            assertThat(CountingReader.READS).hasValue(before);
            assertGranted(server.send("POST", "/orders", "{}", "role=clerk"));
            assertThat(CountingReader.READS).hasValue(before + 1);
        }

        @ParameterizedTest
        @CsvSource({"HEAD,401", "OPTIONS,200"})
        void send_methodThatNobodyWrote_isGuardedWhereItRunsTheResource(String method, int status) throws Exception {
            assertThat(server.send(method, "/orders", "", "anonymous").statusCode())
                    .isEqualTo(status);
        }

        @Test
        void get_authenticatedOtherwise_isSentToAuthenticateAgain() throws Exception {
            assertTokenRequired(server.get("/orders/step-up", "anonymous"));
            assertThat(server.get("/orders/step-up", "roles=clerk acr=phr")
                            .headers()
                            .firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge)
                            .contains("\"insufficient_scope\"")
                            .endsWith(", scope=\"read\""));
            assertForbidden(server.get("/orders/step-up", "scope=read acr=phr"));
            HttpResponse<String> response = server.get("/orders/step-up", "scope=read roles=clerk acr=phr");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer realm=\"sealgate\", error=\"insufficient_user_authentication\","
                            + " error_description=\"A different or more recent authentication is required\","
                            + " acr_values=\"phr phrh\", max_age=\"300\"");
            assertProblem(response);
        }

        @Test
        void get_deniedInside_isMapped() throws Exception {
            assertForbidden(server.get("/orders/thrown", "role=clerk"));
        }
    }

    @Nested
    class BoundToTheRequest {
        @ParameterizedTest
        @CsvSource({
            "/tenants/acme, tenant=acme",
            "/tenants/acme/, tenant=acme",
            "/tenants/a%63me, tenant=acme",
            "/tenants/a%2563me, tenant=a%63me",
            "/tenants/acme;x=other, tenant=acme",
            "/tenants/a+c, tenant=a+c",
            "/tenants/acme/acme/twice, tenant=acme",
            "/tenants/x/query?tenant=acme, tenant=acme",
            "/tenants/x/query?tenant=a%2Bc, tenant=a+c",
            "/tenants/x/query?tenant=acme&tenant=ac%6De&Tenant=other, tenant=acme",
            "/tenants/acme/sub/7, tenant=acme order=7"
        })
        void get_claimEqualsTheDecodedParameter_isGranted(String path, String caller) throws Exception {
            assertGranted(server.get(path, caller));
        }

        @ParameterizedTest
        @CsvSource({
            "/tenants/other, tenant=acme",
            "/tenants/ACME, tenant=acme",
            "/tenants/acme, role=acme",
            "/tenants/acme%20, tenant=acme",
            "/tenants/a%2563me, tenant=acme",
            "/tenants/acme?tenantId=other, tenant=other",
            "/tenants/acme/other/twice, tenant=acme",
            "/tenants/other/acme/twice, tenant=acme",
            "/tenants/acme/query, tenant=acme",
            "/tenants/acme/query?tenant, tenant=acme",
            "/tenants/acme/query?tenant=other, tenant=acme",
            "/tenants/acme/query?tenant=acme&tenant=other, tenant=acme",
            "/tenants/acme/query?tenant=other&tenant=acme, tenant=acme",
            "/tenants/acme/query?Tenant=acme, tenant=acme",
            "/tenants/acme/query?tenant=a%2563me, tenant=acme",
            "/tenants/acme/header, tenant=acme",
            "/tenants/other/sub/7, tenant=acme order=7",
            "/tenants/acme/sub/8, tenant=acme order=7"
        })
        void get_claimDoesNotEqualEachOfTheParameter_isRefused(String path, String caller) throws Exception {
            assertForbidden(server.get(path, caller));
        }

        @Test
        void get_header_hasToBeThereAndEachLineEqual() throws Exception {
            assertGranted(server.getWith("X-Tenant", List.of("acme"), "/tenants/x/header", "tenant=acme"));
            assertGranted(server.getWith("x-tenant", List.of("acme"), "/tenants/x/header", "tenant=acme"));
            assertForbidden(server.getWith("X-Tenant", List.of("other"), "/tenants/x/header", "tenant=acme"));
            assertForbidden(server.getWith("X-Tenant", List.of("acme", "other"), "/tenants/x/header", "tenant=acme"));
            assertForbidden(server.getWith("X-Tenant", List.of("other", "acme"), "/tenants/x/header", "tenant=acme"));
            assertForbidden(server.getWith("X-Tenant", List.of("acme,acme"), "/tenants/x/header", "tenant=acme"));
            assertForbidden(server.getWith("X-Tenants", List.of("acme"), "/tenants/x/header", "tenant=acme"));
        }
    }

    @Nested
    class Roles {
        @Test
        void get_oneOfTheRoles_isGranted() throws Exception {
            assertGranted(server.get("/orders/roles", "roles=boss"));
            assertGranted(server.get("/orders/roles", "roles=other,clerk"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/orders/roles",
                    "/orders/anybody-known",
                    "/orders/deny",
                    "/closed",
                    "/closed/roles",
                    "/orders/role-and-claim"
                })
        void get_noToken_answers401(String path) throws Exception {
            assertTokenRequired(server.get(path, "anonymous"));
            assertTokenRequired(server.get(path));
        }

        @Test
        void get_otherRole_answers403() throws Exception {
            assertForbidden(server.get("/orders/roles", "roles=guest"));
            assertForbidden(server.get("/orders/roles", "role=clerk"));
            assertForbidden(server.get("/closed/roles", "roles=boss"));
        }

        @Test
        void get_anyAuthenticated_isGrantedToAnyToken() throws Exception {
            assertGranted(server.get("/orders/anybody-known", "role=guest"));
        }

        @Test
        void get_denyAll_answers403() throws Exception {
            assertForbidden(server.get("/orders/deny", "roles=clerk"));
            assertForbidden(server.get("/closed", "roles=clerk"));
        }

        @Test
        void get_methodOfClosedClass_countsMoreThanTheClass() throws Exception {
            assertGranted(server.get("/closed/permit", "anonymous"));
            assertGranted(server.get("/closed/roles", "roles=clerk"));
        }

        @Test
        void get_roleAndClaim_asksForBoth() throws Exception {
            assertAsksForBoth("/orders/role-and-claim", "roles=clerk", "tenant=acme");
        }

        @Test
        void get_permitAllAndClaim_asksForTheClaim() throws Exception {
            assertTokenRequired(server.get("/orders/permit-and-claim", "anonymous"));
            assertForbidden(server.get("/orders/permit-and-claim", "tenant=other"));
            assertGranted(server.get("/orders/permit-and-claim", "tenant=acme"));
        }
    }
}
