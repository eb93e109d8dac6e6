package io.sealgate.testsuite.endpoints;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /dispatch/WAY?to=TARGET} dispatches the request to a path of the application, or to a servlet by its name. */
@PermitAll
@WebServlet(urlPatterns = "/dispatch/*", asyncSupported = true)
public class DispatchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String to = request.getParameter("to");
        switch (request.getPathInfo()) {
            case "/forward" -> request.getRequestDispatcher(to).forward(request, response);
            case "/include" -> request.getRequestDispatcher(to).include(request, response);
            case "/async" -> request.startAsync().dispatch(to);
            case "/forward-named" -> getServletContext().getNamedDispatcher(to).forward(request, response);
            case "/include-named" -> getServletContext().getNamedDispatcher(to).include(request, response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
