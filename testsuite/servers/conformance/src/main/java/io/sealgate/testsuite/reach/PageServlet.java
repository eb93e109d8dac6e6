package io.sealgate.testsuite.reach;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /page/forward} and {@code GET /page/include} lead to the page. */
@WebServlet("/page/*")
public class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if ("/forward".equals(request.getPathInfo())) {
            request.getRequestDispatcher("/pages/secret.jsp").forward(request, response);
        } else {
            request.getRequestDispatcher("/pages/secret.jsp").include(request, response);
        }
    }
}
