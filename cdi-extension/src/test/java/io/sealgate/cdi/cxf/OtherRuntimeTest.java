package io.sealgate.cdi.cxf;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.TestCallers;
import io.sealgate.cdi.TestTomcat;
import io.sealgate.cdi.rest.AuthorizationExceptionMapper;
import io.sealgate.cdi.rest.RequiresClaimFeature;
import io.sealgate.cdi.rest.RestCallFilter;
import io.sealgate.cdi.rest.RestEndpointScan;
import io.sealgate.servlet.DeploymentSteps;
import io.sealgate.servlet.TestAuthentication;
import io.sealgate.token.Anonymous;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Wrapper;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Apache CXF, which loads none of the providers that libraries name, on a Tomcat without CDI. */
@EnabledIf("isThere")
class OtherRuntimeTest {
    private static final String KEY = "mp.jwt.verify.publickey";
    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String AUDIENCES = "mp.jwt.verify.audiences";
    private static final String PROVIDERS = RequiresClaimFeature.class.getName() + "," + RestCallFilter.class.getName()
            + "," + AuthorizationExceptionMapper.class.getName();

    @TempDir
    Path directory;

    private @Nullable TestTomcat tomcat;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Where single tests are run, by all executions. */
    static boolean isThere() {
        return OtherRuntimeTest.class
                        .getClassLoader()
                        .getResource("org/apache/cxf/jaxrs/servlet/CXFNonSpringJaxrsServlet.class")
                != null;
    }

    /** With the class files of the resource, and of what belongs to it, where applications have them. */
    private void start(Class<?> resource, String providers, Class<?>... others) throws Exception {
        System.setProperty(
                KEY,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("EC")
                                        .generateKeyPair()
                                        .getPublic()
                                        .getEncoded())
                        + "\n-----END PUBLIC KEY-----");
        System.setProperty(ISSUER, "https://idp.example");
        System.setProperty(AUDIENCES, "orders");
        copyFile(resource);
        // The JVM wants nested classes and what they are in from one class loader.
        copyFile(resource.getNestHost());
        for (Class<?> other : others) {
            copyFile(other);
        }
        TestTomcat server = new TestTomcat(directory);
        tomcat = server;
        server.addFilter(new HeaderAuthentication());
        Wrapper rest = server.addServlet("rest", new CXFNonSpringJaxrsServlet(), "/api/*");
        rest.addInitParameter("jaxrs.serviceClasses", resource.getName());
        if (!providers.isEmpty()) {
            rest.addInitParameter("jaxrs.providers", providers);
        }
        server.context().addServletContainerInitializer(new RestEndpointScan(), Set.of());
        server.context().addApplicationListener(DeploymentSteps.class.getName());
        server.start();
    }

    private void copyFile(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve("WEB-INF/classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (tomcat != null) {
            tomcat.close();
        }
        System.clearProperty(KEY);
        System.clearProperty(ISSUER);
        System.clearProperty(AUDIENCES);
    }

    private HttpResponse<String> get(String path, String role) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(requireNonNull(tomcat).uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Role", role)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void runtimeWithoutTheGuard_resourceHasARule_answersNobody() throws Exception {
        start(GuardedResource.class, "");

        for (String path : new String[] {"/api/guarded", "/api/guarded/open"}) {
            HttpResponse<String> response = get(path, "clerk");
            assertThat(response.statusCode()).as(path).isEqualTo(403);
            assertThat(response.body()).doesNotContain("SECRET", "open");
            assertThat(get(path, "").statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void runtimeWithoutTheGuard_ruleBelowAnInterface_answersNobody() throws Exception {
        start(
                InheritingResources.Implementation.class,
                "",
                InheritingResources.Contract.class,
                InheritingResources.Base.class);

        assertThat(get("/api/contract", "clerk").statusCode()).isEqualTo(403);
    }

    @Test
    void runtimeWithoutTheGuard_ruleBelowALocator_answersNobody() throws Exception {
        start(
                InheritingResources.Locating.class,
                "",
                InheritingResources.Part.class,
                InheritingResources.PartImplementation.class);

        assertThat(get("/api/locating/part", "clerk").statusCode()).isEqualTo(403);
    }

    @Test
    void runtimeWithTheGuard_ruleBelowAnInterface_isGuarded() throws Exception {
        start(
                InheritingResources.Implementation.class,
                PROVIDERS,
                InheritingResources.Contract.class,
                InheritingResources.Base.class);

        assertThat(get("/api/contract", "guest").statusCode()).isEqualTo(403);
        assertThat(get("/api/contract", "clerk").body()).isEqualTo("SECRET");
    }

    @Test
    void runtimeWithoutTheGuard_noRuleBelowAnInterface_isLeftAlone() throws Exception {
        start(InheritingResources.OpenImplementation.class, "", InheritingResources.Contract.class);

        assertThat(get("/api/contract", "").body()).isEqualTo("open");
    }

    @Test
    void runtimeWithTheGuard_resourceHasARule_isGuarded() throws Exception {
        start(GuardedResource.class, PROVIDERS);

        assertThat(get("/api/guarded", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/guarded", "guest").statusCode()).isEqualTo(403);
        assertThat(get("/api/guarded", "clerk").body()).isEqualTo("SECRET");
        assertThat(get("/api/guarded/open", "").body()).isEqualTo("open");
    }

    @Test
    void runtimeWithoutTheGuard_noResourceHasARule_isLeftAlone() throws Exception {
        start(OpenResource.class, "");

        assertThat(get("/api/open", "").body()).isEqualTo("open");
    }

    private static final class HeaderAuthentication implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            String role = http.getHeader("Role");
            TestAuthentication.leave(
                    http,
                    role.isEmpty() ? Anonymous.INSTANCE : TestCallers.of("alice", Set.of(), Map.of("role", role)));
            chain.doFilter(request, response);
        }
    }
}
