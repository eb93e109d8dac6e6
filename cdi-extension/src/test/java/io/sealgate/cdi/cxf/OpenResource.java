package io.sealgate.cdi.cxf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Has no rule. */
@Path("open")
@Produces("text/plain")
public class OpenResource {

    @GET
    public String read() {
        return "open";
    }
}
