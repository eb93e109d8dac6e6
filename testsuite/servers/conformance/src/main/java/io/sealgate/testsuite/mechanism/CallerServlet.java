package io.sealgate.testsuite.mechanism;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Says who calls, as the request and Jakarta Security see it, whoever it is. */
@WebServlet("/open")
public class CallerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient SecurityContext security;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = request.getUserPrincipal();
        boolean known = security.getCallerPrincipal() != null
                && caller != null
                && security.getCallerPrincipal().getName().equals(caller.getName());
        response.setContentType("text/plain");
        response.getWriter()
                .print("caller=" + (caller == null ? "none" : caller.getName()) + " user="
                        + request.isUserInRole("user") + " container="
                        + (known && security.isCallerInRole("user") == request.isUserInRole("user")));
    }
}
