package io.sealgate.cdi.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.RequiresAnyOf;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresScope;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme.In;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme.Type;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the scanner of WildFly and Open Liberty, which finds the filter as it does there. */
class EndpointSecurityFilterTest {
    private static final ClassLoader APPLICATION = EndpointSecurityFilter.class.getClassLoader();
    private static final Map<String, String> MINIMUM = Map.of(
            "mp.jwt.verify.publickey", TestKeys.set(TestKeys.publicJwk(TestKeys.p256("ec-1"), "ES256")),
            "mp.jwt.verify.issuer", TestTokens.ISSUER,
            "mp.jwt.verify.audiences", TestTokens.AUDIENCE);

    @ApplicationPath("/api")
    public static class Rest extends Application {}

    @Path("/orders")
    public static class Orders {
        @GET
        @RequiresScope("orders:read")
        public String list() {
            return "";
        }

        @POST
        @RequiresScope({"orders:read", "orders:write"})
        @RolesAllowed({"clerk", "boss"})
        public void place() {}

        @GET
        @Path("/{id: \\d+}")
        @RequiresAnyOf(scopes = {"orders:read", "orders:admin"})
        public String find(@PathParam("id") long id) {
            return "";
        }

        /** As its neighbour is called, too. */
        @GET
        @Path("/by-name/{name}")
        @RequiresClaim(name = "department", equals = "sales")
        public String find(@PathParam("name") String name) {
            return "";
        }

        @DELETE
        @Path("/{id: \\d+}")
        @DenyAll
        public void drop(@PathParam("id") long id) {}

        @GET
        @Path("/count")
        public String count_all() {
            return "";
        }

        @GET
        @Path("/permitted")
        @PermitAll
        public String permitted() {
            return "";
        }

        @GET
        @Path("/tried")
        @RequiresClaim(name = "department", equals = "sales", reportOnly = true)
        public String tried() {
            return "";
        }

        @PUT
        @RequiresScope("orders:write")
        @org.eclipse.microprofile.openapi.annotations.Operation(operationId = "replaceAll")
        @SecurityRequirement(
                name = "own",
                scopes = {})
        @APIResponse(responseCode = "403", description = "Ask the shop")
        public void replace() {}

        @Path("/parts")
        @RequiresClaim(name = "tenant")
        public Parts parts() {
            return new Parts();
        }
    }

    public static class Parts {
        @GET
        @Path("/first")
        @RequiresScope("parts:read")
        public String first() {
            return "";
        }
    }

    @Path("/own")
    @SecurityScheme(securitySchemeName = "shop", type = SecuritySchemeType.HTTP, scheme = "Bearer")
    public static class OwnScheme {
        @GET
        @RequiresScope("orders:read")
        public String get() {
            return "";
        }
    }

    @BeforeEach
    @AfterEach
    void forgetConfiguration() {
        ConfigProviderResolver.instance()
                .releaseConfig(ConfigProviderResolver.instance().getConfig(APPLICATION));
    }

    private static OpenAPI document(String version, Map<String, String> more, Class<?>... classes) throws IOException {
        Map<String, String> values = new HashMap<>(MINIMUM);
        values.putAll(more);
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(new PropertiesConfigSource(values, "application", 100));
        new OpenApiDefaults().getConfigSources(APPLICATION).forEach(sources::add);
        Config config = new SmallRyeConfigBuilder()
                .withSources(sources.toArray(ConfigSource[]::new))
                .build();
        ConfigProviderResolver.instance().registerConfig(config, APPLICATION);
        return SmallRyeOpenAPI.builder()
                .withConfig(config)
                .withApplicationClassLoader(APPLICATION)
                .withInitialModel(OASFactory.createOpenAPI().openapi(version))
                .withIndex(Index.of(classes))
                .build()
                .model();
    }

    private static OpenAPI document(Map<String, String> more, Class<?>... classes) throws IOException {
        return document("3.0.3", more, classes);
    }

    private static OpenAPI document(Map<String, String> more) throws IOException {
        return document(more, Rest.class, Orders.class, Parts.class);
    }

    private static Operation operation(OpenAPI document, HttpMethod method, String path) {
        return document.getPaths().getPathItem("/api" + path).getOperations().get(method);
    }

    private static List<Map<String, List<String>>> security(Operation operation) {
        return operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .map(requirement -> Map.copyOf(requirement.getSchemes()))
                        .toList();
    }

    private static Object claims(Operation operation) {
        return operation.getExtensions() == null
                ? null
                : operation.getExtensions().get("x-required-claims");
    }

    private static void assertPublic(Operation operation) {
        assertThat(operation.getSecurity()).isNullOrEmpty();
        assertThat(operation.getResponses().getAPIResponses()).doesNotContainKeys("401", "403");
        assertThat(claims(operation)).isNull();
    }

