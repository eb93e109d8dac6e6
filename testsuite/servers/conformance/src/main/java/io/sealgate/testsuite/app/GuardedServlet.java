package io.sealgate.testsuite.app;

import io.sealgate.cdi.AuthorizationDeniedException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that leaves the decision to a bean. */
@WebServlet("/guarded")
public class GuardedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient GuardedBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        try {
            response.getWriter().print(bean.read());
        } catch (AuthorizationDeniedException denied) {
            response.setStatus(denied.reason().status());
            response.getWriter().print(denied.reason().description());
        }
    }
}
