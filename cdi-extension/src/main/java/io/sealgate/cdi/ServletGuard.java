package io.sealgate.cdi;

import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.Requirement;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Enforcement;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Stands before one servlet. Thread-safe. */
final class ServletGuard implements Filter {
    private final Function<HttpServletRequest, AuthorizationDecision> decision;

    ServletGuard(Function<HttpServletRequest, AuthorizationDecision> decision) {
        this.decision = decision;
    }

    /**
     * @param requirements all of which must hold in each dispatch; none: nothing is said of the servlet, which counts for what comes from outside alone
     */
    ServletGuard(List<Requirement> requirements) {
        List<Requirement> all = List.copyOf(requirements);
        this.decision = request -> decide(request, all);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("Only HTTP requests can be authorized");
        }
        Rejection rejection = Enforcement.of(decision.apply(httpRequest), httpRequest);
        if (rejection == null) {
            chain.doFilter(request, response);
        } else if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            // What is included cannot answer; the filter around what includes it does.
            throw new AuthorizationDeniedException(rejection);
        } else {
            RefusalLog.refused(httpRequest, rejection);
            String realm = ApplicationSealgate.get(request.getServletContext())
                    .config()
                    .realm();
            Refusal.of(rejection, realm).writeTo(httpRequest, httpResponse);
        }
    }

    private static AuthorizationDecision decide(HttpServletRequest request, List<Requirement> requirements) {
        if (!requirements.isEmpty()) {
            return ClaimAuthorizer.requireAll(
                    RequestAuthentication.get(request), requirements, RequestAuthentication.call(request));
        }
        return request.getDispatcherType() == DispatcherType.REQUEST
                ? UnannotatedEndpoints.decide(request)
                : Granted.INSTANCE;
    }
}
