package io.sealgate.servlet;

import static java.util.Objects.requireNonNull;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig;
import io.sealgate.extract.RequestView;
import io.sealgate.paths.PathRules;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates every request, refuses those with a bad token and those that a rule for paths denies, and runs the rest of the chain as the caller that a good token names. Requests without
 * a token go on as anonymous (CORS preflights among them): whether that suffices is the endpoint's affair.
 *
 * <p>To be mapped to {@code /*} and all dispatcher types, with async support, before all other filters; {@link SealgateInitializer} does so. Each dispatch of a
 * request sees the result of the first and establishes the caller anew. Thread-safe.
 */
public final class TokenAuthenticationFilter implements Filter {
    private @Nullable Setup setup;

    /** For the container; {@link #init} reads the configuration. */
    public TokenAuthenticationFilter() {}

    /**
     * With everything given, so that {@link #init} has nothing to read.
     *
     * @param authenticator authenticates a request; whatever it throws is a refusal
     */
    TokenAuthenticationFilter(
            SealgateConfig config,
            Function<? super RequestView, ? extends AuthenticationResult> authenticator,
            CallerIdentity callerIdentity) {
        this.setup = new Setup(config, config, authenticator, callerIdentity);
    }

    /**
     * Takes the application's {@link Sealgate} and its {@link CallerIdentity}, and runs the {@link DeploymentSteps} that are left.
     *
     * @throws InvalidConfigurationException if the configuration cannot be used; lists every problem
     */
    @Override
    public void init(FilterConfig filterConfig) {
        if (setup == null) {
            Sealgate sealgate = ApplicationSealgate.get(filterConfig.getServletContext());
            setup = new Setup(
                    sealgate,
                    sealgate.config(),
                    sealgate.tokenAuthenticator()::authenticate,
                    CallerIdentity.of(
                            filterConfig.getServletContext(), sealgate.config().realm()));
        }
        DeploymentSteps.run(filterConfig.getServletContext());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("Only HTTP requests can be authenticated");
        }
        Setup ready = requireNonNull(setup, "init() was not called");
        String realm = ready.config().realm();
        DispatchedRequest.Step step = RequestAuthentication.authenticate(
                        httpRequest, ready.application(), ready.config(), ready.authenticator())
                .match(
                        anonymous -> guarded(
                                ready, anonymous, httpRequest, httpResponse, () -> chain.doFilter(request, response)),
                        authenticated -> guarded(
                                ready,
                                authenticated,
                                httpRequest,
                                httpResponse,
                                () -> proceed(ready, authenticated, httpRequest, httpResponse, chain)),
                        rejected -> () ->
                                refuse(rejected.rejection(), Refusal.of(rejected, realm), httpRequest, httpResponse),
                        unavailable -> () -> refuse(
                                unavailable.rejection(), Refusal.of(unavailable, realm), httpRequest, httpResponse));
        // Nothing around this call may take an exception of the application for a bad token.
        DispatchedRequest.run(httpRequest, step);
    }

    /** What rules for paths make of a request whose token is valid, or that has none. */
    private static DispatchedRequest.Step guarded(
            Setup setup,
            AuthenticationResult authentication,
            HttpServletRequest request,
            HttpServletResponse response,
            DispatchedRequest.Step passed) {
        if (authentication instanceof Authenticated authenticated
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            SecurityEvents.authenticated(
                    request, authenticated.principal().token().description());
        }
        PathRules rules = setup.config().authorization().paths();
        if (rules.isEmpty()) {
            return passed;
        }
        String realm = setup.config().realm();
        Rejection rejection = PathGuard.check(request, authentication, rules);
        if (rejection == null) {
            return request.getDispatcherType() == DispatcherType.INCLUDE
                    ? passed
                    : () -> answeringRefusedIncludes(passed, realm, request, response);
        }
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return () -> {
                throw new RefusedIncludeException(rejection);
            };
        }
        return () -> refuse(rejection, Refusal.of(rejection, realm), request, response);
    }

    private static void answeringRefusedIncludes(
            DispatchedRequest.Step step, String realm, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            step.run();
        } catch (ServletException | RuntimeException failure) {
            RefusedIncludeException refused = RefusedIncludeException.findIn(failure);
            if (refused == null) {
                throw failure;
            }
            boolean tooLate = response.isCommitted();
            refuse(refused.rejection(), Refusal.of(refused.rejection(), realm), request, response);
            if (tooLate) {
                throw failure;
            }
        }
    }

    private static void proceed(
            Setup setup,
            Authenticated authenticated,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        // RFC 6750 section 5.3. Set beforehand, so that the application may say otherwise.
        if (request.getDispatcherType() != DispatcherType.INCLUDE && !response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", "private");
        }
        setup.callerIdentity().proceed(request, response, authenticated.principal(), chain);
    }

    private static void refuse(
            Rejection rejection, Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RefusalLog.refused(request, rejection);
        refusal.writeTo(request, response);
    }

    /**
     * @param application stands for the application, by identity
     * @param config what it started with; what is taken from it does not change while it runs
     */
    private record Setup(
            Object application,
            SealgateConfig config,
            Function<? super RequestView, ? extends AuthenticationResult> authenticator,
            CallerIdentity callerIdentity) {
        private Setup {
            requireNonNull(application, "application");
            requireNonNull(config, "config");
            requireNonNull(authenticator, "authenticator");
            requireNonNull(callerIdentity, "callerIdentity");
        }
    }
}
