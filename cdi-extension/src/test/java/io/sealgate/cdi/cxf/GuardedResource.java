package io.sealgate.cdi.cxf;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Has a rule for one of its methods. */
@Path("guarded")
@Produces("text/plain")
public class GuardedResource {

    @GET
    @RequiresClaim(name = "role", equals = "clerk")
    public String read() {
        return "SECRET";
    }

    @GET
    @Path("open")
    public String open() {
        return "open";
    }
}
