package io.sealgate.testsuite.endpoints;

import io.sealgate.cdi.RequiresClaim;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebServlet(name = "guarded", urlPatterns = "/guarded/*", asyncSupported = true)
@RequiresClaim(name = "scope", anyOf = "orders:read")
public class GuardedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print("SECRET guarded");
    }
}
