package io.sealgate.cdi;

import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.Refusal;
import io.sealgate.servlet.RefusalLog;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request whose servlet or page called a guarded bean and did not handle the refusal, as Jakarta REST would; the container would say 500. Nothing but {@link
 * AuthorizationDeniedException} is handled, and nothing once the response is on its way.
 */
final class DeniedCallFilter implements Filter {
    private static final int MAX_CAUSES = 8;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failure) {
            AuthorizationDeniedException denied = findIn(failure);
            if (denied == null
                    || response.isCommitted()
                    || !(request instanceof HttpServletRequest httpRequest)
                    || !(response instanceof HttpServletResponse httpResponse)) {
                throw failure;
            }
            RefusalLog.refused(httpRequest, denied.rejection());
            String realm = ApplicationSealgate.get(request.getServletContext())
                    .config()
                    .realm();
            Refusal.of(denied.rejection(), realm).writeTo(httpRequest, httpResponse);
        }
    }

    private static @Nullable AuthorizationDeniedException findIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof AuthorizationDeniedException denied) {
                return denied;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
