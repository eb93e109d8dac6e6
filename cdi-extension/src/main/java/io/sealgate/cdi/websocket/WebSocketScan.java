package io.sealgate.cdi.websocket;

import io.sealgate.cdi.ApplicationClasses;
import io.sealgate.cdi.ApplicationClasses.Mark;
import io.sealgate.cdi.EndpointLog;
import io.sealgate.cdi.GuardFilters;
import io.sealgate.cdi.RequirementReader;
import io.sealgate.cdi.RequiresClaimScan;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.servlet.ApplicationSealgate;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotated WebSocket endpoints of an application, fails the deployment where rules of one could not be enforced, and installs the guard of handshakes.
 *
 * <p>Does nothing in a container without Jakarta WebSocket.
 */
public final class WebSocketScan implements ServletContainerInitializer {

    /** For the container. */
    public WebSocketScan() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        if (!isThere()) {
            return;
        }
        ApplicationClasses.search(context);
        EndpointLog.read(context, late -> install(find(late), late));
        RequiresClaimScan.checkGuarded(
                WebSocketScan.class.getName(),
                () -> find(context).stream()
                        .filter(RequirementReader::asksAnything)
                        .collect(Collectors.toUnmodifiableSet()),
                context);
    }

    private static Set<Class<?>> find(ServletContext context) {
        return ApplicationClasses.with(Set.of(Mark.WEBSOCKET_ENDPOINT), context).stream()
                .filter(type -> type.isAnnotationPresent(ServerEndpoint.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The endpoints among these classes; none where there is no Jakarta WebSocket, as no class shows then that it is one. */
    public static Collection<Endpoint> read(Collection<Class<?>> classes) {
        if (!isThere()) {
            return List.of();
        }
        return classes.stream()
                .filter(type -> type.isAnnotationPresent(ServerEndpoint.class))
                .map(type -> WebSocketEndpoint.of(type).described())
                .toList();
    }

    private static boolean isThere() {
        try {
            Class.forName("jakarta.websocket.server.ServerEndpoint", false, WebSocketScan.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    static Collection<Endpoint> install(Set<Class<?>> found, ServletContext context) {
        List<WebSocketEndpoint> endpoints =
                found.stream().map(WebSocketEndpoint::of).toList();
        boolean refusesOthers =
                ApplicationSealgate.get(context).config().authorization().unannotated() != Unannotated.ALLOW;
        if (refusesOthers || endpoints.stream().anyMatch(WebSocketEndpoint::guarded)) {
            // Before those of web.xml, and so before the container's own, which is the last.
            FilterRegistration.Dynamic filter = GuardFilters.add(
                    context,
                    "Sealgate guards WebSocket handshakes",
                    new HandshakeGuard(endpoints),
                    "Jakarta WebSocket");
            if (filter != null) {
                filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
            }
        }
        return read(found);
    }
}
