package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.EndpointMap;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RestEndpointsTest {
    private static final String HERE = RestEndpointsTest.class.getName() + "$";

    private static List<String> lines(Class<?>... classes) {
        return EndpointMap.of(RestEndpoints.of(Arrays.asList(classes))).endpoints().stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.path() + " " + endpoint.access() + " "
                        + endpoint.rules().stream().map(Endpoint.Rule::asks).toList())
                .toList();
    }

    @Path("/orders/")
    @RequiresClaim(name = "scope", anyOf = "read")
    public static class Orders {
        @GET
        public void list() {}

        @DELETE
        @Path("{id: \\d+}")
        @RolesAllowed({"clerk", "boss"})
        @RequiresClaim(name = "department", equals = "sales")
        public void cancel() {}

        @POST
        @DenyAll
        public void post() {}

        public void notAnEndpoint() {}
    }

    @Path("open")
    public static class Open {
        @GET
        public void get() {}

        @GET
        @Path("/permitted")
        @PermitAll
        public void permitted() {}

        @GET
        @Path("/both")
        @PermitAll
        @RequiresClaim(name = "tenant")
        public void both() {}
    }

    public interface Contract {
        @GET
        @Path("/contract")
        @RequiresClaim(name = "tenant")
        String get();
    }

    public abstract static class Base {
        @POST
        @RolesAllowed("clerk")
        public void post() {}
    }

    @Path("/inheriting")
    public static class Inheriting extends Base implements Contract {
        @Override
        public String get() {
            return "";
        }
    }

    @Path("/roots")
    public static class Roots {
        @Path("/{tenant}")
        @RequiresClaim(name = "tenant")
        public Sub sub() {
            return new Sub();
        }

        @Path("/unknown")
        public Object unknown() {
            return new Sub();
        }

        @Path("/class")
        public Class<Sub> asClass() {
            return Sub.class;
        }
    }

    public static class Sub {
        @GET
        @Path("/leaf")
        public void leaf() {}

        @Path("/again")
        public Sub again() {
            return this;
        }
    }

    @ApplicationPath("/api/*")
    public static class Scanned extends Application {}

    @ApplicationPath("listed")
    public static class Listing extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Open.class);
        }
    }

    @ApplicationPath("failing")
    public static class Failing extends Listing {
        @Override
        public Set<Class<?>> getClasses() {
            throw new IllegalStateException("not injected yet");
        }
    }

    @Test
    void of_resource_readsMethodsPathsAndRules() {
        assertThat(lines(Orders.class))
                .containsExactly(
                        "GET /orders GUARDED [scope any of [read]]",
                        "POST /orders DENIED [nobody, scope any of [read]]",
                        "DELETE /orders/{id: \\d+} GUARDED [role any of [boss, clerk], scope any of [read], department equals sales]");
    }

    @Test
    void of_rule_saysWhereItComesFrom() {
        assertThat(RestEndpoints.of(List.of(Orders.class)))
                .filteredOn(endpoint -> endpoint.method().equals("DELETE"))
                .singleElement()
                .satisfies(endpoint -> {
                    assertThat(endpoint.target()).isEqualTo(HERE + "Orders#cancel");
                    assertThat(endpoint.rules())
                            .extracting(Endpoint.Rule::from)
                            .containsExactly(
                                    "@RolesAllowed on " + HERE + "Orders#cancel",
                                    "@RequiresClaim on " + HERE + "Orders",
                                    "@RequiresClaim on " + HERE + "Orders#cancel");
                });
    }

    @Test
    void of_permitAll_isOpenOnPurposeUnlessSomethingElseIsAsked() {
        assertThat(lines(Open.class))
                .containsExactly(
                        "GET /open OPEN []",
                        "GET /open/both GUARDED [tenant present]",
                        "GET /open/permitted PERMITTED [nothing]");
    }

    @Test
    void of_inheritedMethods_haveTheAnnotationsOfTheirDeclarations() {
        assertThat(lines(Inheriting.class))
                .containsExactly(
                        "POST /inheriting GUARDED [role any of [clerk]]",
                        "GET /inheriting/contract GUARDED [tenant present]");
    }

    @Test
    void of_locators_areFollowedAsFarAsTypesTell() {
        assertThat(lines(Roots.class, Sub.class))
                .containsExactly(
                        "* /roots/class/again/** OPEN []",
                        "GET /roots/class/leaf OPEN []",
                        "* /roots/unknown/** OPEN []",
                        "* /roots/{tenant}/again/** GUARDED [tenant present]",
                        "GET /roots/{tenant}/leaf GUARDED [tenant present]");
    }

    @Test
    void of_applications_prefixTheirPathsAndListsAreHonoured() {
        assertThat(lines(Scanned.class, Open.class, Inheriting.class)).allMatch(line -> line.contains(" /api/"));
        assertThat(lines(Listing.class, Open.class, Orders.class))
                .hasSize(3)
                .allMatch(line -> line.contains(" /listed/open"));
        assertThat(lines(Failing.class, Open.class, Orders.class)).hasSize(6);
        assertThat(lines(Scanned.class, Listing.class, Open.class, Orders.class))
                .hasSize(9);
    }

    @Test
    void of_invalidAnnotation_fails() {
        assertThatThrownBy(() -> RestEndpoints.of(List.of(Invalid.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid");
    }

    @Path("/invalid")
    public static class Invalid {
        @GET
        @RequiresClaim(name = "")
        public void get() {}
    }

    @Nested
    class WhenDeployed {
        public static class Explicit extends Application {
            @Override
            public Set<Class<?>> getClasses() {
                return Set.of(Orders.class, Inheriting.class, Roots.class);
            }
        }

        @Test
        void endpoints_foundAndRegistered_areOneMap() throws Exception {
            // Orders alone is found by the scan, as if the others came from code.
            try (RestServer server = RestServer.start(
                    Explicit.class,
                    (found, context) -> RestEndpointScan.read(late -> found, context),
                    Set.of(Orders.class))) {
                server.get("/orders", "scope=read");
                server.get("/roots/unknown/leaf", "scope=read");

                assertThat(ApplicationEndpoints.of(server.applicationLoader())
                                .map()
                                .endpoints())
                        .extracting(endpoint -> endpoint.method() + " " + endpoint.path() + " " + endpoint.access())
                        .contains(
                                "GET /orders " + Access.GUARDED,
                                "DELETE /orders/{id: \\d+} " + Access.GUARDED,
                                "POST /inheriting " + Access.GUARDED,
                                "GET /**/leaf " + Access.OPEN)
                        .doesNotHaveDuplicates();
            }
        }
    }
}