    @Test
    void filter_guardedOperation_showsSchemeAnswersAndClaims() throws IOException {
        OpenAPI document = document(Map.of());

        assertThat(document.getComponents().getSecuritySchemes())
                .containsOnlyKeys("bearer")
                .hasEntrySatisfying("bearer", scheme -> {
                    assertThat(scheme.getType()).isEqualTo(Type.HTTP);
                    assertThat(scheme.getScheme()).isEqualTo("bearer");
                    assertThat(scheme.getBearerFormat()).isEqualTo("JWT");
                });
        Operation list = operation(document, HttpMethod.GET, "/orders");
        // OpenAPI 3.0 has no scopes for this kind of scheme.
        assertThat(security(list)).containsExactly(Map.of("bearer", List.of()));
        assertThat(list.getResponses().getAPIResponse("401").getDescription())
                .isEqualTo("No token, or one that is not valid");
        assertThat(list.getResponses().getAPIResponse("403").getDescription())
                .isEqualTo("The token does not have what is asked: scope all of [orders:read]");
        assertThat(list.getResponses().getAPIResponses()).containsKey("200");
        assertThat(claims(list)).isEqualTo(List.of("scope all of [orders:read]"));
        assertThat(claims(operation(document, HttpMethod.POST, "/orders")))
                .isEqualTo(List.of("role any of [boss, clerk]", "scope all of [orders:read, orders:write]"));
        assertThat(claims(operation(document, HttpMethod.DELETE, "/orders/{id}")))
                .isEqualTo(List.of("nobody"));
    }

    @Test
    void filter_methodsOfOneName_areToldApartByTheirPaths() throws IOException {
        OpenAPI document = document(Map.of());

        assertThat(claims(operation(document, HttpMethod.GET, "/orders/{id}")))
                .isEqualTo(List.of("(scope all of [orders:read], or scope all of [orders:admin])"));
        assertThat(claims(operation(document, HttpMethod.GET, "/orders/by-name/{name}")))
                .isEqualTo(List.of("department equals sales"));
    }

    @Test
    void filter_subResource_showsWhatItsLocatorAsksToo() throws IOException {
        assertThat(claims(operation(document(Map.of()), HttpMethod.GET, "/orders/parts/first")))
                .isEqualTo(List.of("tenant present", "scope all of [parts:read]"));
    }

    @Test
    void filter_publicOperation_isLeftAlone() throws IOException {
        OpenAPI document = document(Map.of());

        assertPublic(operation(document, HttpMethod.GET, "/orders/count"));
        assertPublic(operation(document, HttpMethod.GET, "/orders/permitted"));
        assertPublic(operation(document, HttpMethod.GET, "/orders/tried"));
    }

    @Test
    void filter_whatTheApplicationSays_stays() throws IOException {
        Operation replace = operation(document(Map.of()), HttpMethod.PUT, "/orders");

        assertThat(replace.getOperationId()).isEqualTo("replaceAll");
        assertThat(security(replace)).containsExactly(Map.of("own", List.of()));
        assertThat(replace.getResponses().getAPIResponse("403").getDescription())
                .isEqualTo("Ask the shop");
    }

