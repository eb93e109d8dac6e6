package io.sealgate.cdi.websocket;

import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.RequirementReader;
import io.sealgate.cdi.SealgateExtension;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets Sealgate guard a WebSocket endpoint that carries {@link io.sealgate.cdi.RequiresClaim} or one of its kin:
 *
 * <pre>{@code
 * @Dependent
 * @ServerEndpoint(value = "/rooms/{room}", configurator = SealgateConfigurator.class)
 * @RequiresScope("rooms:read")
 * public class Rooms {
 *     @OnOpen
 *     public void open(Session session) { … }
 *
 *     @OnMessage
 *     @RequiresRole("moderator") // of this message, besides
 *     public void close(String message) { … }
 * }
 * }</pre>
 *
 * <p>What the class asks is asked at the handshake, which is refused like any other request. What a method asks is asked of each message: where it does not hold, the method is not
 * called, and the connection is closed with 1008 (RFC 6455 section 7.4.1, policy violation). So is a connection whose token expires. In the methods, {@code
 * session.getUserPrincipal()} is the {@link io.sealgate.token.TokenPrincipal}, and {@link io.sealgate.cdi.CallerContext} and guarded beans know the caller.
 *
 * <p>An endpoint with rules that does not name this class, or one that extends it, fails the deployment. A subclass may override {@link #handshakePassed}, {@code checkOrigin} and the
 * negotiation of protocols and extensions. Thread-safe.
 */
public class SealgateConfigurator extends ServerEndpointConfig.Configurator {

    /** For the container. */
    public SealgateConfigurator() {}

    /**
     * Refuses a handshake that no guard has let pass for just this endpoint.
     *
     * @throws AuthorizationDeniedException if so
     */
    @Override
    public final void modifyHandshake(
            ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Class<?> type = config.getEndpointClass();
        Handshake handshake = Handshake.current();
        if (RequirementReader.asksAnything(type)
                && (handshake == null || !handshake.passed().contains(type))) {
            throw new AuthorizationDeniedException(Rejection.of(
                    RejectionReason.ACCESS_DENIED,
                    "the guard of WebSocket handshakes has not let this one pass for " + type.getName()
                            + ": the container has registered the endpoint at another path than @ServerEndpoint says,"
                            + " or the guard is not there"));
        }
        handshakePassed(config, request, response);
    }

    /** Called for handshakes that may go on, in place of {@link #modifyHandshake}; does nothing. */
    protected void handshakePassed(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        // for subclasses
    }

    /**
     * The object for a new connection: the CDI bean that the class is, one for each.
     *
     * @throws InstantiationException if the endpoint has rules and is no bean whose callbacks are guarded
     */
    @Override
    public final <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
        boolean guarded = RequirementReader.asksAnything(type);
        if (!guarded) {
            return super.getEndpointInstance(type);
        }
        BeanManager beans = CDI.current().getBeanManager();
        if (!beans.getExtension(SealgateExtension.class).guards(type)) {
            throw new InstantiationException(type.getName() + " is no CDI bean that is guarded. Add @Dependent.");
        }
        Set<Bean<?>> own = beans.getBeans(type).stream()
                .filter(each -> each.getBeanClass() == type)
                .collect(Collectors.toUnmodifiableSet());
        Bean<?> bean = beans.resolve(own);
        if (bean == null) {
            throw new InstantiationException(type.getName() + " is no bean without qualifiers. Remove the qualifier.");
        }
        T instance = type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean)));
        Handshake handshake = Handshake.current();
        return handshake != null && handshake.onJetty() ? forJetty(type, instance) : instance;
    }

    /** Jetty takes whatever object it gets, and looks for annotations in the class of that unless it is an {@code Endpoint}. */
    @SuppressWarnings("unchecked")
    private static <T> T forJetty(Class<T> type, T instance) {
        return (T) new CallbackEndpoint(type, instance);
    }
}
