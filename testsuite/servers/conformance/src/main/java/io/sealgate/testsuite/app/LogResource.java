package io.sealgate.testsuite.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.System.Logger.Level;

/** Writes a line of the test's own into the server's log. */
@Path("log")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class LogResource {

    private static final System.Logger LOGGER = System.getLogger(LogResource.class.getName());

    @GET
    public String mark(@QueryParam("mark") String mark) {
        LOGGER.log(Level.WARNING, mark);
        return "logged";
    }
}
