package io.sealgate.testsuite.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Says who calls, whoever it is; also the error page for status 409. */
@WebServlet(urlPatterns = "/who", asyncSupported = true)
public class WhoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = request.getUserPrincipal();
        response.setContentType("text/plain");
        response.getWriter()
                .print("caller=" + (caller == null ? "none" : caller.getName())
                        + " user=" + request.isUserInRole("user")
                        + " admin=" + request.isUserInRole("admin")
                        + " secure=" + request.isSecure());
    }
}
