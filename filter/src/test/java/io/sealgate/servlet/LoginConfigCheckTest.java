package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.config.InvalidConfigurationException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginConfigCheckTest {
    private static final String FORM = "<login-config><auth-method>FORM</auth-method></login-config>";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<web-app>" + FORM + "</web-app>",
                "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0' metadata-complete='true'>" + FORM
                        + "</web-app>",
                "<j:web-app xmlns:j='https://jakarta.ee/xml/ns/jakartaee'><j:login-config><j:auth-method> FORM\n</j:auth-method></j:login-config></j:web-app>",
                "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN' 'http://127.0.0.1:1/web-app_2_3.dtd'><web-app>"
                        + FORM + "</web-app>"
            })
    void webXml_withLoginConfig_stopsTheDeployment(String webXml) throws Exception {
        assertThatThrownBy(() -> deploy(webXml, null))
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("SG-227 <login-config> in /WEB-INF/web.xml: ")
                .hasMessageContaining("second way, by FORM:")
                .hasMessageContaining("Remove it");
    }

    @Test
    void webXml_withLoginConfigOfNoMethod_stopsTheDeployment() {
        assertThatThrownBy(() ->
                        deploy("<web-app><login-config><realm-name>a</realm-name></login-config></web-app>", null))
                .rootCause()
                .hasMessageContaining("second way: some");
    }

    @Test
    void fragment_withLoginConfig_stopsTheDeployment() {
        assertThatThrownBy(() -> deploy("<web-app/>", "<web-fragment>" + FORM + "</web-fragment>"))
                .rootCause()
                .hasMessageContaining("SG-227 <login-config> in file:")
                .hasMessageContaining("META-INF/web-fragment.xml: ");
    }

    @Test
    void both_withLoginConfig_areNamed() {
        assertThatThrownBy(() -> deploy("<web-app>" + FORM + "</web-app>", "<web-fragment>" + FORM + "</web-fragment>"))
                .rootCause()
                .hasMessageContaining("/WEB-INF/web.xml")
                .hasMessageContaining("META-INF/web-fragment.xml");
    }

    @Test
    void webXml_containerThatOnlyWarns_keepsTheApplicationShut() throws Exception {
        try (URLClassLoader loader = TestApplication.valid(directory);
                TestServer server = TestServer.start(true, loader, (classes, context) -> {
                    write(context, "<web-app>" + FORM + "</web-app>");
                    context.addServlet("application", new Application()).addMapping("/");
                    assertThatThrownBy(() -> new SealgateInitializer().onStartup(classes, context))
                            .isInstanceOf(InvalidConfigurationException.class);
                })) {
            assertThat(server.applicationIsAvailable()).isFalse();
            assertThat(server.get("/").status()).isEqualTo(404);
        }
    }

    /** What the container itself would not read either, or reads as nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<web-app/>",
                "<web-app><!-- " + FORM + " --></web-app>",
                "<web-app><login-config><auth-method>NONE</auth-method></login-config></web-app>",
                "not XML"
            })
    void webXml_withoutLoginConfig_isDeployed(String webXml) throws Exception {
        assertThat(deploy(webXml, null)).isEqualTo("served");
    }

    @Test
    void fragment_thatNobodyReads_isDeployed() throws Exception {
        assertThat(deploy("<web-app metadata-complete='true'/>", "<web-fragment>" + FORM + "</web-fragment>"))
                .isEqualTo("served");
    }

    @Test
    void external_entities_areNotRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "FORM");
        String webXml = "<!DOCTYPE web-app [<!ENTITY e SYSTEM '" + secret.toUri()
                + "'>]><web-app><login-config><auth-method>&e;</auth-method></login-config></web-app>";

        assertThatThrownBy(() -> deploy(webXml, null))
                .rootCause()
                .message()
                .contains("SG-227")
                .doesNotContain("by FORM");
    }

    /**
     * @return what the application answers
     * @throws InvalidConfigurationException if it was not deployed
     */
    private String deploy(String webXml, @Nullable String fragment) throws Exception {
        if (fragment != null) {
            Path file = directory.resolve("META-INF/web-fragment.xml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, fragment);
        }
        try (URLClassLoader loader = TestApplication.valid(directory);
                TestServer server = TestServer.start(true, loader, (classes, context) -> {
                    write(context, webXml);
                    context.addServlet("application", new Application()).addMapping("/");
                    new SealgateInitializer().onStartup(classes, context);
                })) {
            return server.get("/").body();
        }
    }

    private static void write(ServletContext context, String webXml) {
        try {
            Path file = Path.of(context.getRealPath("/"), "WEB-INF", "web.xml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, webXml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("served");
        }
    }
}
