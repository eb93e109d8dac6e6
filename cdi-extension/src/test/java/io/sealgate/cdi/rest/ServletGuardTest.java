package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.RequiresAuthentication;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresClaimScan;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Kind;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servlets with and without a rule, and what becomes of endpoints that have none, over HTTP. */
class ServletGuardTest {
    private static final String UNANNOTATED = "sealgate.endpoints.unannotated";

    public static class Resources extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Silent.class, RecentResource.class);
        }
    }

    @Path("/rest")
    public static class Silent {
        @GET
        @Path("/silent")
        public String silent() {
            return "SECRET";
        }

        @GET
        @Path("/permitted")
        @PermitAll
        public String permitted() {
            return "for all";
        }

        @GET
        @Path("/guarded")
        @RequiresClaim(name = "role", equals = "clerk")
        public String guarded() {
            return "SECRET";
        }
    }

    @Path("/rest/recent")
    @RequiresAuthentication(maxAge = "PT5M")
    public static class RecentResource {
        @GET
        public String recent() {
            return "SECRET";
        }
    }

    private static class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String query = request.getQueryString();
            if (query == null || request.getDispatcherType() != DispatcherType.REQUEST) {
                response.getWriter().print("SECRET");
                return;
            }
            String target = query.substring(query.indexOf('=') + 1);
            RequestDispatcher dispatcher = query.contains("named")
                    ? getServletContext().getNamedDispatcher(target)
                    : request.getRequestDispatcher(target);
            if (query.contains("async")) {
                request.startAsync().dispatch(target);
            } else if (query.contains("include")) {
                dispatcher.include(request, response);
            } else {
                dispatcher.forward(request, response);
            }
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    private static class Guarded extends Echo {
        private static final long serialVersionUID = 1;
    }

    private static final class Inheriting extends Guarded {
        private static final long serialVersionUID = 1;
    }

    @RequiresAuthentication(maxAge = "PT5M")
    private static final class Recent extends Echo {
        private static final long serialVersionUID = 1;
    }

    @PermitAll
    private static final class Permitted extends Echo {
        private static final long serialVersionUID = 1;
    }

    private static final ServletContainerInitializer INITIALIZER = (classes, context) -> {
        new RequiresClaimScan().onStartup(Set.of(Guarded.class, Recent.class), context);
        RestEndpointScan.read(late -> Set.of(Silent.class, RecentResource.class, Resources.class), context);
        var guarded = context.addServlet("guarded", new Guarded());
        guarded.setAsyncSupported(true);
        guarded.addMapping("/guarded/*", "*.guarded");
        context.addServlet("inheriting", new Inheriting()).addMapping("/inheriting");
        var permitted = context.addServlet("permitted", new Permitted());
        permitted.setAsyncSupported(true);
        permitted.addMapping("/permitted");
        context.addServlet("recent", new Recent()).addMapping("/recent");
        context.addServlet("silent", new Echo()).addMapping("/silent");
        context.addServlet("unmapped", new Guarded());
    };

    private static RestServer start(String unannotated) throws Exception {
        return RestServer.start(Resources.class, INITIALIZER, Set.of(), UNANNOTATED, unannotated);
    }

    @ParameterizedTest
    @CsvSource({
        "/guarded",
        "/guarded/x",
        "/inheriting",
        "/permitted?forward=/guarded",
        "/permitted?include=/guarded",
        "/permitted?async=/guarded",
        "/permitted?forward-named=guarded",
        "/permitted?include-named=guarded",
        "/permitted?forward-named=unmapped"
    })
    void annotatedServlet_howeverReached_isGuarded(String path) throws Exception {
        try (RestServer server = start("allow")) {
            var anonymous = server.get(path, "anonymous");
            assertThat(anonymous.statusCode()).isEqualTo(401);
            assertThat(anonymous.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(server.get(path, "role=guest").statusCode()).isEqualTo(403);
            assertThat(server.get(path).body()).doesNotContain("SECRET");
            assertThat(server.get(path, "role=clerk").body()).isEqualTo("SECRET");
        }
    }

    @ParameterizedTest
    @CsvSource({"/recent", "/rest/recent"})
    void clock_moved_decides(String path) throws Exception {
        try (RestServer server = start("allow")) {
            String caller = "auth_time=" + server.clock().instant().getEpochSecond();
            assertThat(server.get(path, caller).body()).isEqualTo("SECRET");
            server.clock().advance(Duration.ofSeconds(300));
            assertThat(server.get(path, caller).body()).isEqualTo("SECRET");
            server.clock().advance(Duration.ofSeconds(1));
            var late = server.get(path, caller);
            assertThat(late.statusCode()).isEqualTo(401);
            assertThat(late.headers().firstValue("WWW-Authenticate").orElse("")).contains("max_age=\"300\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "allow, /silent, 200",
        "allow, /rest/silent, 200",
        "deny, /silent, 401",
        "deny, /rest/silent, 401",
        "deny, /permitted, 200",
        "deny, /rest/permitted, 200",
        "deny, /rest/guarded, 401",
        "deny, /permitted?forward=/silent, 200"
    })
    void unannotated_property_decides(String unannotated, String path, int anonymous) throws Exception {
        try (RestServer server = start(unannotated)) {
            assertThat(server.get(path, "anonymous").statusCode()).isEqualTo(anonymous);
            assertThat(server.get(path, "role=clerk").statusCode())
                    .isEqualTo(path.contains("guarded") || anonymous == 200 ? 200 : 403);
            assertThat(server.send("OPTIONS", path, "", "anonymous").statusCode())
                    .isNotEqualTo(500);
        }
    }

    @Test
    void unannotated_fail_keepsTheApplicationShut() throws Exception {
        try (RestServer server = start("fail")) {
            assertThat(server.applicationIsAvailable()).isFalse();
            assertThat(server.get("/rest/permitted", "anonymous").statusCode()).isIn(404, 503);
        }
    }

    @Test
    void endpoints_servlets_areInTheMap() throws Exception {
        try (RestServer server = start("deny")) {
            assertThat(ApplicationEndpoints.of(server.applicationLoader()).map().endpoints())
                    .filteredOn(endpoint -> endpoint.kind() == Kind.SERVLET)
                    .extracting(endpoint -> endpoint.path() + " " + endpoint.access() + " "
                            + endpoint.rules().stream().map(Endpoint.Rule::asks).toList())
                    .containsExactly(
                            "*.guarded GUARDED [role equals clerk]",
                            "/guarded/* GUARDED [role equals clerk]",
                            "/inheriting GUARDED [role equals clerk]",
                            "/permitted PERMITTED [nothing]",
                            "/recent GUARDED [authentication within PT5M]",
                            "/silent DENIED [nobody]");
        }
    }
}
