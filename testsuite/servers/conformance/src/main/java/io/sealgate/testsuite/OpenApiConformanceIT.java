package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document that the server makes of an application shows what endpoints ask, without a word of the application. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class OpenApiConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();

    @Deployment(testable = false)
    static WebArchive application() {
        return EndpointConformance.archive("described", "sealgate.token.sources=authorization,cookie\n");
    }

    @BeforeEach
    void needsDocument() {
        assumeTrue(
                ServerUnderTest.makesOpenApi(), () -> ServerUnderTest.name() + " makes no OpenAPI document by default");
    }

    private static Map<String, Object> document() throws JoseException {
        Answer answer = CLIENT.get(ServerUnderTest.https("/openapi"), "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        return JsonUtil.parseJson(answer.body());
    }

    /** Servers begin paths with that of the application, or do not. */
    private static Map<String, Object> operation(Map<String, Object> document, String method, String path) {
        Map<String, Object> paths = object(document.get("paths"));
        String key = paths.keySet().stream()
                .filter(each -> each.endsWith(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not among " + paths.keySet()));
        return object(object(paths.get(key)).get(method));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        if (!(value instanceof Map)) {
            throw new AssertionError("Expected an object: " + value);
        }
        return (Map<String, Object>) value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "get; /api/shop/orders; scope any of [orders:read]",
                "delete; /api/shop/orders/{id}; role any of [manager]| department equals sales",
                "get; /api/shop/never; nobody",
                "get; /api/shop/admin/users; role admin"
            })
    void operation_guarded_showsSchemesAnswersAndClaims(String method, String path, String claims)
            throws JoseException {
        Map<String, Object> document = document();
        Map<String, Object> operation = operation(document, method, path);
        DecisionRecorder.note("asks " + operation.get("x-required-claims"));

        assertThat(operation).containsEntry("x-required-claims", List.of(claims.split("\\| ")));
        assertThat(object(operation.get("responses"))).containsKeys("401", "403");
        assertThat(operation.get("security")).asString().contains("bearer").contains("tokenCookie");
        Map<String, Object> schemes = object(object(document.get("components")).get("securitySchemes"));
        assertThat(object(schemes.get("bearer")))
                .containsEntry("type", "http")
                .containsEntry("scheme", "bearer")
                .containsEntry("bearerFormat", "JWT");
        assertThat(object(schemes.get("tokenCookie")))
                .containsEntry("type", "apiKey")
                .containsEntry("in", "cookie")
                .containsEntry("name", "Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/shop/map", "/api/shop/silent", "/api/shop/tried"})
    void operation_public_showsNone(String path) throws JoseException {
        Map<String, Object> operation = operation(document(), "get", path);
        DecisionRecorder.note("asks " + operation.get("x-required-claims"));

        assertThat(operation).doesNotContainKeys("security", "x-required-claims");
        assertThat(object(operation.get("responses"))).doesNotContainKeys("401", "403");
    }

    @Test
    void document_namesOfClasses_areNotInIt() throws JoseException {
        assertThat(document().get("paths")).asString().doesNotContain("io.sealgate");
    }
}
