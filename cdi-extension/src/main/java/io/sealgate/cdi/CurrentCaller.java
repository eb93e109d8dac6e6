package io.sealgate.cdi;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.Requirement;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.Authenticated;
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
import org.jspecify.annotations.Nullable;

/**
 * Looks at the request that the calling thread serves, anew at each call. Where there is none (a timer, an asynchronous method, a thread of the application's own) there is no
 * caller, and whatever needs one is refused.
 */
@ApplicationScoped
@Typed({CurrentCaller.class, CallerContext.class})
class CurrentCaller implements CallerContext {
    private static final Denied NO_REQUEST = new Denied(Rejection.of(
            RejectionReason.TOKEN_REQUIRED,
            "this thread serves no HTTP request, so there is no caller: check before work is handed to timers, asynchronous"
                    + " methods and other threads"));

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
        return inRequest(
                current -> RequestAuthentication.get(current) instanceof Authenticated authenticated
                        ? Optional.of(authenticated.principal())
                        : Optional.empty(),
                Optional.empty());
    }

    /**
     * The caller.
     *
     * @throws AuthorizationDeniedException if there is no valid token
     */
    TokenPrincipal require() {
        check(List.of(), RequestCall::of, "an injected token, principal or claims set");
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
                current -> new InvocationCall(RequestCall.of(current), invocation),
                RequirementAnnotations.describe(method));
    }

    private void check(List<Requirement> required, Function<HttpServletRequest, Call> call, String askedBy) {
        AuthorizationDecision decision = inRequest(
                current ->
                        ClaimAuthorizer.requireAll(RequestAuthentication.get(current), required, call.apply(current)),
                NO_REQUEST);
        if (decision instanceof Denied denied) {
            throw refuse(denied.rejection(), askedBy);
        }
    }

    /** What a call is answered with that no caller can make. */
    AuthorizationDeniedException refuseWithoutCaller(Method method) {
        return refuse(NO_REQUEST.rejection(), RequirementAnnotations.describe(method));
    }

    private AuthorizationDeniedException refuse(Rejection rejection, String askedBy) {
        Rejection located = rejection.located(", asked by " + askedBy);
        boolean logged = inRequest(
                current -> {
                    RefusalLog.refused(current, located);
                    return true;
                },
                false);
        if (!logged) {
            RefusalLog.refused("call", askedBy, located);
        }
        return new AuthorizationDeniedException(located);
    }

    private <T> T inRequest(Function<HttpServletRequest, T> action, T otherwise) {
        if (request == null) {
            return otherwise;
        }
        try {
            // A call that fails as the action would, if there is no request behind the proxy.
            request.getDispatcherType();
        } catch (ContextNotActiveException | IllegalStateException noRequest) {
            return otherwise;
        }
        return action.apply(request);
    }
}