    @Test
    void filter_namesOfClassesAndMethods_areGoneFromTheDocument() throws IOException {
        document(Map.of())
                .getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((method, operation) -> assertThat(operation.getOperationId())
                                .as(method + " " + path)
                                .isIn(null, "replaceAll")));
    }

    @Test
    void filter_namesThatTheApplicationAskedFor_stay() throws IOException {
        OpenAPI document = document(Map.of(OpenApiDefaults.OPERATION_IDS, OpenApiDefaults.CLASS_AND_METHOD));

        Operation count = operation(document, HttpMethod.GET, "/orders/count");
        assertThat(count.getOperationId()).isEqualTo(Orders.class.getName() + "_count_all");
        assertThat(claims(operation(document, HttpMethod.GET, "/orders"))).isNotNull();
    }

    @Test
    void filter_schemeOfTheApplication_isUsed() throws IOException {
        OpenAPI document = document(Map.of(), Rest.class, OwnScheme.class);

        assertThat(document.getComponents().getSecuritySchemes()).containsOnlyKeys("shop");
        assertThat(security(operation(document, HttpMethod.GET, "/own"))).containsExactly(Map.of("shop", List.of()));
    }

    @Test
    void filter_laterOpenApi_namesScopes() throws IOException {
        OpenAPI document = document("3.1.0", Map.of(), Rest.class, Orders.class);

        assertThat(security(operation(document, HttpMethod.POST, "/orders")))
                .containsExactly(Map.of("bearer", List.of("orders:read", "orders:write")));
        // One of several suffices: that cannot be said there.
        assertThat(security(operation(document, HttpMethod.GET, "/orders/{id}")))
                .containsExactly(Map.of("bearer", List.of()));
    }

    @Test
    void filter_severalPlacesForTokens_areAlternatives() throws IOException {
        OpenAPI document = document(Map.of(
                "sealgate.token.sources", "cookie,header,authorization,form",
                "mp.jwt.token.cookie", "__Host-token",
                "sealgate.token.header-name", "X-Token"));

        assertThat(security(operation(document, HttpMethod.GET, "/orders")))
                .containsExactly(
                        Map.of("bearer", List.of()),
                        Map.of("tokenHeader", List.of()),
                        Map.of("tokenCookie", List.of()));
        assertThat(document.getComponents().getSecuritySchemes().get("tokenCookie"))
                .satisfies(scheme -> assertThat(scheme.getType()).isEqualTo(Type.APIKEY))
                .satisfies(scheme -> assertThat(scheme.getIn()).isEqualTo(In.COOKIE))
                .satisfies(scheme -> assertThat(scheme.getName()).isEqualTo("__Host-token"));
        assertThat(document.getComponents().getSecuritySchemes().get("tokenHeader"))
                .satisfies(scheme -> assertThat(scheme.getIn()).isEqualTo(In.HEADER))
                .satisfies(scheme -> assertThat(scheme.getName()).isEqualTo("X-Token"));
    }

    @Test
    void filter_ruleForPath_showsToo() throws IOException {
        OpenAPI document = document(Map.of(
                "sealgate.path.count.path", "/api/orders/count",
                "sealgate.path.count.require", "authenticated",
                "sealgate.path.permitted.path", "/api/orders/permitted",
                "sealgate.path.permitted.require", "scope:orders:count",
                "sealgate.path.tried.path", "/api/orders/tried",
                "sealgate.path.tried.require", "role:clerk",
                "sealgate.path.tried.mode", "report"));

        Operation count = operation(document, HttpMethod.GET, "/orders/count");
        assertThat(security(count)).hasSize(1);
        assertThat(count.getResponses().getAPIResponses()).containsKey("401").doesNotContainKey("403");
        assertThat(claims(operation(document, HttpMethod.GET, "/orders/permitted")))
                .isEqualTo(List.of("scope any of [orders:count]"));
        assertPublic(operation(document, HttpMethod.GET, "/orders/tried"));
    }

    @Test
    void filter_endpointsWithoutRuleRefused_areClosed() throws IOException {
        OpenAPI document = document(Map.of("sealgate.endpoints.unannotated", "deny"));

        assertThat(claims(operation(document, HttpMethod.GET, "/orders/count"))).isEqualTo(List.of("nobody"));
        assertPublic(operation(document, HttpMethod.GET, "/orders/permitted"));
    }

    @Test
    void filter_rulesOnlyReported_showsNone() throws IOException {
        OpenAPI document = document(Map.of("sealgate.authorization.mode", "report"));

        assertPublic(operation(document, HttpMethod.GET, "/orders"));
    }

    @Test
    void filter_configurationThatCannotBeUsed_leavesTheDocument() throws IOException {
        OpenAPI document = document(Map.of("sealgate.no-such-property", "1"));

        assertPublic(operation(document, HttpMethod.GET, "/orders"));
        assertThat(operation(document, HttpMethod.GET, "/orders").getOperationId())
                .isNull();
    }

    @Test
    void defaults_filterOfTheApplication_isNotReplaced(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path properties = directory.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "mp.openapi.filter=org.acme.OurFilter\n");
        try (java.net.URLClassLoader application = new java.net.URLClassLoader(
                new java.net.URL[] {directory.toUri().toURL()}, APPLICATION)) {
            assertThat(new OpenApiDefaults().getConfigSources(application)).isEmpty();
        }
        Files.writeString(properties, "mp.openapi.scan.disable=false\n");
        try (java.net.URLClassLoader application = new java.net.URLClassLoader(
                new java.net.URL[] {directory.toUri().toURL()}, APPLICATION)) {
            assertThat(new OpenApiDefaults().getConfigSources(application))
                    .singleElement()
                    .satisfies(source -> {
                        assertThat(source.getValue("mp.openapi.filter"))
                                .isEqualTo(EndpointSecurityFilter.class.getName());
                        assertThat(source.getPropertyNames())
                                .isEqualTo(Set.of(OpenApiDefaults.FILTER, OpenApiDefaults.OPERATION_IDS));
                        assertThat(source.getOrdinal()).isNegative();
                    });
        }
    }
}
