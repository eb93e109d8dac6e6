package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The map of all endpoints. In a deployment of its own, as the REST runtime may tell of more once it was called. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class EndpointMapConformanceIT extends EndpointConformance {
    @Test
    void map_isTheSameEverywhere() {
        String shop = "io.sealgate.testsuite.endpoints.ShopResource#";
        // Jersey adds a description of all resources, which nobody may read here.
        assertThat(get("/api/shop/map").body().lines())
                .filteredOn(line -> !(line.contains("org.glassfish.jersey") && line.contains("\"access\":\"denied\"")))
                .containsExactly(
                        "[",
                        servlet(
                                        "*.page",
                                        "AdminServlet",
                                        "guarded",
                                        "what the rules for the methods of its path ask",
                                        "sealgate.path.pages")
                                + ",",
                        servlet("/admin/*", "AdminServlet", "guarded", "role admin", "sealgate.path.admin") + ",",
                        rest("GET", "/api/shop/admin/users", "users", "guarded", "role admin", "sealgate.path.users"),
                        rest(
                                "GET",
                                "/api/shop/denials",
                                "denials",
                                "permitted",
                                "nothing",
                                "@PermitAll on " + shop + "denials"),
                        rest(
                                "GET",
                                "/api/shop/events",
                                "events",
                                "permitted",
                                "nothing",
                                "@PermitAll on " + shop + "events"),
                        rest("GET", "/api/shop/map", "map", "permitted", "nothing", "@PermitAll on " + shop + "map"),
                        rest("GET", "/api/shop/never", "never", "denied", "nobody", "@DenyAll on " + shop + "never"),
                        rest(
                                "GET",
                                "/api/shop/orders",
                                "orders",
                                "guarded",
                                "scope any of [orders:read]",
                                "@RequiresClaim on " + shop + "orders"),
                        rest(
                                "DELETE",
                                "/api/shop/orders/{id}",
                                "cancel",
                                "guarded",
                                "role any of [manager]",
                                "@RolesAllowed on " + shop + "cancel",
                                "department equals sales",
                                "@RequiresClaim on " + shop + "cancel"),
                        line(
                                        "GET",
                                        "/api/shop/parts/first",
                                        "rest",
                                        "PartsResource#first",
                                        "guarded",
                                        "role any of [manager]",
                                        "@RolesAllowed on " + shop + "parts")
                                + ",",
                        rest("GET", "/api/shop/silent", "silent", "denied", "nobody", "sealgate.endpoints.unannotated"),
                        rest(
                                "GET",
                                "/api/shop/tried",
                                "tried",
                                "guarded",
                                "department equals sales (report only)",
                                "@RequiresClaim on " + shop + "tried"),
                        servlet(
                                        "/dispatch/*",
                                        "DispatchServlet",
                                        "permitted",
                                        "nothing",
                                        "@PermitAll on io.sealgate.testsuite.endpoints.DispatchServlet")
                                + ",",
                        servlet(
                                        "/guarded/*",
                                        "GuardedServlet",
                                        "guarded",
                                        "scope any of [orders:read]",
                                        "@RequiresClaim on io.sealgate.testsuite.endpoints.GuardedServlet")
                                + ",",
                        line(
                                        "WEBSOCKET",
                                        "/live/{room}",
                                        "websocket",
                                        "LiveEndpoint",
                                        "guarded",
                                        "role admin",
                                        "sealgate.path.live")
                                + ",",
                        servlet("/silent", "SilentServlet", "denied", "nobody", "sealgate.endpoints.unannotated"),
                        "]");
    }

    private static String rest(String method, String path, String target, String access, String... rules) {
        return line(method, path, "rest", "ShopResource#" + target, access, rules) + ",";
    }

    private static String servlet(String path, String target, String access, String... rules) {
        return line("*", path, "servlet", target, access, rules);
    }

    private static String line(String method, String path, String kind, String target, String access, String... rules) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < rules.length; i += 2) {
            all.append(i == 0 ? "" : ",").append("{\"asks\":\"" + rules[i] + "\",\"from\":\"" + rules[i + 1] + "\"}");
        }
        return "{\"method\":\"" + method + "\",\"path\":\"" + path + "\",\"kind\":\"" + kind
                + "\",\"target\":\"io.sealgate.testsuite.endpoints." + target + "\",\"access\":\"" + access
                + "\",\"rules\":[" + all + "]}";
    }
}
