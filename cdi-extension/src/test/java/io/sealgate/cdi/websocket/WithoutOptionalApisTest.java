package io.sealgate.cdi.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.RequiredProperties;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.TestExtensions;
import io.sealgate.cdi.TestTomcat;
import io.sealgate.cdi.review.EndpointReview;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where there is no Jakarta WebSocket, or no Jakarta REST, everything else works. */
class WithoutOptionalApisTest {

    @ParameterizedTest
    @CsvSource({"websocket-, jakarta.websocket.Session", "ws.rs-api|resteasy|jersey|openapi, jakarta.ws.rs.Path"})
    void application_onAServerWithoutIt_startsAndIsGuarded(String libraries, String type) throws Exception {
        Pattern without = Pattern.compile(libraries);
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!without.matcher(entry).find()) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader alone =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> alone.loadClass(type)).isInstanceOf(ClassNotFoundException.class);
            Thread.currentThread().setContextClassLoader(alone);
            assertThat(alone.loadClass(Inside.class.getName()).getMethod("run").invoke(null))
                    .isEqualTo("400 refused []");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Runs where one of them is not. */
    public static final class Inside {
        private Inside() {}

        @ApplicationScoped
        static class Guarded {
            @RequiresClaim(name = "a")
            public String call() {
                return "SECRET";
            }
        }

        /** Would answer, if the filter let a bad token pass. */
        private static final class Open extends HttpServlet {
            private static final long serialVersionUID = 1;
        }

        public static String run() throws Exception {
            RequiredProperties.set();
            try {
                return server() + " " + bean() + " "
                        + EndpointReview.of(List.of(Guarded.class)).map().endpoints();
            } finally {
                RequiredProperties.clear();
            }
        }

        /** With all initializers of the library, as the container finds them. */
        private static String server() throws Exception {
            // The JVM takes one factory, and the Tomcat of other tests may have set its own.
            TomcatURLStreamHandlerFactory.disable();
            try (TestTomcat tomcat = new TestTomcat()) {
                tomcat.context().addLifecycleListener(new ContextConfig());
                // The classes of other tests are no part of the application.
                ((StandardJarScanner) tomcat.context().getJarScanner()).setScanClassPath(false);
                tomcat.addServlet("open", new Open(), "/*");
                tomcat.start();
                HttpURLConnection connection =
                        (HttpURLConnection) tomcat.uri("/").toURL().openConnection();
                connection.setRequestProperty("Authorization", "Bearer a.b.c");
                return Integer.toString(connection.getResponseCode());
            }
        }

        private static String bean() {
            try (WeldContainer container = new Weld()
                    .disableDiscovery()
                    .addExtension(TestExtensions.withoutConfiguration())
                    .beanClasses(Guarded.class)
                    .initialize()) {
                return container.select(Guarded.class).get().call();
            } catch (AuthorizationDeniedException denied) {
                return "refused";
            }
        }
    }
}
