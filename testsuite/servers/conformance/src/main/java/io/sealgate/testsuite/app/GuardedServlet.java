package io.sealgate.testsuite.app;

import io.sealgate.cdi.AuthorizationDeniedException;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that leaves the decision to a bean. It looks the bean up, as Weld injects nothing into servlets on Jetty without more ado. */
@WebServlet("/guarded")
public class GuardedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        try {
            response.getWriter()
                    .print(CDI.current().select(GuardedBean.class).get().read());
        } catch (AuthorizationDeniedException denied) {
            response.setStatus(denied.reason().status());
            response.getWriter().print(denied.reason().description());
        }
    }
}
