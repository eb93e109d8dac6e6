package io.sealgate.cdi;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.Requirement;
import io.sealgate.servlet.DispatchedRequest;
import io.sealgate.servlet.Enforcement;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the request that the calling thread serves, or the connection that it works for, anew at each call. Where there is none (a timer, an asynchronous method, a thread of the application's own) there is no
 * caller, and whatever needs one is refused.
 */
@ApplicationScoped
@Typed({CurrentCaller.class, CallerContext.class})
class CurrentCaller implements CallerContext {
    private static final Denied NO_REQUEST = new Denied(Rejection.of(
            RejectionReason.TOKEN_REQUIRED,
            "this thread serves no HTTP request, so there is no caller: check before work is handed to timers, asynchronous"
                    + " methods and other threads"));

    private static final String INJECTED = "an injected token, principal or claims set";

    private final RequirementReader requirements = new RequirementReader();
    private final @Nullable HttpServletRequest request;

    /** For the client proxy alone. */
    CurrentCaller() {
        request = null;
    }

    @Inject
    CurrentCaller(Instance<HttpServletRequest> requests) {
        // The container's request is a client proxy, so this one object shows each thread its own request.
        request = requests.isResolvable() ? requests.get() : null;
    }

    @Override
    public Optional<TokenPrincipal> caller() {
        SessionCaller session = SessionCaller.current();
        return session == null
                ? inRequest(current -> principal(RequestAuthentication.get(current)), Optional.empty())
                : principal(session.authentication());
    }

    private static Optional<TokenPrincipal> principal(@Nullable AuthenticationResult authentication) {
        return authentication instanceof Authenticated authenticated
                ? Optional.of(authenticated.principal())
                : Optional.empty();
    }

    @Override
    public boolean fulfils(Requirement... required) {
        return decide(List.of(required), call -> call)
                .filter(decision -> !(decision instanceof Denied))
                .isPresent();
    }

    @Override
    public void require(Requirement... required) {
        check(List.of(required), call -> call, "CallerContext.require");
    }

    /**
     * The caller.
     *
     * @throws AuthorizationDeniedException if there is no valid token
     */
    TokenPrincipal requireCaller() {
        Denied denied = decide(List.of(), call -> call)
                .or(() -> Optional.of(NO_REQUEST))
                .filter(Denied.class::isInstance)
                .map(Denied.class::cast)
                .orElse(null);
        if (denied != null) {
            // Not a rule that could be merely reported: there is nobody to be injected.
            throw refuse(denied.rejection().located(", asked by " + INJECTED), INJECTED);
        }
        return caller().orElseThrow(() -> new AuthorizationDeniedException(NO_REQUEST.rejection()));
    }

    /**
     * Lets a call pass that the current caller may make.
     *
     * @throws AuthorizationDeniedException if not
     */
    void check(InvocationContext invocation) {
        Method method = invocation.getMethod();
        check(
                requirements.read(method, invocation.getTarget().getClass()),
                call -> new InvocationCall(call, invocation),
                RequirementAnnotations.describe(method));
    }

    private void check(List<Requirement> required, UnaryOperator<Call> call, String askedBy) {
        Optional<AuthorizationDecision> decision = decide(required, call);
        if (decision.isEmpty()) {
            checkWithoutCaller(askedBy);
        } else if (decision.get() instanceof Denied denied) {
            Denied located = denied.because(askedBy);
            Optional<Rejection> rejection = SessionCaller.current() == null
                    ? inRequest(
                            current -> Optional.ofNullable(Enforcement.of(located, current)),
                            Optional.of(located.rejection()))
                    : Optional.ofNullable(Enforcement.ofCall(located, askedBy));
            rejection.ifPresent(each -> {
                throw refuse(each, askedBy);
            });
        }
    }

    /** Empty where there is neither a connection nor a request. */
    private Optional<AuthorizationDecision> decide(List<Requirement> required, UnaryOperator<Call> call) {
        SessionCaller session = SessionCaller.current();
        if (session != null) {
            return Optional.of(
                    ClaimAuthorizer.requireAll(session.authentication(), required, call.apply(session.call())));
        }
        return inRequest(
                current -> Optional.of(ClaimAuthorizer.requireAll(
                        RequestAuthentication.get(current), required, call.apply(RequestCall.of(current)))),
                Optional.empty());
    }

    /**
     * Refuses a call that comes from no request, and so has no caller.
     *
     * @throws AuthorizationDeniedException unless rules are only reported
     */
    void checkWithoutCaller(Method method) {
        checkWithoutCaller(RequirementAnnotations.describe(method));
    }

    private void checkWithoutCaller(String askedBy) {
        Rejection rejection = Enforcement.ofCall(NO_REQUEST.because(askedBy), askedBy);
        if (rejection != null) {
            throw refuse(rejection, askedBy);
        }
    }

    private AuthorizationDeniedException refuse(Rejection rejection, String askedBy) {
        boolean logged = inRequest(
                current -> {
                    RefusalLog.refused(current, rejection);
                    return true;
                },
                false);
        if (!logged) {
            RefusalLog.refusedCall(askedBy, rejection);
        }
        return new AuthorizationDeniedException(rejection);
    }

    private <T> T inRequest(Function<HttpServletRequest, T> action, T otherwise) {
        HttpServletRequest current = current();
        return current == null ? otherwise : action.apply(current);
    }

    private @Nullable HttpServletRequest current() {
        // What a container may still have of a handshake is not what a connection's messages are about.
        if (SessionCaller.current() != null) {
            return null;
        }
        HttpServletRequest dispatched = DispatchedRequest.current();
        if (dispatched != null || request == null) {
            return dispatched;
        }
        try {
            // A call that fails as others would, if there is no request behind the proxy.
            request.getDispatcherType();
            return request;
        } catch (ContextNotActiveException | IllegalStateException noRequest) {
            return null;
        }
    }
}
