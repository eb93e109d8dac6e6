package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The example's WAR as it is built: the OpenAPI document that the server makes of it says of each endpoint what the checked-in one says. */
@ArquillianTest
@RunAsClient
class OrdersOpenApiIT {
    private static final Path ORDERS = Path.of(System.getProperty("testsuite.orders", "."));
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String CONTEXT = "/shop";

    @Deployment(name = "shop", managed = false, testable = false)
    static WebArchive shop() {
        return ShrinkWrap.create(ZipImporter.class, "shop.war")
                .importFrom(ORDERS.resolve("target/shop.war").toFile())
                .as(WebArchive.class);
    }

    @Test
    void document_ofTheExample_showsWhatTheCheckedInOneShows(@ArquillianResource Deployer deployer) throws Exception {
        assumeTrue(
                ServerUnderTest.makesOpenApi(), () -> ServerUnderTest.name() + " makes no OpenAPI document by default");
        Map<String, Object> checkedIn =
                new Yaml().load(Files.readString(ORDERS.resolve("src/test/resources/openapi.yaml")));
        Deployments.whileDeployed(deployer, "shop", () -> {
            Answer answer = CLIENT.get(ServerUnderTest.https("/openapi"));
            assertThat(answer.status()).isEqualTo(200);
            Map<String, Object> made = new Yaml().load(answer.body());

            assertThat(security(made)).hasSizeGreaterThan(5).containsExactlyEntriesOf(security(checkedIn));
            assertThat(schemes(made)).isEqualTo(schemes(checkedIn));
        });
    }

    /** Of each operation, whatever is there because of tokens. */
    private static Map<String, Map<String, @Nullable Object>> security(Map<String, Object> document) {
        Map<String, Map<String, @Nullable Object>> all = new TreeMap<>();
        object(document.get("paths"))
                .forEach((path, item) -> object(item).forEach((method, operation) -> {
                    Map<String, Object> described = object(operation);
                    Map<String, @Nullable Object> found = new TreeMap<>();
                    found.put("security", schemesOf(described.get("security")));
                    found.put("x-required-claims", described.get("x-required-claims"));
                    for (String status : new String[] {"401", "403"}) {
                        Object response = object(described.get("responses")).get(status);
                        found.put(
                                status,
                                response == null ? null : object(response).get("description"));
                    }
                    all.put(method + " " + pathOf(path), found);
                }));
        return all;
    }

    /** The names of the alternatives. As of OpenAPI 3.1 they have the scopes with them, which the checked-in document has no place for. */
    private static @Nullable List<Object> schemesOf(@Nullable Object security) {
        return security instanceof List<?> alternatives
                ? alternatives.stream()
                        .<Object>map(each -> object(each).keySet())
                        .toList()
                : null;
    }

    /** Servers begin paths with that of the application, or do not; and some leave the expressions of parameters in them. */
    private static String pathOf(String path) {
        return (path.startsWith(CONTEXT + "/") ? path.substring(CONTEXT.length()) : path)
                .replaceAll("\\{(\\w+): [^}]*}", "{$1}");
    }

    private static Object schemes(Map<String, Object> document) {
        return object(object(document.get("components")).get("securitySchemes"));
    }

    /** With names that are strings: some servers write those of statuses as numbers. */
    private static Map<String, Object> object(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new AssertionError("Expected an object: " + value);
        }
        Map<String, Object> result = new TreeMap<>();
        map.forEach((name, member) -> result.put(String.valueOf(name), member));
        return result;
    }
}
