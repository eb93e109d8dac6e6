package io.sealgate.testsuite.sockets;

import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.EndpointMap;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The endpoint map. */
@PermitAll
@WebServlet("/map")
public class MapServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (Endpoint endpoint : CDI.current().select(EndpointMap.class).get().endpoints()) {
            response.getWriter()
                    .println(endpoint.method() + " " + endpoint.path() + " " + endpoint.access() + " "
                            + endpoint.rules());
        }
    }
}
