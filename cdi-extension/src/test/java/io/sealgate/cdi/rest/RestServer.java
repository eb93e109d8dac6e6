package io.sealgate.cdi.rest;

import io.sealgate.Sealgate;
import io.sealgate.cdi.RequiredProperties;
import io.sealgate.cdi.TestCallers;
import io.sealgate.cdi.TestTomcat;
import io.sealgate.servlet.DeploymentSteps;
import io.sealgate.servlet.TestAuthentication;
import io.sealgate.testing.SettableClock;
import io.sealgate.token.Anonymous;
import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;

/**
 * A Tomcat with Jersey or RESTEasy, whichever is on the class path, and without CDI. A request's header {@code Caller} says
 * who it comes from: {@code role=clerk auth_time=1000 roles=a,b}, {@code anonymous}, or, if there is none, a request that the filter has not seen.
 */
final class RestServer implements AutoCloseable {
    static final boolean JERSEY = isPresent("org.glassfish.jersey.servlet.ServletContainer");

    private final TestTomcat tomcat = new TestTomcat();
    private final SettableClock clock = new SettableClock(Instant.now());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Wrapper rest;

    private RestServer(Class<? extends Application> application) throws Exception {
        RequiredProperties.set();
        tomcat.addFilter(new HeaderAuthentication(TestAuthentication.application(clock)));
        rest = tomcat.addServlet("rest", servlet(), "/*");
        rest.addInitParameter("jakarta.ws.rs.Application", application.getName());
    }

    /** As {@link #start(Class, ServletContainerInitializer, Set)}, with this property besides. */
    static RestServer start(
            Class<? extends Application> application,
            ServletContainerInitializer initializer,
            Set<Class<?>> classes,
            String property,
            String value)
            throws Exception {
        System.setProperty(property, value);
        try {
            return start(application, initializer, classes);
        } finally {
            System.clearProperty(property);
        }
    }

    /** With an initializer that the container calls with these classes. */
    static RestServer start(
            Class<? extends Application> application, ServletContainerInitializer initializer, Set<Class<?>> classes)
            throws Exception {
        RestServer server = new RestServer(application);
        server.tomcat.context().addServletContainerInitializer(initializer, classes);
        server.tomcat.context().addApplicationListener(DeploymentSteps.class.getName());
        try {
            server.tomcat.start();
        } catch (LifecycleException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** What callers are judged by. */
    SettableClock clock() {
        return clock;
    }

    /** The class loader by which the application is known. */
    ClassLoader applicationLoader() {
        return tomcat.context().getLoader().getClassLoader();
    }

    /** Whether the application started; a failed one answers 404. */
    boolean applicationIsAvailable() {
        return tomcat.applicationIsAvailable();
    }

    static RestServer start(Class<? extends Application> application) throws Exception {
        RestServer server = new RestServer(application);
        server.tomcat.start();
        return server;
    }

    private static Servlet servlet() throws ReflectiveOperationException {
        String name = JERSEY
                ? "org.glassfish.jersey.servlet.ServletContainer"
                : "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";
        return Class.forName(name).asSubclass(Servlet.class).getConstructor().newInstance();
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether the REST servlet came up. */
    boolean isAvailable() {
        return !rest.isUnavailable() && rest.getServlet() != null;
    }

    HttpResponse<String> get(String path, String... caller) throws Exception {
        return send(request(path, caller).GET());
    }

    HttpResponse<String> getWith(String header, List<String> values, String path, String caller) throws Exception {
        HttpRequest.Builder request = request(path, caller).GET();
        values.forEach(value -> request.header(header, value));
        return send(request);
    }

    HttpResponse<String> send(String method, String path, String body, String... caller) throws Exception {
        return send(request(path, caller)
                .header("Content-Type", "application/problem")
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(tomcat.uri(path)).timeout(Duration.ofSeconds(20));
        return caller.length == 0 ? request : request.header("Caller", caller[0]);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.close();
        RequiredProperties.clear();
    }

    private record HeaderAuthentication(Sealgate application) implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String caller = ((HttpServletRequest) request).getHeader("Caller");
            if (caller != null) {
                TestAuthentication.leave((HttpServletRequest) request, parse(caller), application);
            }
            chain.doFilter(request, response);
        }

        private static AuthenticationResult parse(String caller) {
            if (caller.equals("anonymous")) {
                return Anonymous.INSTANCE;
            }
            Set<String> roles = Set.of();
            Map<String, Object> claims = new HashMap<>();
            for (String claim : caller.split(" ", -1)) {
                String[] parts = claim.split("=", -1);
                if (parts[0].equals("roles")) {
                    roles = Set.of(parts[1].split(",", -1));
                } else if (parts[0].equals("auth_time")) {
                    claims.put(parts[0], Long.valueOf(parts[1]));
                } else {
                    claims.put(parts[0], parts[1]);
                }
            }
            return TestCallers.of("alice", roles, claims);
        }
    }
}
