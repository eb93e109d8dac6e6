package io.sealgate.cdi.websocket;

import io.sealgate.cdi.DeclaredRequirements;
import io.sealgate.cdi.RequirementReader;
import io.sealgate.cdi.SessionCaller;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.Requirement;
import io.sealgate.servlet.Enforcement;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.TokenSource;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the callbacks of one connection: knows who has opened it, lets messages pass that the caller may send, and lets nothing pass once the token has expired. There is one for
 * each object of an endpoint, and one such object for each connection.
 */
@SessionGuarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 90)
class SessionGuard {
    private static final RequirementReader READER = new RequirementReader();

    private final OpenSessions sessions;
    private volatile @Nullable Session session;
    private volatile AuthenticationResult authentication = Anonymous.INSTANCE;

    @Inject
    SessionGuard(OpenSessions sessions) {
        this.sessions = sessions;
    }

    @AroundInvoke
    @Nullable Object call(InvocationContext invocation) throws Exception {
        Method method = invocation.getMethod();
        boolean passes;
        if (method.isAnnotationPresent(OnOpen.class)) {
            passes = open(invocation);
        } else if (method.isAnnotationPresent(OnMessage.class)) {
            passes = message(invocation);
        } else {
            // How a connection ends is the endpoint's to know.
            passes = true;
        }
        return passes
                ? new SessionCaller(authentication, new SessionCall(session, invocation, sessions))
                        .run(invocation::proceed)
                : null;
    }

    private boolean open(InvocationContext invocation) {
        Session opened = sessionOf(invocation);
        if (opened == null) {
            // An endpoint may have more than one such method through its superclasses.
            return session != null;
        }
        if (opened.getUserPrincipal() instanceof TokenPrincipal caller) {
            authentication = new Authenticated(caller, TokenSource.AUTHORIZATION);
        }
        Class<?> type = invocation.getMethod().getDeclaringClass();
        List<Requirement> requirements = READER.readClass(invocation.getTarget().getClass());
        AuthorizationDecision decision =
                ClaimAuthorizer.requireAll(authentication, requirements, new SessionCall(opened, invocation, sessions));
        // The handshake was held against the same: this is for containers that do not hand the caller on, or whose
        // handshake took another way.
        if (decision instanceof Denied denied && !denied.reportOnly() && !sessions.reportsOnly()) {
            refuse(opened, denied.because(type.getName()).rejection(), type.getName());
            return false;
        }
        session = opened;
        if (authentication instanceof Authenticated authenticated) {
            sessions.add(opened, authenticated.principal().token());
        }
        return true;
    }

    private boolean message(InvocationContext invocation) {
        Session opened = session;
        String name = DeclaredRequirements.name(invocation.getMethod());
        if (opened == null) {
            Session other = sessionOf(invocation);
            if (other != null) {
                OpenSessions.close(other, "No caller");
            }
            return false;
        }
        if (authentication instanceof Authenticated authenticated
                && !sessions.isInForce(authenticated.principal().token())) {
            OpenSessions.close(opened, OpenSessions.EXPIRED);
            return false;
        }
        List<Requirement> requirements =
                READER.readMethod(invocation.getMethod(), invocation.getTarget().getClass());
        if (requirements.isEmpty()) {
            return true;
        }
        AuthorizationDecision decision =
                ClaimAuthorizer.requireAll(authentication, requirements, new SessionCall(opened, invocation, sessions));
        if (!(decision instanceof Denied denied)) {
            return true;
        }
        Rejection rejection = Enforcement.ofCall(denied.because(name), name);
        if (rejection == null) {
            return true;
        }
        refuse(opened, rejection, name);
        return false;
    }

    private static void refuse(Session session, Rejection rejection, String name) {
        RefusalLog.refusedCall(name, rejection);
        OpenSessions.close(session, rejection.publicReason().description());
    }

    private static @Nullable Session sessionOf(InvocationContext invocation) {
        for (Object argument : invocation.getParameters()) {
            if (argument instanceof Session found) {
                return found;
            }
        }
        return null;
    }
}
